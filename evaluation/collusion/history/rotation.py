"""Do firms win in turn 轮流中标?  Null: the same wins in any other order (permutation of the sequence of winners)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.past import Past
from procurement.message import msg

NAME = "rotation"
LEAST = 6
LEAST_WINS = 3


def rotation(past: Past, firms: Sequence[str], labels: Sequence[str], seed: int) -> Answer:
    """The answer for two or more firms: how often each wins once in as many wins as
    they are, in tenders where at least two of them bid.
    """
    met = [t for t in past.tenders if sum(firm in t.prices for firm in firms) > 1 and t.winner in firms]
    order = [list(firms).index(t.winner) for t in met if t.winner is not None]
    wins = Counter(order)
    if len(order) < LEAST or len(wins) < len(firms) or min(wins.values()) < LEAST_WINS:
        return too_little(NAME, len(order), max(LEAST, LEAST_WINS * len(firms)))
    seen = _rounds(np.array([order]), len(firms))[0]
    text = msg("%(firms)s won in turn: in %(seen)s of %(all)s stretches of %(size)s wins each of them won once",
               firms="、".join(labels), seen=int(seen), all=len(order) - len(firms) + 1, size=len(firms))  # fmt: skip

    def simulate(random: np.random.Generator, draws: int) -> npt.NDArray[np.bool_]:
        worlds = random.permuted(np.tile(order, (draws, 1)), axis=1)
        as_regular: npt.NDArray[np.bool_] = _rounds(worlds, len(firms)) >= seen
        return as_regular

    return answer(NAME, text, tuple(t.tender for t in met), simulate, seed, *sorted(firms))


def _rounds(orders: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """In how many stretches of ``size`` wins nobody won twice."""
    stretches = np.sort(np.lib.stride_tricks.sliding_window_view(orders, size, axis=1), axis=2)
    rounds: npt.NDArray[np.int64] = (np.diff(stretches, axis=2) > 0).all(axis=2).sum(axis=1)
    return rounds
