"""Random draws that anybody can repeat: from the tender's seed, by SHA-256, with nothing else in it.

The n-th number of a draw is SHA-256 of the UTF-8 text ``seed|criterion|purpose|n`` (n from 0) read as a big-endian
integer.  To draw from k options, a number at or above the largest multiple of k below 2²⁵⁶ is passed over, and the
remainder by k names the option.  ``sha256sum`` and a calculator are enough to check it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol, TypeVar

_T = TypeVar("_T")
_SPACE = 2**256


class Draws(Protocol):
    """Where a price formula gets its drawn parameters from; a what-if can hand in every possible draw in turn."""

    def one(self, purpose: str, options: Sequence[_T]) -> _T:
        """One of the options."""
        ...

    def some(self, purpose: str, options: Sequence[_T], count: int) -> tuple[_T, ...]:
        """``count`` different options, in the order of ``options``."""
        ...


class SeededDraws:
    """The draws of one criterion of one tender; the same purpose always draws the same."""

    def __init__(self, seed: int, criterion: str) -> None:
        self._seed = seed
        self._criterion = criterion

    def one(self, purpose: str, options: Sequence[_T]) -> _T:
        """One of the options; ``ValueError`` when there are none."""
        return options[self._below(len(options), purpose, 0)[0]]

    def some(self, purpose: str, options: Sequence[_T], count: int) -> tuple[_T, ...]:
        """``count`` different options, each set equally likely: drawn one after another without putting back."""
        left = list(range(len(options)))
        taken: list[int] = []
        step = 0
        while len(taken) < min(count, len(options)):
            index, step = self._below(len(left), purpose, step)
            taken.append(left.pop(index))
        return tuple(options[index] for index in sorted(taken))

    def _below(self, bound: int, purpose: str, step: int) -> tuple[int, int]:
        """A number from 0 to ``bound`` − 1, evenly, and the next unused step."""
        if bound < 1:
            raise ValueError(f"nothing to draw from for {purpose!r}")
        while True:
            text = f"{self._seed}|{self._criterion}|{purpose}|{step}"
            number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
            step += 1
            if number < _SPACE - _SPACE % bound:
                return number % bound, step
