"""Markets for tests: earlier tenders of honest firms, and of firms that agree."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from evaluation.collusion.alert import HistoryRow
from evaluation.collusion.history.past import Past, past

Choose = Callable[[random.Random, int, Sequence[str]], str]


def anybody(draw: random.Random, number: int, present: Sequence[str]) -> str:
    """Each bidder wins with the same chance."""
    return draw.choice(list(present))


def market(
    tenders: int,
    *,
    seed: int = 1,
    firms: int = 30,
    bids: int = 5,
    always: Sequence[str] = (),
    win: Choose = anybody,
    experts: Callable[[random.Random, int, str], Sequence[str]] = lambda draw, number, winner: (),
) -> tuple[HistoryRow, ...]:
    """Earlier tenders with ``always`` and drawn strangers; the winner is the cheapest, its price 100."""
    draw = random.Random(seed)
    rows = []
    for number in range(tenders):
        others = draw.sample([f"路人{i}公司" for i in range(firms)], bids - len(always))
        present = [*always, *others]
        winner = win(draw, number, present)
        judges = tuple(experts(draw, number, winner))
        prices = {firm: str(100 if firm == winner else 101 + draw.randrange(1000)) for firm in present}
        day = f"20{20 + number // 300}-{1 + number // 25 % 12:02d}-{1 + number % 25:02d}"
        rows += [
            HistoryRow(f"T{number:04d}", day, "学校", firm, "", prices[firm], firm == winner, judges)
            for firm in present
        ]
    return tuple(rows)


def known(rows: Sequence[HistoryRow]) -> Past:
    """The past that rows tell."""
    return past(rows)
