"""Tables that run over pages, joined to one."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.reading.document import Box, Document, Page, Table

_NEAR = 6.0  # points: edges nearer than this are the same
_LOOSE = 0.05  # of the width: columns without rules end with their longest text
Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A table over one page or several: its rows, a heading that pages repeat only once, and its place on each."""

    rows: tuple[Row, ...]
    places: tuple[tuple[int, Box], ...]
    """(page number, box) of every part, in order."""


def joined_tables(document: Document) -> list[JoinedTable]:
    """All tables of a document in order, parts on following pages joined.

    A table runs on when nothing but running headers, footers and page numbers stands between its last row and the
    first table of the next page, which has as many columns and the same outer edges.  Of columns without rules the right
    edge is where the longest text ends, so it may differ a little.  A caption or any other line
    between them makes two tables.  Rows torn by the page's end are not mended: they stay two.
    """
    found: list[JoinedTable] = []
    open_page = 0  # the page on which the last of ``found`` runs to the end
    for page in document.pages:
        tables = sorted(page.tables, key=lambda t: (t.bbox.y0, t.bbox.x0))
        for index, table in enumerate(tables):
            if not table.rows:
                continue
            last = found[-1] if found else None
            runs_on = last is not None and index == 0 and open_page == page.number - 1
            if runs_on and last is not None and _same_columns(last, table) and _free(page, 0, table.bbox.y0):
                repeated = 1 if table.rows[0] == last.rows[0] else 0
                found[-1] = JoinedTable(
                    (*last.rows, *table.rows[repeated:]), (*last.places, (page.number, table.bbox))
                )
            else:
                found.append(JoinedTable(table.rows, ((page.number, table.bbox),)))
        if tables and _free(page, max(t.bbox.y1 for t in tables), page.height):
            open_page = page.number
    return found


def _same_columns(last: JoinedTable, table: Table) -> bool:
    _, box = last.places[-1]
    reach = _NEAR + _LOOSE * (box.x1 - box.x0)
    alike = abs(box.x0 - table.bbox.x0) <= _NEAR and abs(box.x1 - table.bbox.x1) <= reach
    return alike and len(last.rows[0]) == len(table.rows[0])


def _free(page: Page, top: float, bottom: float) -> bool:
    """Whether nothing but furniture is printed between two heights."""
    held = bytearray(len(page.text))
    for start, end in page.furniture:
        held[start:end] = b"\1" * (end - start)
    middles = ((page.boxes[:, 1] + page.boxes[:, 3]) / 2).tolist()
    return not any(
        top < y < bottom and not held[at] and not page.text[at].isspace() for at, y in enumerate(middles)
    )
