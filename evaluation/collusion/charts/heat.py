"""The matrix of bidders 投标人两两对照: for each pair the weight of all signs between them.

Dependent signs are not added twice, and what was silent takes its bits off (``weighing``); the level and the shade
follow what is compared with the thresholds, so that they are those of the ring the pair belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.collusion.alert import Alert
from evaluation.collusion.policy import DEFAULT, Policy
from evaluation.collusion.weighing import weigh_pairs

STEPS = 5
"""Shades of the heat map, from 1; the number in the cell says the same."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Two bidders: bits together (0 for none), how many signs, the level of that weight, and the shade 0 … 5.

    ``same`` marks the diagonal.
    """

    a: str
    b: str
    bits: float = 0.0
    signs: int = 0
    level: str = ""
    shade: int = 0
    same: bool = False

    @property
    def whole(self) -> int:
        """The bits as a whole number, below zero where what is silent outweighs what speaks."""
        return round(self.bits)

    @property
    def written(self) -> str:
        """The whole bits as the cell writes them, with a true minus sign."""
        return f"{self.whole}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Bidders down and across in one order; the matrix is symmetric."""

    keys: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    medium: float
    high: float

    @property
    def pairs(self) -> tuple[Cell, ...]:
        """Every pair once that has a sign, heaviest first."""
        upper = [cell for i, (_key, row) in enumerate(self.rows) for cell in row[i + 1 :] if cell.signs]
        return tuple(sorted(upper, key=lambda cell: (-cell.bits, cell.a, cell.b)))

    @property
    def below_zero(self) -> bool:
        """Whether a pair has signs, and yet what was looked for and not found weighs more."""
        return any(cell.whole < 0 for cell in self.pairs)


def heat_map(
    keys: Sequence[str],
    alerts: Iterable[Alert],
    *,
    policy: Policy = DEFAULT,
    speaking: frozenset[str] = frozenset(),
) -> HeatMap:
    """The matrix of these bidders, by the weighing that joins them into rings.

    Bidders with the heaviest pairs stand first, so that a ring is a block in the upper left corner.
    """
    known = list(alerts)
    weights = weigh_pairs(known, speaking, policy)
    signs = {pair: sum(set(pair) <= set(alert.bidders) for alert in known) for pair in weights}
    order = _order(keys, {pair: weight.rank for pair, weight in weights.items()})

    def cell(a: str, b: str) -> Cell:
        if a == b:
            return Cell(a, b, same=True)
        pair = (min(a, b), max(a, b))
        if pair not in weights:
            return Cell(a, b)
        rank = weights[pair].rank
        return Cell(
            a, b, round(weights[pair].bits, 1), signs[pair], policy.level(rank), shade_of(rank, policy)
        )

    rows = tuple((a, tuple(cell(a, b) for b in order)) for a in order)
    return HeatMap(tuple(order), rows, policy.medium, policy.high)


def _order(keys: Sequence[str], weight: Mapping[tuple[str, str], float]) -> list[str]:
    """Along the heaviest pairs: each pair puts both of its bidders in line where they are not yet."""
    line: list[str] = []
    known = set(keys)
    for pair in sorted(weight, key=lambda pair: (-weight[pair], pair)):
        line += [key for key in pair if key in known and key not in line]
    return line + [key for key in keys if key not in line]


def shade_of(bits: float, policy: Policy = DEFAULT) -> int:
    """1 below half of medium, 2 below medium, 3 below high, 4 below twice that, 5 beyond."""
    bounds = (policy.medium / 2, policy.medium, policy.high, 2 * policy.high)
    return 1 + sum(bits >= bound for bound in bounds)
