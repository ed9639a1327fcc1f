"""XLSX: every visible or hidden sheet as a table with its text, values as last calculated."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime, time
from typing import Any

import openpyxl

from evaluation.reading.document import Document, Origin
from evaluation.reading.errors import UnreadableError
from evaluation.reading.flow import Flow
from evaluation.reading.ooxml.marks import office_origin
from evaluation.reading.ooxml.package import Parts, has_parts
from evaluation.reading.pictures import describe
from evaluation.reading.registry import Source, register_format
from procurement.message import msg

_MAX_CELLS = 2_000_000


class XlsxFormat:
    """Excel's and WPS's XML workbook."""

    name = "XLSX"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffixes = (".xlsx", ".xlsm")

    def score(self, data: bytes) -> int:
        return 100 if has_parts(data, "xl/workbook") else 0

    def read(self, source: Source) -> Document:
        parts = Parts(source.data, source.name, source.options)
        flow = Flow()
        for title, rows in sheets(source.data, source.name):
            flow.page_break()
            flow.add_text(title)
            flow.add_table([list(row) for row in rows])
        if source.options.images:
            for part in parts.names:
                content = parts.bytes(part) if part.startswith("xl/media/") else None
                image = describe(content, None, source.options.max_image_pixels) if content else None
                if image is not None:
                    flow.add_image(image)
        pages = flow.pages()
        return Document(
            source.name,
            source.sha256,
            self.media_type,
            pages,
            origin=office_origin(parts) if source.options.marks else Origin(),
        )


def sheets(data: bytes, name: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Every sheet's title and its rows as text; empty rows at the end and empty columns are left out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styling it drops, which is not read here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                found = [(sheet.title, _rows(sheet, name)) for sheet in book.worksheets]
            finally:
                book.close()
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever a malformed part makes it raise
        raise UnreadableError(
            name, msg("The workbook is damaged: it cannot be read (%(detail)s)", detail=str(error)[:200])
        ) from error
    return found


def _rows(sheet: Any, name: str) -> list[tuple[str, ...]]:
    sheet.reset_dimensions()  # some writers state a wrong extent
    rows: list[tuple[str, ...]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        texts = tuple(cell_text(value) for value in row)
        cells += len(texts)
        if cells > _MAX_CELLS:
            raise UnreadableError(name, msg("The workbook has more than %(limit)s cells", limit=_MAX_CELLS))
        rows.append(texts)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((max((i + 1 for i, c in enumerate(r) if c), default=0) for r in rows), default=0)
    return [tuple(r[:width]) + ("",) * (width - len(r)) for r in rows]


def cell_text(value: Any) -> str:
    """A cell's value as a person reads it; a binary number loses the digits its 15-digit form does not show."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


register_format(XlsxFormat())
