"""Do two firms bid in the same tenders more often than how much each of them bids explains?

Null: the tenders of one of them are drawn anew among all tenders of the same class of size, as many as it bid in.
Where at least ``REFERENCE`` other pairs of active firms can be compared, the pair must also stand out among those:
in a market of two trades, firms of one trade meet often without any agreement.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.past import Earlier, Past
from procurement.message import msg

NAME = "together"
LEAST = 6
REFERENCE = 40
_MOST_FIRMS = 60


def together(past: Past, a: str, b: str, labels: tuple[str, str], seed: int) -> Answer:
    """The answer for two firms; ``labels`` are what they are called in the text."""
    ours, theirs, common = past.of(a), past.of(b), past.common(a, b)
    if len(common) < LEAST:
        return too_little(NAME, len(common), LEAST)
    text = msg("Both bid in %(together)s of %(total)s earlier tenders (%(a)s: %(ours)s, %(b)s: %(theirs)s)",
               together=len(common), total=len(past.tenders), a=labels[0], b=labels[1], ours=len(ours),
               theirs=len(theirs))  # fmt: skip
    mine, yours = _classes(ours), _classes(theirs)

    def simulate(random: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
        met = np.zeros(draws, np.int64)
        for size, count in past.classes.items():
            if mine[size] and yours[size]:
                met += random.hypergeometric(mine[size], count - mine[size], yours[size], draws)
        return met >= len(common)

    found = answer(NAME, text, tuple(t.tender for t in common), simulate, seed, a, b)
    reference = _reference(past, a, b)
    if found.p is None or len(reference) < REFERENCE:
        return found
    own = excess(past, a, b)
    rank = (1 + sum(other >= own for other in reference)) / (1 + len(reference))
    return Answer(NAME, max(found.p, rank), text, found.tenders, found.draws)


def excess(past: Past, a: str, b: str) -> float:
    """Standard deviations by which the common tenders exceed what chance gives."""
    mine, yours = _classes(past.of(a)), _classes(past.of(b))
    mean = variance = 0.0
    for size, n in past.classes.items():
        share = mine[size] / n
        mean += yours[size] * share
        variance += yours[size] * share * (1 - share) * (n - yours[size]) / max(n - 1, 1)
    return (len(past.common(a, b)) - mean) / variance**0.5 if variance else 0.0


def _reference(past: Past, a: str, b: str) -> list[float]:
    """The excess of all other pairs among the most active firms."""
    active = sorted(
        (f for f, t in past.by_firm.items() if len(t) >= LEAST), key=lambda f: (-len(past.of(f)), f)
    )
    others = [f for f in active if f not in (a, b)][:_MOST_FIRMS]
    return [excess(past, x, y) for x, y in combinations(others, 2)]


def _classes(tenders: tuple[Earlier, ...]) -> Counter[int]:
    return Counter(tender.size_class for tender in tenders)
