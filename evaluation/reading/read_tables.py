"""The tables of a document that were understood, as the reading pane lists them: one entry a kind, its rows as links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from evaluation.reading.overview import BILL, Overview, Value
from evaluation.reading.place import Place
from procurement.message import Message, msg

MOST_ROWS = 40
"""So many rows of a kind are listed; the page shows the others."""
_NAMES: Mapping[str, Message] = {
    "contracts": msg("Table of contracts"),
    "deviations": msg("Table of deviations"),
    "staff": msg("Table of staff"),
    "certificates": msg("Table of certificates"),
    BILL: msg("Priced bill"),
}


@dataclass(frozen=True, slots=True)
class RowLink:
    """A row of a table, where it stands, and the way there."""

    value: Value
    current: bool
    query: str

    @property
    def confidence(self) -> str:
        """How sure the reading is, 0.00 to 1.00."""
        return f"{self.value.confidence:.2f}"


@dataclass(frozen=True, slots=True)
class TableLinks:
    """All tables of one kind in a document: how many rows they have, and the first of them as links."""

    name: Message
    count: int
    rows: tuple[RowLink, ...]

    @property
    def current(self) -> bool:
        """Whether one of the rows is what is looked at."""
        return any(row.current for row in self.rows)

    @property
    def unlisted(self) -> int:
        """How many rows have no link."""
        return max(0, self.count - MOST_ROWS) if len(self.rows) == MOST_ROWS else 0


def table_links(state: Overview, place: Place) -> tuple[TableLinks, ...]:
    """The tables of the document beside this place of it, in the order in which they begin."""
    kinds: dict[str, list[Value]] = {}
    for value in state.values:
        if value.field in _NAMES:
            kinds.setdefault(value.field, []).append(value)
    return tuple(
        TableLinks(
            _NAMES[kind],
            sum(int(value.value) for value in values) if kind == BILL else len(values),
            tuple(_row(value, place) for value in values[:MOST_ROWS]),
        )
        for kind, values in kinds.items()
    )


def _row(value: Value, place: Place) -> RowLink:
    mark = (value.start, value.end) if 0 <= value.start < value.end else None
    target = replace(place, page=value.page, passage=-1, mark=mark)
    return RowLink(value, value.page == place.page and mark == place.mark is not None, target.query())
