"""Where the pictures of a workbook stand: the sheet, and the row their upper edge lies in."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evaluation.reading.ooxml.package import Parts

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FOLDER = "xl/media/"


def sheet_pictures(parts: Parts) -> dict[str, list[tuple[int, str]]]:
    """Title of the sheet → its pictures as (row from 0, part that holds it), in the order of its drawings.

    What a broken part would say is left out.
    """
    book = parts.optional_xml("xl/workbook.xml")
    if book is None:
        return {}
    relations = parts.relations("xl/workbook.xml")
    found: dict[str, list[tuple[int, str]]] = {}
    for sheet in book.iter(f"{_S}sheet"):
        part = relations.get(str(sheet.get(f"{_R}id")), "")
        drawings = [name for name in parts.relations(part).values() if name.startswith("xl/drawings/")]
        pictures = [picture for name in drawings for picture in _placed(parts, name)]
        if pictures:
            found[str(sheet.get("name") or "")] = pictures
    return found


def _placed(parts: Parts, drawing: str) -> Iterator[tuple[int, str]]:
    root = parts.optional_xml(drawing)
    if root is None:
        return
    relations = parts.relations(drawing)
    for anchor in root:
        for blip in anchor.iter(f"{_A}blip"):
            part = relations.get(str(blip.get(f"{_R}embed") or ""), "")
            if part.startswith(_FOLDER):
                yield _row(anchor), part


def _row(anchor: etree._Element) -> int:
    text = (anchor.findtext(f"{_D}from/{_D}row") or "").strip()
    return int(text) if text.isdecimal() and len(text) <= 9 else 0
