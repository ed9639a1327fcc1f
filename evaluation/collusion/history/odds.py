"""Does a firm win more often when the other one bids too?

Null: in which of its tenders the other one was present is drawn anew, within each class of size (permutation test).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.past import Earlier, Past
from procurement.message import msg

NAME = "odds"
LEAST = 6


def odds(past: Past, a: str, b: str, labels: tuple[str, str], seed: int) -> Answer:
    """The answer for the one of two firms whose odds rise more beside the other."""
    first, second = _one(past, a, b, labels, seed), _one(past, b, a, labels[::-1], seed)
    answers = [found for found in (first, second) if found.p is not None]
    return min(answers, key=lambda found: found.p or 0.0) if answers else first


def _one(past: Past, firm: str, other: str, labels: tuple[str, str], seed: int) -> Answer:
    tenders = [t for t in past.of(firm) if t.winners]
    beside = [t for t in tenders if other in t.prices]
    alone = [t for t in tenders if other not in t.prices]
    if min(len(beside), len(alone)) < LEAST:
        return too_little(NAME, min(len(beside), len(alone)), LEAST)
    with_other, without = (sum(firm in t.winners for t in part) for part in (beside, alone))
    text = msg("%(firm)s won %(with)s of %(beside)s tenders beside %(other)s and %(without)s of %(alone)s without it",
               firm=labels[0], other=labels[1], beside=len(beside), alone=len(alone), without=without,
               **{"with": with_other})  # fmt: skip
    simulate = permuted(tenders, beside, firm)
    return answer(NAME, text, tuple(t.tender for t in beside), simulate, seed, firm, other)


def permuted(tenders: Iterable[Earlier], marked: Iterable[Earlier], firm: str):  # type: ignore[no-untyped-def]
    """A simulation that draws anew which tenders are marked, and counts the firm's wins among them."""
    marks = {t.tender for t in marked}
    classes: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    for t in tenders:
        classes[t.size_class].append((firm in t.winners, t.tender in marks))
    seen = sum(won and mark for rows in classes.values() for won, mark in rows)

    def simulate(random: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
        won = np.zeros(draws, np.int64)
        for rows in classes.values():
            wins, chosen = sum(w for w, _ in rows), sum(m for _, m in rows)
            if wins and chosen:
                won += random.hypergeometric(wins, len(rows) - wins, chosen, draws)
        return won >= seen

    return simulate
