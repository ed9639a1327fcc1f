"""The body of a Word file as a list of blocks: paragraphs, tables, pictures and page ends, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CONTAINERS = {
    f"{W}{n}"
    for n in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple")
}
SKIPPED = {
    f"{W}{n}" for n in ("del", "moveFrom", "pPr", "rPr", "sectPr", "sdtPr", "instrText", "delText")
} | {f"{_MC}Fallback"}


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its text, whether a page ends before or inside it, its style and the pictures it carries."""

    text: str = ""
    style: str = ""
    page_before: bool = False
    hints: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    page_after: bool = False
    pictures: list[str] = field(default_factory=list)
    boxes: list[list[Paragraph]] = field(default_factory=list)
    numbering: tuple[str, int] | None = None
    level: int | None = None


@dataclass(slots=True)
class Grid:
    """A table: rows of cell texts; ``None`` is covered by a merged neighbour."""

    rows: list[list[str | None]] = field(default_factory=list)
    page_before_row: set[int] = field(default_factory=set)
    pictures: list[str] = field(default_factory=list)


def blocks(container: etree._Element, depth: int = 0) -> Iterator[Paragraph | Grid]:
    """The paragraphs and tables directly in ``container``, through content controls and tracked insertions."""
    for node in container:
        if node.tag == f"{W}p":
            yield paragraph(node)
        elif node.tag == f"{W}tbl":
            yield grid(node, depth)
        elif node.tag in CONTAINERS and depth < 50:
            yield from blocks(node, depth + 1)


def paragraph(node: etree._Element) -> Paragraph:
    """One ``w:p``."""
    result = Paragraph()
    texts: list[str] = []
    properties = node.find(f"{W}pPr")
    if properties is not None:
        _properties(properties, result)
    _runs(node, result, texts, 0)
    result.text = "".join(texts)
    return result


def shifted(block: Paragraph, label: str) -> Paragraph:
    """The paragraph with its automatic number in front."""
    ahead = len(label)
    return replace(
        block,
        text=label + block.text,
        hints=[h + ahead if h else 0 for h in block.hints],
        breaks=[b + ahead if b else 0 for b in block.breaks],
    )


def _properties(node: etree._Element, result: Paragraph) -> None:
    style = node.find(f"{W}pStyle")
    result.style = str(style.get(f"{W}val") or "") if style is not None else ""
    before = node.find(f"{W}pageBreakBefore")
    result.page_before = before is not None and before.get(f"{W}val") not in ("0", "false")
    number = node.find(f"{W}numPr")
    if number is not None:
        ident, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
        if ident is not None:
            depth = str(level.get(f"{W}val") or "0") if level is not None else "0"
            result.numbering = (str(ident.get(f"{W}val") or ""), int(depth) if depth.isdecimal() else 0)
    outline = node.find(f"{W}outlineLvl")
    if outline is not None and str(outline.get(f"{W}val") or "").isdecimal():
        result.level = int(str(outline.get(f"{W}val")))
    section = node.find(f"{W}sectPr")
    if section is not None:
        kind = section.find(f"{W}type")
        result.page_after = kind is None or kind.get(f"{W}val") not in ("continuous", "nextColumn")


def _runs(node: etree._Element, result: Paragraph, texts: list[str], depth: int) -> None:
    if depth > 60:
        return
    for child in node:
        tag = child.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            continue
        if tag in LETTERS:
            texts.append(LETTERS[tag](child))
        elif tag == f"{W}br" and child.get(f"{W}type") in ("page", "column"):
            result.breaks.append(sum(map(len, texts)))
        elif tag == f"{W}br":
            texts.append("\n")
        elif tag == f"{W}lastRenderedPageBreak":
            result.hints.append(sum(map(len, texts)))
        elif tag == f"{W}txbxContent":
            result.boxes.append([b for b in _flat(child) if b.text.strip()])
        elif tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            _runs(choice if choice is not None else child, result, texts, depth + 1)
        else:
            if etree.QName(child).localname in ("blip", "imagedata"):
                result.pictures += [str(v) for k in ("embed", "id", "link") if (v := child.get(f"{_R}{k}"))][
                    :1
                ]
            _runs(child, result, texts, depth + 1)


def _flat(container: etree._Element) -> Iterator[Paragraph]:
    for block in blocks(container, 1):
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                yield Paragraph(text="\t".join(c or "" for c in row))


def style_levels(styles: etree._Element | None) -> dict[str, int]:
    """Paragraph style id → outline level from 0, inherited from the styles a style is based on."""
    if styles is None:
        return {}
    own: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        ident = str(style.get(f"{W}styleId") or "")
        level = style.find(f"{W}pPr/{W}outlineLvl")
        name, base = style.find(f"{W}name"), style.find(f"{W}basedOn")
        if level is not None:
            own[ident] = _number(level)
        elif name is not None and (
            match := re.fullmatch(r"heading (\d)", str(name.get(f"{W}val") or "").lower())
        ):
            own[ident] = int(match.group(1)) - 1
        if base is not None:
            parents[ident] = str(base.get(f"{W}val") or "")
    found = dict(own)
    for ident in parents:
        seen, at = {ident}, ident
        while at not in own and (at := parents.get(at, "")) and at not in seen:
            seen.add(at)
        if at in own:
            found[ident] = own[at]
    return found


def _symbol(node: etree._Element) -> str:
    """A symbol-font character; ballot boxes and ticks of Wingdings get their Unicode form, others stay private."""
    try:
        code = int(str(node.get(f"{W}char") or ""), 16)
    except ValueError:
        return ""
    known = {
        0xF0A8: "□",
        0xF06F: "□",
        0xF0FE: "☑",
        0xF052: "☑",
        0xF0FC: "✓",
        0xF0FB: "✗",
        0xF06C: "●",
        0xF0D8: "➢",
    }
    return known.get(code | 0xF000, chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE else "")


LETTERS: dict[str, Callable[[etree._Element], str]] = {
    f"{W}t": lambda node: node.text or "",
    f"{_M}t": lambda node: node.text or "",
    f"{W}tab": lambda _: "\t",
    f"{W}ptab": lambda _: "\t",
    f"{W}cr": lambda _: "\n",
    f"{W}noBreakHyphen": lambda _: "-",
    f"{W}sym": _symbol,
}


def grid(node: etree._Element, depth: int) -> Grid:
    """One ``w:tbl``.  Nested tables are set inside their cell, a line per row."""
    result = Grid()
    above: list[bool] = []
    for row in _children(node, f"{W}tr"):
        cells: list[str | None] = []
        started: list[bool] = []
        skip = row.find(f"{W}trPr/{W}gridBefore")
        for _ in range(min(_number(skip), 60)):
            cells.append("")
            started.append(False)
        for cell in _children(row, f"{W}tc"):
            span = max(min(_number(cell.find(f"{W}tcPr/{W}gridSpan")), 63), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            covered = merge is not None and merge.get(f"{W}val") in (None, "continue")
            if covered and len(cells) < len(above):
                cells.append(None)
            else:
                cells.append(_cell_text(cell, result, len(result.rows), depth))
            started.append(True)
            cells += [None] * (span - 1)
            started += [True] * (span - 1)
        above = started
        result.rows.append(cells)
    return result


def _children(node: etree._Element, tag: str, depth: int = 0) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in CONTAINERS and depth < 50:
            yield from _children(child, tag, depth + 1)


def _number(node: etree._Element | None) -> int:
    value = str(node.get(f"{W}val") or "") if node is not None else ""
    return int(value) if value.isdecimal() else 0


def _cell_text(cell: etree._Element, table: Grid, row: int, depth: int) -> str:
    lines: list[str] = []
    if depth > 20:
        return ""
    for block in blocks(cell, depth + 1):
        if isinstance(block, Paragraph):
            lines.append(block.text)
            lines += [b.text for part in block.boxes for b in part]
            table.pictures += block.pictures
            if (block.hints or block.breaks or block.page_before) and row:
                table.page_before_row.add(row)
        else:
            lines += ["\t".join(c or "" for c in inner) for inner in block.rows]
            table.pictures += block.pictures
    return "\n".join(lines).strip("\n")
