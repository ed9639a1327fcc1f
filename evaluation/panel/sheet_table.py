"""A whole sheet as a table: bids across, criteria down, gaps marked, same-score runs named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from evaluation.panel.models import SheetScore
from evaluation.panel.points import runs
from evaluation.panel.queries import Item, Task
from procurement.bids.models import Bid
from procurement.numbers import plain
from procurement.tenders.models import Criterion


@dataclass(frozen=True, slots=True)
class Cell:
    """One item; ``score`` is ``None`` for a gap, ``query`` leads to it on the scoring page."""

    score: str | None
    note: str
    query: str


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion."""

    criterion: Criterion
    highest: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A criterion for which every bid has the same score."""

    criterion: Criterion
    score: str
    bids: int


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table, the sum of each bid, and what to look at before submitting."""

    bids: tuple[Bid, ...]
    rows: tuple[Row, ...]
    totals: tuple[str, ...]
    gaps: int
    first_gap: str
    runs: tuple[Run, ...]


def sheet_table(task: Task, scores: dict[Item, SheetScore]) -> SheetTable:
    """The table of a sheet."""
    rows = tuple(
        Row(
            criterion,
            plain(criterion.max_score) or "0",
            tuple(_cell(scores.get((bid.pk, criterion.pk)), bid, criterion) for bid in task.bids),
        )
        for criterion in task.criteria
    )
    missing = [cell for row in rows for cell in row.cells if cell.score is None]
    totals = tuple(
        plain(sum((Decimal(row.cells[n].score or 0) for row in rows), Decimal(0))) or "0"
        for n in range(len(task.bids))
    )
    flat = []
    for bid, criterion in task.items:
        held = scores.get((bid.pk, criterion.pk))
        flat.append((criterion.code, bid.key, held.score if held else None))
    by_code = {criterion.code: criterion for criterion in task.criteria}
    same = tuple(Run(by_code[code], plain(value) or "0", count) for code, value, count in runs(flat))
    return SheetTable(task.bids, rows, totals, len(missing), missing[0].query if missing else "", same)


def _cell(held: SheetScore | None, bid: Bid, criterion: Criterion) -> Cell:
    query = urlencode({"bid": bid.key, "criterion": criterion.code})
    return Cell(plain(held.score) if held else None, held.note if held else "", query)
