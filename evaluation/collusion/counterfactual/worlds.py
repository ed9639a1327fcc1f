"""Every way the draws of a formula can fall: all of them where they are few enough, a seeded sample otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from math import comb
from typing import Generic, TypeVar

from evaluation.scoring.draws import Draws, SeededDraws

T = TypeVar("T")
R = TypeVar("R")

Coefficients = tuple[tuple[str, str], ...]
"""What was drawn for each purpose, bids aside; the same coefficients may fall whoever bids."""


class _TooManyError(Exception):
    """A single draw has more outcomes than may be walked through."""


@dataclass
class _Recorded:
    """Draws that note what was drawn; ``script`` says what to draw first, after it the first option is drawn."""

    script: Sequence[int]
    most: int
    counts: list[int] = field(default_factory=list)
    coefficients: list[tuple[str, str]] = field(default_factory=list)

    def one(self, purpose: str, options: Sequence[R]) -> R:
        chosen = options[self._next(len(options))]
        if not isinstance(chosen, str):  # a bidder's name is no coefficient
            self.coefficients.append((purpose, str(chosen)))
        return chosen

    def some(self, purpose: str, options: Sequence[R], count: int) -> tuple[R, ...]:
        count = min(count, len(options))
        index = self._next(comb(len(options), count))
        return next(islice(combinations(options, count), index, None))

    def _next(self, number: int) -> int:
        if number > self.most:
            raise _TooManyError
        place = len(self.counts)
        self.counts.append(number)
        return self.script[place] if place < len(self.script) else 0


class _Sampled:
    """Seeded draws that note the coefficients."""

    def __init__(self, seed: int) -> None:
        self._draws = SeededDraws(seed, "what-if")
        self.coefficients: list[tuple[str, str]] = []

    def one(self, purpose: str, options: Sequence[R]) -> R:
        chosen = self._draws.one(purpose, options)
        if not isinstance(chosen, str):
            self.coefficients.append((purpose, str(chosen)))
        return chosen

    def some(self, purpose: str, options: Sequence[R], count: int) -> tuple[R, ...]:
        return self._draws.some(purpose, options, count)


@dataclass(frozen=True, slots=True)
class World(Generic[T]):
    """One way the draws fall: how likely it is, the coefficients drawn, and what came of it."""

    chance: float
    coefficients: Coefficients
    outcome: T


def worlds(run: Callable[[Draws], T], *, most: int, seed: int) -> tuple[list[World[T]], bool]:
    """All worlds with their chances, and whether they are all; otherwise ``most`` seeded ones of equal chance."""
    found: list[World[T]] = []
    scripts: list[tuple[int, ...]] = [()]
    try:
        while scripts:
            script = scripts.pop()
            draws = _Recorded(script, most)
            outcome = run(draws)
            chance = 1.0
            for place, number in enumerate(draws.counts):
                chance /= number
                if place >= len(script):
                    drawn = (*script, *(0,) * (place - len(script)))
                    scripts += [(*drawn, other) for other in range(1, number)]
            found.append(World(chance, tuple(draws.coefficients), outcome))
            if len(found) + len(scripts) > most:
                raise _TooManyError
    except _TooManyError:
        sampled = []
        for number in range(most):
            seeded = _Sampled(seed + number)
            outcome = run(seeded)
            sampled.append(World(1 / most, tuple(seeded.coefficients), outcome))
        return sampled, False
    return found, True
