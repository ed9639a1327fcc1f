"""The colours that a file's theme gives to the names its styles use."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from evaluation.reading.evasion.colours import BLACK, WHITE, Colour, from_hex

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_USUAL: Mapping[str, Colour] = {"lt1": WHITE, "dk1": BLACK}


def theme_colours(theme: etree._Element | None) -> dict[str, Colour]:
    """``lt1``, ``dk1``, ``accent1`` … → colour; without a theme the usual two, white paper and black letters."""
    found = dict(_USUAL)
    if theme is None:
        return found
    scheme = theme.find(f".//{_A}clrScheme")
    for node in scheme if scheme is not None else ():
        for said in node:
            value = from_hex(str(said.get("val") or "")) or from_hex(str(said.get("lastClr") or ""))
            if value is not None and isinstance(node.tag, str):
                found[etree.QName(node).localname] = value
    return found
