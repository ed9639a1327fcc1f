"""What a Word file's styles say of how letters are drawn: hidden, in which colour, how large, on which ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from evaluation.reading.evasion.colours import WHITE, Colour, alike, from_hex, tinted
from evaluation.reading.ooxml.words import W

_NAMES = {"background1": "lt1", "light1": "lt1", "text1": "dk1", "dark1": "dk1", "background2": "lt2", "light2": "lt2",
          "text2": "dk2", "dark2": "dk2"}  # fmt: skip
_HIGHLIGHTS: Mapping[str, Colour] = {
    "black": (0, 0, 0), "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "yellow": (255, 255, 0), "white": WHITE, "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0), "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip
_FORMS = ("html top of form", "html bottom of form", "z-窗体顶端", "z-窗体底端")  # hidden by everybody's Word


class Unknown(NamedTuple):
    """A ground whose colour cannot be told, such as a pattern."""


UNKNOWN = Unknown()
Ground = Colour | Unknown | None
"""A colour, one that cannot be told, or ``None`` for what lets the ground below show."""


class Drawn(NamedTuple):
    """How letters are drawn; ``None`` is not said here.  ``colour`` is ``None`` for automatic letters too."""

    hidden: bool | None = None
    colour: Colour | None = None
    automatic: bool = False
    size: float | None = None
    width: float | None = None
    ground: Ground = None

    def under(self, nearer: Drawn) -> Drawn:
        """This with what a nearer place says instead."""
        said = nearer.colour is not None or nearer.automatic
        return Drawn(
            self.hidden if nearer.hidden is None else nearer.hidden,
            nearer.colour if said else self.colour,
            nearer.automatic if said else self.automatic,
            self.size if nearer.size is None else nearer.size,
            self.width if nearer.width is None else nearer.width,
            self.ground if nearer.ground is None else nearer.ground,
        )


class Styles:
    """The styles of one file, each with all that it is based on."""

    def __init__(self, root: etree._Element | None, theme: Mapping[str, Colour]) -> None:
        self.theme = theme
        self._nodes: dict[str, etree._Element] = {}
        self._found: dict[str, Drawn] = {}
        self._shading: dict[str, bool] = {}
        self._defaults = Drawn()
        self._usual = ""
        if root is None:
            return
        properties = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = self.drawn(properties)
        for node in root.iterfind(f"{W}style"):
            ident = str(node.get(f"{W}styleId") or "")
            self._nodes[ident] = node
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true"):
                self._usual = ident

    def paragraph(self, style: str) -> Drawn:
        """How letters of a paragraph with this style are drawn, the file's defaults below it."""
        return self._defaults.under(self._of(style or self._usual, 0))

    def character(self, style: str) -> Drawn:
        """What a character style says."""
        return self._of(style, 0)

    def shades_table(self, style: str, depth: int = 0) -> bool:
        """Whether a table style lays a ground of its own behind any of its cells."""
        if style not in self._shading:
            node = self._nodes.get(style)
            if node is None or depth > 20:
                return False
            base = node.find(f"{W}basedOn")
            grounds = (self.fill(shading) for shading in node.iter(f"{W}shd"))
            self._shading[style] = any(
                g is not None and (isinstance(g, Unknown) or not alike(g, WHITE)) for g in grounds
            ) or (base is not None and self.shades_table(str(base.get(f"{W}val") or ""), depth + 1))
        return self._shading[style]

    def _of(self, style: str, depth: int) -> Drawn:
        if style in self._found:
            return self._found[style]
        node = self._nodes.get(style)
        if node is None or depth > 20:
            return Drawn()
        base, name = node.find(f"{W}basedOn"), node.find(f"{W}name")
        below = self._of(str(base.get(f"{W}val") or ""), depth + 1) if base is not None else Drawn()
        own = self.drawn(node.find(f"{W}rPr"))
        if name is not None and str(name.get(f"{W}val") or "").casefold() in _FORMS:
            own = own._replace(hidden=None)
        paragraph = self.fill(node.find(f"{W}pPr/{W}shd"))
        found = below.under(Drawn(ground=paragraph)).under(own)
        self._found[style] = found
        return found

    def drawn(self, properties: etree._Element | None) -> Drawn:
        """What one list of run properties says."""
        if properties is None:
            return Drawn()
        vanish, size = properties.find(f"{W}vanish"), properties.find(f"{W}sz")
        width, colour = properties.find(f"{W}w"), properties.find(f"{W}color")
        highlight = properties.find(f"{W}highlight")
        ground = self.fill(properties.find(f"{W}shd"))
        if highlight is not None and highlight.get(f"{W}val") != "none":
            ground = _HIGHLIGHTS.get(str(highlight.get(f"{W}val")), UNKNOWN)
        ink = self._ink(colour) if colour is not None else None
        return Drawn(
            None if vanish is None else vanish.get(f"{W}val") not in ("0", "false", "off"),
            ink,
            colour is not None and ink is None,
            _number(size) / 2 if size is not None else None,
            _number(width) if width is not None else None,
            ground,
        )

    def fill(self, shading: etree._Element | None) -> Ground:
        """The ground that a ``w:shd`` lays."""
        if shading is None:
            return None
        pattern = shading.get(f"{W}val") or "clear"
        if pattern == "nil":
            return None
        if pattern == "solid":
            return self._ink(shading) or UNKNOWN
        fill = self._named(shading, "themeFill") or from_hex(str(shading.get(f"{W}fill") or ""))
        if pattern == "clear":
            return fill
        return UNKNOWN

    def _ink(self, node: etree._Element) -> Colour | None:
        return self._named(node, "themeColor") or from_hex(
            str(node.get(f"{W}val") or "") if node.tag == f"{W}color" else str(node.get(f"{W}color") or "")
        )

    def _named(self, node: etree._Element, attribute: str) -> Colour | None:
        """A colour of the theme, made lighter or darker."""
        name = str(node.get(f"{W}{attribute}") or "")
        colour = self.theme.get(_NAMES.get(name, name))
        if colour is None:
            return None
        part = attribute.removesuffix("Color")
        tint, shade = (_hundredths(node.get(f"{W}{part}{kind}")) for kind in ("Tint", "Shade"))
        return _shaded(colour, tint, shade)


def _shaded(colour: Colour, tint: float | None, shade: float | None) -> Colour:
    if tint is not None:
        return tinted(colour, 1 - tint)
    return tinted(colour, shade - 1) if shade is not None else colour


def _hundredths(text: str | None) -> float | None:
    """Two hexadecimal digits as a share of 255."""
    try:
        return int(str(text), 16) / 255 if text else None
    except ValueError:
        return None


def _number(node: etree._Element) -> float:
    value = str(node.get(f"{W}val") or "").removesuffix("%")
    return float(value) if value.replace(".", "", 1).isdecimal() and len(value) < 12 else 0.0
