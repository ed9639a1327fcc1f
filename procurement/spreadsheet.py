"""Tables as a workbook: one sheet each, header in sight, exact numbers, and no text that a program would run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | Decimal | bool | date | datetime | None
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_LONGEST_CELL = 32_767
_WIDEST = 60
_DIGITS = 15
"""What the format's numbers keep exactly; a longer number is written as text, never rounded."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its title (cut to the 31 characters a sheet may have), the header, the rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]] = field(default_factory=tuple)


def workbook(sheets: Iterable[Sheet], *, moment: datetime | None = None) -> bytes:
    """The XLSX file.  ``moment`` fixes the dates inside, so that the same tables give the same content.

    Text is always written as text: a bidder's name that begins with ``=`` is a name, not a formula.
    Times are written in the time zone of the house; the format itself holds none.
    """
    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title, taken))
        widths = [_width(text) for text in sheet.header]
        for column, text in enumerate(sheet.header, 1):
            cell = page.cell(1, column)
            _write(cell, text)
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E4EEF6")
        for row_number, row in enumerate(sheet.rows, 2):
            for column, value in enumerate(row, 1):
                cell = page.cell(row_number, column)
                _write(cell, value)
                cell.alignment = Alignment(
                    wrap_text=isinstance(value, str) and len(value) > 30, vertical="top"
                )
                if column <= len(widths):
                    widths[column - 1] = max(
                        widths[column - 1], _width(str(value if value is not None else ""))
                    )
        for column, width in enumerate(widths, 1):
            page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, width + 2)
        page.freeze_panes = "A2"
        if sheet.header:
            page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{max(page.max_row, 1)}"
    if moment is not None:
        book.properties.created = book.properties.modified = moment.replace(tzinfo=None, microsecond=0)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx_response(filename: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """The tables as a download of this name (``.xlsx`` is added)."""
    response = HttpResponse(workbook(sheets), content_type=MEDIA_TYPE)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", filename).strip("-") or "table"
    named = quote(filename, safe="")
    response["Content-Disposition"] = f"attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{named}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).replace(tzinfo=None)
    elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _DIGITS:
        value = format(value, "f")
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)[:_LONGEST_CELL]
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in set("=+-@\t\r")  # stays text when somebody edits it, too
    else:
        cell.value = value
        if isinstance(value, Decimal):
            cell.number_format = "#,##0.00####"


def _title(title: str, taken: set[str]) -> str:
    base = _FORBIDDEN_IN_TITLE.sub(" ", title).strip()[:31] or "Sheet"
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base[: 31 - len(str(number)) - 1]} {number}"
        number += 1
    taken.add(name.casefold())
    return name


def _width(text: str) -> int:
    """The longest line in columns of a Latin letter; a Hanzi takes two."""
    return max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.split("\n")), default=0)
