"""What of an XLSX sheet nobody sees, and which of its cells are merged.

The values are openpyxl's; it does not tell hidden rows and columns when it reads in a stream, so the sheet's part is
gone through once more for these.  A cell's colour counts as its ground's where its own style says both; tables and
conditional formats that lay a ground of their own are not followed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from lxml import etree

from evaluation.reading.errors import UnreadableError
from evaluation.reading.evasion.colours import WHITE, Colour, alike, tinted
from evaluation.reading.ooxml.package import Parts
from evaluation.reading.ooxml.theme import theme_colours
from evaluation.reading.sheets import Look

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_THEME = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_T = TypeVar("_T")
_TINY = 2.0
_MAY_HIDE = re.compile(rb"""\shidden\s*=|\s(ht|width)\s*=\s*["']0""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]{0,100}?ref=["']([A-Z0-9:]{1,40})["']""")
_MOST_COLUMNS = 16_384
_MOST_MERGES = 100_000


@dataclass(slots=True)
class SheetLook:
    """Merged ranges (first row, first column, last row, last column), unusual cells and whether all of it is hidden."""

    hidden: bool = False
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    cells: dict[tuple[int, int], Look] = field(default_factory=dict)


class _Style(NamedTuple):
    unpainted: bool
    pale: bool
    size: float


def sheet_looks(parts: Parts) -> dict[str, SheetLook]:
    """Title of the sheet → how it looks.  What is broken is left out: the values are read all the same."""
    book = parts.optional_xml("xl/workbook.xml")
    if book is None:
        return {}
    relations = parts.relations("xl/workbook.xml")
    styles = _styles(parts)
    found: dict[str, SheetLook] = {}
    for sheet in book.iter(f"{_S}sheet"):
        look = SheetLook(hidden=sheet.get("state") in ("hidden", "veryHidden"))
        try:
            content = parts.bytes(relations.get(str(sheet.get(f"{_R}id")), ""))
            if content is not None:
                _look_through(content, look, styles)
        except (UnreadableError, etree.XMLSyntaxError):
            pass
        found[str(sheet.get("name") or "")] = look
    return found


def _look_through(content: bytes, look: SheetLook, styles: Mapping[int, _Style]) -> None:
    # Most sheets hide nothing, and going through all of their cells takes as long as reading them.
    if not styles and _is_utf8(content) and not _MAY_HIDE.search(content):
        for match in _MERGED.finditer(content):
            if len(look.merges) < _MOST_MERGES:
                look.merges += _range(match[1].decode("ascii", "replace"))
        return
    hidden_columns: set[int] = set()
    hidden_row = False
    row_number = -1
    tags = [f"{_S}{name}" for name in ("col", "row", "c", "mergeCell")]
    for event, node in _events(content, tags):
        tag = etree.QName(node).localname
        if event == "start":
            if tag == "row":
                row_number = row - 1 if (row := _number(node.get("r"))) > 0 else row_number + 1
                hidden_row = node.get("hidden") in ("1", "true") or _is_nothing(node.get("ht"))
            elif tag == "c":
                _cell(node, row_number, look, styles, hidden_columns, hidden_row=hidden_row)
            continue
        if tag == "col" and (node.get("hidden") in ("1", "true") or _is_nothing(node.get("width"))):
            first, last = _number(node.get("min")), _number(node.get("max"))
            hidden_columns.update(range(max(first - 1, 0), min(last, _MOST_COLUMNS)))
        elif tag == "mergeCell" and len(look.merges) < _MOST_MERGES:
            look.merges += _range(str(node.get("ref") or ""))
        node.clear()


def _is_utf8(content: bytes) -> bool:
    """Whether a part is in the encoding that all programs write; in another one a search for words would be blind."""
    head = content[:200].lower()
    return not head.startswith((b"\xff\xfe", b"\xfe\xff")) and (b"encoding" not in head or b"utf-8" in head)


def _events(content: bytes, tags: list[str]) -> Iterator[tuple[str, etree._Element]]:
    stream = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False, load_dtd=False,
        no_network=True, huge_tree=False,
    )  # fmt: skip
    yield from stream


def _cell(
    node: etree._Element,
    row: int,
    look: SheetLook,
    styles: Mapping[int, _Style],
    hidden_columns: set[int],
    *,
    hidden_row: bool,
) -> None:
    place = _place(str(node.get("r") or ""))
    style = styles.get(_number(node.get("s")))
    if place is None or not (style or hidden_row or hidden_columns):
        return
    tucked = hidden_row or place[1] in hidden_columns
    if style is not None or tucked:
        look.cells[row, place[1]] = Look(tucked, *(style or _Style(unpainted=False, pale=False, size=0.0)))


def _is_nothing(measure: str | None) -> bool:
    """Whether a height or a width is stated and is none."""
    return bool(measure) and re.fullmatch(r"0+(\.0*)?", str(measure)) is not None


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as ``C12``."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> list[tuple[int, int, int, int]]:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    return [(*start, *end)] if start is not None and end is not None else []


def _styles(parts: Parts) -> dict[int, _Style]:
    """The number of a cell's format → what is unusual about it; usual ones are left out."""
    root = parts.optional_xml("xl/styles.xml")
    if root is None:
        return {}
    theme = theme_colours(parts.optional_xml("xl/theme/theme1.xml"))
    fonts = [_font(node, theme) for node in root.iterfind(f"{_S}fonts/{_S}font")]
    grounds = [_ground(node, theme) for node in root.iterfind(f"{_S}fills/{_S}fill")]
    blank = {
        str(n.get("numFmtId"))
        for n in root.iterfind(f"{_S}numFmts/{_S}numFmt")
        if re.fullmatch(r";;;?;?", str(n.get("formatCode") or "").strip())
    }
    found: dict[int, _Style] = {}
    for number, node in enumerate(root.iterfind(f"{_S}cellXfs/{_S}xf")):
        colour, size = _at(fonts, node.get("fontId"), (None, 0.0))
        ground = _at(grounds, node.get("fillId"), WHITE)
        pale = colour is not None and ground is not None and alike(colour, ground)
        tiny = 0 < size < _TINY
        unpainted = str(node.get("numFmtId")) in blank
        if pale or tiny or unpainted:
            found[number] = _Style(unpainted, pale, size if tiny else 0.0)
    return found


def _at(values: list[_T], index: str | None, otherwise: _T) -> _T:
    at = _number(index)
    return values[at] if 0 <= at < len(values) else otherwise


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else -1


def _font(node: etree._Element, theme: Mapping[str, Colour]) -> tuple[Colour | None, float]:
    colour, size = node.find(f"{_S}color"), node.find(f"{_S}sz")
    try:
        points = float(str(size.get("val") or 0)) if size is not None else 0.0
    except ValueError:
        points = 0.0
    return (_colour(colour, theme) if colour is not None else None), points


def _ground(node: etree._Element, theme: Mapping[str, Colour]) -> Colour | None:
    """What lies behind the cell: white where nothing does, ``None`` where it cannot be told."""
    pattern = node.find(f"{_S}patternFill")
    if pattern is None:
        return None  # a gradient
    kind = pattern.get("patternType") or "none"
    if kind == "none":
        return WHITE
    fore = pattern.find(f"{_S}fgColor")
    return _colour(fore, theme) if kind == "solid" and fore is not None else None


def _colour(node: etree._Element, theme: Mapping[str, Colour]) -> Colour | None:
    rgb, number, indexed = (str(node.get(key) or "") for key in ("rgb", "theme", "indexed"))
    if re.fullmatch(r"[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}", rgb):
        plain = rgb[-6:]
        base: Colour | None = (int(plain[:2], 16), int(plain[2:4], 16), int(plain[4:], 16))
    elif number.isdecimal() and int(number) < len(_THEME):
        base = theme.get(_THEME[int(number)])
    else:
        base = {"1": WHITE, "9": WHITE, "65": WHITE}.get(indexed)
    try:
        tint = float(str(node.get("tint") or 0))
    except ValueError:
        tint = 0.0
    return tinted(base, tint) if base is not None else None
