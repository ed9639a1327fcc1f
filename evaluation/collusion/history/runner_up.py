"""When one of two firms wins, is the other always the runner-up?

Null: the runner-up (by price) is drawn among the losers; a firm that is runner-up often without the other winning has
that chance, at least an equal one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.past import Earlier, Past
from procurement.message import msg

NAME = "runner-up"
LEAST = 6


def runner_up(past: Past, a: str, b: str, labels: tuple[str, str], seed: int) -> Answer:
    """The answer for two firms, in common tenders of at least four bids that one of them won."""
    met = [t for t in past.common(a, b) if t.size > 3 and t.winner in (a, b) and t.runner_up is not None]
    if len(met) < LEAST:
        return too_little(NAME, len(met), LEAST)
    seen = sum(t.runner_up in (a, b) for t in met)
    text = msg("When %(a)s or %(b)s won, the other was the next cheapest in %(seen)s of %(count)s tenders",
               a=labels[0], b=labels[1], seen=seen, count=len(met))  # fmt: skip
    chance = np.array([_chance(past, t, b if t.winner == a else a, a, b) for t in met])

    def simulate(random: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
        worlds: npt.NDArray[np.bool_] = (random.random((draws, len(met))) < chance).sum(axis=1) >= seen
        return worlds

    return answer(NAME, text, tuple(t.tender for t in met if t.runner_up in (a, b)), simulate, seed, a, b)


def _chance(past: Past, tender: Earlier, second: str, a: str, b: str) -> float:
    elsewhere = [t for t in past.of(second) if t.winner not in (a, b) and t.runner_up is not None]
    usual = 0.0
    if len(elsewhere) >= LEAST:
        usual = (sum(t.runner_up == second for t in elsewhere) + 1) / (len(elsewhere) + 2)
    return max(usual, 1 / (tender.size - 1))
