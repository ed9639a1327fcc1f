"""How surprising a statistic is: seeded draws under a null hypothesis, and what a p-value weighs at most."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from math import e, log, log2

import numpy as np
import numpy.typing as npt

from procurement.message import Message, msg

FIRST_DRAWS = 2_000
MOST_DRAWS = 50_000
_ENOUGH_HITS = 20

Simulate = Callable[[np.random.Generator, int], npt.NDArray[np.bool_]]
"""Draws so many worlds without agreement; true where a world looks at least as suspicious as what was seen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question about the past gives: ``p`` of a permutation test, or ``None`` with the ``reason``.

    ``text`` says what was seen; ``tenders`` are those it was seen in; ``draws`` how many worlds were drawn.
    """

    question: str
    p: float | None
    text: Message
    tenders: tuple[str, ...] = ()
    draws: int = 0
    reason: Message | None = None


def too_little(question: str, have: int, need: int) -> Answer:
    """The answer of a question that cannot be decided."""
    text = msg(
        "too little data: %(have)s comparable tenders, at least %(need)s are needed", have=have, need=need
    )
    return Answer(question, None, text, reason=text)


def answer(
    question: str, text: Message, tenders: tuple[str, ...], simulate: Simulate, seed: int, *about: str
) -> Answer:
    """The permutation test: (hits + 1) ÷ (draws + 1), with more draws while hits are few.

    The seed is the tender's with the question and the firms asked about, so that the order of questions is no matter.
    """
    random = np.random.default_rng([seed, zlib.crc32("|".join((question, *about)).encode())])
    hits, draws = int(simulate(random, FIRST_DRAWS).sum()), FIRST_DRAWS
    while hits < _ENOUGH_HITS and draws < MOST_DRAWS:
        more = min(8_000, MOST_DRAWS - draws)
        hits, draws = hits + int(simulate(random, more).sum()), draws + more
    return Answer(question, (hits + 1) / (draws + 1), text, tenders, draws)


def bits(p: float, tests: int) -> float:
    """The most that a p-value, one of ``tests`` looked at, can weigh as a likelihood ratio, in bits.

    The bound −1 ÷ (e·p·ln p) holds for p < 1/e (Sellke, Bayarri & Berger 2001, "Calibration of p Values"), and is
    well below 1/p, which would count a p-value twice over.
    """
    corrected = min(1.0, p * tests)
    return log2(-1 / (e * corrected * log(corrected))) if 0 < corrected < 1 / e else 0.0
