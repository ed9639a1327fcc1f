"""How a Word file draws its text: hidden, in the colour of what is behind it, or tiny.

What a run says counts before its character style, that before the paragraph's, that before the file's defaults.  What
is behind it is the nearest of: the run's own shading or highlight, the paragraph's, the cell's, the text box's fill,
the page's colour.  A ground that cannot be told (a pattern, a table style that shades, a picture) hides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from evaluation.reading.evasion.aside import Aside
from evaluation.reading.evasion.colours import WHITE, Colour, alike, from_hex
from evaluation.reading.evasion.finder import Piece
from evaluation.reading.ooxml.package import Parts
from evaluation.reading.ooxml.styles import UNKNOWN, Drawn, Ground, Styles, Unknown
from evaluation.reading.ooxml.theme import theme_colours
from evaluation.reading.ooxml.words import CONTAINERS, LETTERS, SKIPPED, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_TINY = 2.0
_USUAL_SIZE = 10.5
_DEPTH = 60
_ASIDES = ("header", "footer", "footnotes", "endnotes", "comments")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a run stands: what is behind it, and what its paragraph's style says."""

    ground: Colour | Unknown
    drawn: Drawn
    depth: int = 0


def word_pieces(body: etree._Element, parts: Parts) -> list[Piece]:
    """The text of a body in the order in which it is laid out, with how it is drawn."""
    walker = _Walker(parts, body)
    return list(walker.blocks(body, walker.page))


def word_asides(parts: Parts) -> list[Aside]:
    """The same of headers, footers, notes and comments, each note by itself."""
    found = []
    for part in sorted(parts.names):
        stem = part.removeprefix("word/").removesuffix(".xml")
        where = next((name for name in _ASIDES if stem.startswith(name)), "")
        root = parts.optional_xml(part) if where and part == f"word/{stem}.xml" and "/" not in stem else None
        if root is None:
            continue
        walker = _Walker(parts, root)
        for node in [root] if where in ("header", "footer") else root:
            pieces = tuple(walker.blocks(node, walker.page))
            if any(piece.text.strip() for piece in pieces):
                found.append(Aside(where.removesuffix("s"), pieces))
    return found


class _Walker:
    def __init__(self, parts: Parts, root: etree._Element) -> None:
        theme = theme_colours(parts.optional_xml("word/theme/theme1.xml"))
        self._styles = Styles(parts.optional_xml("word/styles.xml"), theme)
        self._has_pictures = any(_covers(anchor) for anchor in root.iter(f"{_WP}anchor", f"{_V}imagedata"))
        self.page = _Place(self._paper(root), self._styles.paragraph(""))

    def _paper(self, root: etree._Element) -> Colour | Unknown:
        """The colour of the page, which a file states beside its body."""
        parent = root.getparent()
        background = parent.find(f"{W}background") if parent is not None else None
        if background is None:
            return WHITE
        return from_hex(str(background.get(f"{W}color") or "")) or UNKNOWN

    def blocks(self, container: etree._Element, place: _Place) -> Iterator[Piece]:
        if place.depth > _DEPTH:
            return
        deeper = replace(place, depth=place.depth + 1)
        for node in container:
            if node.tag == f"{W}p":
                yield from self._paragraph(node, deeper)
            elif node.tag == f"{W}tbl":
                yield from self._table(node, deeper)
            elif node.tag in CONTAINERS:
                yield from self.blocks(node, deeper)

    def _table(self, table: etree._Element, place: _Place) -> Iterator[Piece]:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        ground = place.ground
        if style is not None and self._styles.shades_table(str(style.get(f"{W}val") or "")):
            ground = UNKNOWN
        yield from self._cells(table, replace(place, ground=ground))

    def _cells(self, node: etree._Element, place: _Place) -> Iterator[Piece]:
        if place.depth > _DEPTH:
            return
        for child in node:
            if child.tag == f"{W}tc":
                own = self._styles.fill(child.find(f"{W}tcPr/{W}shd"))
                yield from self.blocks(child, _on(place, own))
            elif child.tag == f"{W}tr" or child.tag in CONTAINERS:
                yield from self._cells(child, replace(place, depth=place.depth + 1))

    def _paragraph(self, node: etree._Element, place: _Place) -> Iterator[Piece]:
        style = node.find(f"{W}pPr/{W}pStyle")
        drawn = self._styles.paragraph(str(style.get(f"{W}val") or "") if style is not None else "")
        own = self._styles.fill(node.find(f"{W}pPr/{W}shd"))
        boxes: list[etree._Element] = []
        yield from self._runs(node, replace(_on(place, own or drawn.ground), drawn=drawn), boxes)
        for box in boxes:
            yield from self.blocks(box, _on(self.page, self._fill_of(box)))

    def _runs(self, node: etree._Element, place: _Place, boxes: list[etree._Element]) -> Iterator[Piece]:
        if place.depth > _DEPTH:
            return
        for child in node:
            if not isinstance(child.tag, str) or child.tag in SKIPPED:
                continue
            if child.tag == f"{W}r":
                yield from self._run(child, place, boxes)
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            else:
                branch = child.find(f"{_MC}Choice") if child.tag == f"{_MC}AlternateContent" else child
                yield from self._runs(
                    child if branch is None else branch, replace(place, depth=place.depth + 1), boxes
                )

    def _run(self, run: etree._Element, place: _Place, boxes: list[etree._Element]) -> Iterator[Piece]:
        texts = []
        for child in run:
            if child.tag in LETTERS:
                texts.append(LETTERS[child.tag](child))
            elif child.tag == f"{W}br":
                texts.append("\n")
        text = "".join(texts).strip("\n")
        if text:
            yield self._piece(run.find(f"{W}rPr"), text, place)
        yield from self._runs(run, replace(place, depth=place.depth + 1), boxes)

    def _piece(self, properties: etree._Element | None, text: str, place: _Place) -> Piece:
        drawn = place.drawn._replace(ground=None)
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            if style is not None:
                drawn = drawn.under(self._styles.character(str(style.get(f"{W}val") or "")))
            drawn = drawn.under(self._styles.drawn(properties))
        ground = place.ground if drawn.ground is None else drawn.ground
        pale = drawn.colour is not None and not isinstance(ground, Unknown) and alike(drawn.colour, ground)
        size = _USUAL_SIZE if drawn.size is None else drawn.size
        narrow = size * (drawn.width or 100) / 100
        tiny = min(size, narrow)
        return Piece(text, bool(drawn.hidden), pale, tiny if 0 < tiny < _TINY else 0.0)

    def _fill_of(self, box: etree._Element) -> Ground:
        """What a text box lays behind its text; one without a fill may stand on a picture, if there are any."""
        for parent in box.iterancestors():
            name = etree.QName(parent).localname
            if name == "wsp":
                return self._drawing_fill(parent)
            if name in ("shape", "rect", "roundrect", "oval"):
                if str(parent.get("filled")) in ("f", "false"):
                    return self._no_fill()
                colour = str(parent.get("fillcolor") or "white").partition(" ")[0]
                return WHITE if colour == "white" else from_hex(colour.removeprefix("#")) or UNKNOWN
            if name == "p":
                break
        return UNKNOWN

    def _drawing_fill(self, shape: etree._Element) -> Ground:
        look = next((n for n in shape if etree.QName(n).localname == "spPr"), None)
        if look is not None:
            if look.find(f"{_A}noFill") is not None:
                return self._no_fill()
            solid = look.find(f"{_A}solidFill")
            if solid is not None:
                colour = solid.find(f"{_A}srgbClr")
                named = solid.find(f"{_A}schemeClr")
                if colour is not None and len(colour) == 0:
                    return from_hex(str(colour.get("val") or "")) or UNKNOWN
                if named is not None and len(named) == 0:
                    name = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}.get(str(named.get("val")))
                    return self._styles.theme.get(name or str(named.get("val"))) or UNKNOWN
        return UNKNOWN

    def _no_fill(self) -> Ground:
        return UNKNOWN if self._has_pictures else None


def _covers(node: etree._Element) -> bool:
    """Whether a drawing lays a picture or a colour on the page, on which light letters may be read."""
    if node.tag == f"{_V}imagedata":
        return True
    if next(node.iter(f"{_A}blip", f"{_A}gradFill", f"{_A}pattFill"), None) is not None:
        return True
    fills = (
        look.find(f"{_A}solidFill")
        for look in node.iter(etree.Element)
        if etree.QName(look).localname == "spPr"
    )
    return any(fill is not None and fill.find(f"{_A}srgbClr[@val='FFFFFF']") is None for fill in fills)


def _on(place: _Place, ground: Ground) -> _Place:
    """The place with this ground on top, where there is one."""
    return place if ground is None else replace(place, ground=ground)
