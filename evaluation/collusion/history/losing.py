"""Has a firm bid again and again without ever winning 长期陪标?  Null: each tender's winner is drawn among its bidders."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.past import Past
from procurement.message import msg

NAME = "losing"
LEAST = 15


def losing(past: Past, firm: str, label: str, seed: int) -> Answer:
    """The answer for one firm; p = 1 when it has won."""
    bids = tuple(t for t in past.of(firm) if t.winners)
    if len(bids) < LEAST:
        return too_little(NAME, len(bids), LEAST)
    text = msg("%(firm)s bid in %(count)s earlier tenders and won none", firm=label, count=len(bids))
    if any(firm in t.winners for t in bids):
        return Answer(NAME, 1.0, text)
    chance = np.array([min(len(t.winners) / t.size, 1.0) for t in bids])

    def simulate(random: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
        wins: npt.NDArray[np.int64] = (random.random((draws, len(bids))) < chance).sum(axis=1)
        none: npt.NDArray[np.bool_] = wins == 0
        return none

    return answer(NAME, text, tuple(t.tender for t in bids), simulate, seed, firm)
