"""XLS and ET: the binary workbooks of Excel and WPS, read by ``calamine``; the same shape as an XLSX file."""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from evaluation.reading.biff import cell_looks, is_too_large
from evaluation.reading.document import Document, Origin
from evaluation.reading.errors import UnreadableError
from evaluation.reading.ole_marks import compound_origin
from evaluation.reading.registry import Source, register_format
from evaluation.reading.sheets import (
    MAX_CELLS,
    Sheet,
    cell_text,
    covered,
    laid_out,
    too_many_cells,
    trimmed,
    unseen,
)
from procurement.compound import Compound, kind_of
from procurement.message import msg


class XlsFormat:
    """Excel's binary workbook, which WPS calls ET."""

    name = "XLS"
    media_type = "application/vnd.ms-excel"
    suffixes = (".xls", ".et")

    def score(self, data: bytes) -> int:
        return 100 if kind_of(data) == "excel" else 0

    def read(self, source: Source) -> Document:
        found = sheets(source.data, source.name)
        flow = laid_out(found)
        pages = flow.pages()
        if source.options.evasion:
            source.runs.extend(unseen(found, pages))
        origin = compound_origin(Compound(source.data)) if source.options.marks else Origin()
        return Document(source.name, source.sha256, self.media_type, pages, origin=origin)


def sheets(data: bytes, name: str) -> list[Sheet]:
    """Every sheet with its rows as text; empty rows at the end and empty columns on the right are left out."""
    if is_too_large(data):
        raise too_many_cells(name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            looks = cell_looks(data)
            found = []
            for about in book.sheets_metadata:
                if about.typ is SheetTypeEnum.WorkSheet:
                    sheet = _sheet(book.get_sheet_by_name(about.name), name)
                    sheet.hidden = about.visible is not SheetVisibleEnum.Visible
                    sheet.looks = looks.get(about.name, {})
                    found.append(sheet)
    except UnreadableError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise  # somebody ends the process; a panic of the library is no Exception, yet only a broken file
        raise UnreadableError(
            name, msg("The workbook is damaged: it cannot be read (%(detail)s)", detail=str(error)[:200])
        ) from error
    return found


def _sheet(sheet: Any, name: str) -> Sheet:
    if (sheet.total_height or 0) * (sheet.total_width or 0) > MAX_CELLS:
        raise too_many_cells(name)
    rows: list[list[str | None]] = [
        [cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    covered(rows, ((*first, *last) for first, last in sheet.merged_cell_ranges or ()))
    return Sheet(sheet.name, trimmed(rows))


register_format(XlsFormat())
