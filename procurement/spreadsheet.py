"""Tables leave as XLSX: the one place that writes them.

A cell that begins like a formula is written as text, so that a bidder's words never run in a reader's spreadsheet
program (CWE-1236); numbers stay exact numbers, times are shown in the time zone of the house.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767  # characters a cell may hold
_DIGITS = 15  # what a spreadsheet's number keeps exactly


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a name, the heads of its columns, its rows."""

    name: str
    head: Sequence[Any]
    rows: Iterable[Sequence[Any]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The tables as one XLSX file, heads frozen and filterable."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for sheet in sheets:
        page = book.create_sheet(_name(sheet.name, names))
        page.freeze_panes = "A2"
        rows = [[_value(value) for value in row] for row in sheet.rows]
        head = [str(value) for value in sheet.head]
        for index, label in enumerate(head):
            widest = max([_width(label), *(_width(row[index]) for row in rows[:200] if index < len(row))])
            page.column_dimensions[get_column_letter(index + 1)].width = min(60, widest + 2)
        page.append([_cell(page, label, bold=True) for label in head])
        for row in rows:
            page.append([_cell(page, value) for value in row])
        if head:
            page.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_response(filename: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """The tables as a download of this name (``.xlsx`` is added)."""
    response = HttpResponse(workbook(sheets), content_type=MEDIA_TYPE)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", filename).strip("-") or "table"
    response["Content-Disposition"] = f"attachment; filename=\"{plain}.xlsx\"; filename*=UTF-8''{quote(filename)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name as the format allows it: 31 characters, some forbidden, each once."""
    base = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip("' ")[:28] or "Sheet"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base} {number}"[:31]
    taken.add(name.casefold())
    return name


def _value(value: Any) -> str | int | float | Decimal | datetime | date | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        # Beyond what a spreadsheet keeps exactly a number is told as text: never a rounded amount.
        return value if value.is_finite() and len(value.normalize().as_tuple().digits) <= _DIGITS else str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    return _ILLEGAL.sub("", str(value))[:_LONGEST]


def _cell(page: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # also when it begins with =, +, - or @
        cell.quotePrefix = value[:1] in "=+-@\t\r" and value != ""
        cell.alignment = Alignment(vertical="top", wrap_text="\n" in value)
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00##" if value != value.to_integral_value() else "#,##0"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(value: Any) -> int:
    """About how many Latin characters wide a value is shown."""
    text = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str("" if value is None else value)
    longest = max(text.split("\n"), key=len, default="")
    return sum(2 if ord(character) > 0x2E80 else 1 for character in longest)
