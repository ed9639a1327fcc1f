"""XLSX: every visible or hidden sheet as a table with its text, values as last calculated."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl

from evaluation.reading.document import Document, Image, Origin
from evaluation.reading.errors import UnreadableError
from evaluation.reading.ooxml.drawings import sheet_pictures
from evaluation.reading.ooxml.looks import SheetLook, sheet_looks
from evaluation.reading.ooxml.marks import office_origin
from evaluation.reading.ooxml.package import Parts, has_parts
from evaluation.reading.options import ReadOptions
from evaluation.reading.pictures import describe
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
from procurement.message import msg


class XlsxFormat:
    """Excel's and WPS's XML workbook."""

    name = "XLSX"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffixes = (".xlsx", ".xlsm")

    def score(self, data: bytes) -> int:
        return 100 if has_parts(data, "xl/workbook") else 0

    def read(self, source: Source) -> Document:
        parts = Parts(source.data, source.name, source.options)
        looks = sheet_looks(parts)
        found = sheets(source.data, source.name, looks)
        stray = _hang_pictures(parts, found, source.options) if source.options.images else []
        flow = laid_out(found)
        for image in stray:
            flow.add_image(image)
        pages = flow.pages()
        if source.options.evasion:
            source.runs.extend(unseen(found, pages))
        return Document(
            source.name,
            source.sha256,
            self.media_type,
            pages,
            origin=office_origin(parts) if source.options.marks else Origin(),
        )


def _hang_pictures(parts: Parts, found: Iterable[Sheet], options: ReadOptions) -> list[Image]:
    """Gives each sheet its pictures; those that no drawing places come back."""
    known: dict[str, Image] = {}
    for part in parts.names:
        content = parts.bytes(part) if part.startswith("xl/media/") else None
        image = describe(content, None, options.max_image_pixels) if content else None
        if image is not None:
            known[part] = image
    places = sheet_pictures(parts) if known else {}
    placed: set[str] = set()
    for sheet in found:
        here = [(row, part) for row, part in places.get(sheet.title, ()) if part in known]
        sheet.pictures = [(row, known[part]) for row, part in dict.fromkeys(here)]
        placed.update(part for _, part in here)
    return [image for part, image in known.items() if part not in placed]


def sheets(data: bytes, name: str, looks: Mapping[str, SheetLook]) -> list[Sheet]:
    """Every sheet with its rows as text; empty rows at the end and empty columns on the right are left out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styling it drops, which is not read here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                found = [_sheet(sheet, name, looks.get(sheet.title)) for sheet in book.worksheets]
            finally:
                book.close()
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever a malformed part makes it raise
        raise UnreadableError(
            name, msg("The workbook is damaged: it cannot be read (%(detail)s)", detail=str(error)[:200])
        ) from error
    return found


def _sheet(sheet: Any, name: str, look: SheetLook | None) -> Sheet:
    rows = _rows(sheet, name)
    if look is None:
        return Sheet(sheet.title, rows)
    covered(rows, look.merges)
    return Sheet(sheet.title, rows, look.hidden, look.cells)


def _rows(sheet: Any, name: str) -> list[list[str | None]]:
    sheet.reset_dimensions()  # some writers state a wrong extent
    rows: list[list[str | None]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        texts: list[str | None] = [cell_text(value) for value in row]
        cells += len(texts)
        if cells > MAX_CELLS:
            raise too_many_cells(name)
        rows.append(texts)
    return trimmed(rows)


register_format(XlsxFormat())
