"""Does one firm always lose while the other, beside it, wins more than it does elsewhere 陪标?

Null: in each common tender the winner is drawn; the firm that won so often has its chance of other tenders (those
without the loser, where there are enough of them), at least an equal one, and the loser an equal part of the rest.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.past import Earlier, Past
from procurement.message import msg

NAME = "escort"
LEAST = 6
LEAST_WINS = 3


def escort(past: Past, a: str, b: str, labels: tuple[str, str], seed: int) -> Answer:
    """The answer for two firms, whichever of them is the loser; p = 1 where both have won or neither has."""
    common = tuple(t for t in past.common(a, b) if t.winners)
    if len(common) < LEAST:
        return too_little(NAME, len(common), LEAST)
    names = dict(zip((a, b), labels, strict=True))
    wins = {firm: sum(firm in t.winners for t in common) for firm in (a, b)}
    loser, winner = (a, b) if wins[a] <= wins[b] else (b, a)
    text = msg("%(loser)s never won in %(count)s tenders with %(winner)s, which won %(wins)s of them",
               loser=names[loser], winner=names[winner], count=len(common), wins=wins[winner])  # fmt: skip
    if wins[loser] or wins[winner] < LEAST_WINS:
        return Answer(NAME, 1.0, text)
    usual = usual_rate([t for t in past.of(winner) if loser not in t.prices and t.winners], winner)
    chance = np.array([max(usual, 1 / t.size) for t in common])
    other = np.array([(1 - c) / max(t.size - 1, 1) for c, t in zip(chance, common, strict=True)])

    def simulate(random: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
        drawn = random.random((draws, len(common)))
        won = (drawn < chance).sum(axis=1) >= wins[winner]
        beaten = ((drawn >= chance) & (drawn < chance + other)).sum(axis=1) == 0
        worlds: npt.NDArray[np.bool_] = won & beaten
        return worlds

    return answer(NAME, text, tuple(t.tender for t in common), simulate, seed, winner, loser)


def usual_rate(tenders: list[Earlier], firm: str) -> float:
    """How often a firm wins in these tenders, drawn a little towards one half; 0 when there are too few."""
    if len(tenders) < LEAST:
        return 0.0
    return (sum(firm in t.winners for t in tenders) + 1) / (len(tenders) + 2)
