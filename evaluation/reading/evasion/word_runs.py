"""How a Word file draws its text: hidden, in very light letters without shading, or tiny.

Only what a run says of itself is taken; a style may say it as well, but a style made for hiding is rare, and white
letters in a shaded heading row are not.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from evaluation.reading.document import Page
from evaluation.reading.evasion.run import Run
from evaluation.reading.ooxml.words import W

_LIGHT = 0.92
_NO_FILL = ("", "auto", "FFFFFF", "clear")
_LOOK_AHEAD = 400_000


def odd_runs(body: etree._Element, pages: Sequence[Page]) -> list[Run]:
    """The runs of a body that are hidden, pale or tiny, at their places on the laid-out pages."""
    finder = _Finder(pages)
    found: list[Run] = []
    for run in body.iter(f"{W}r"):
        text = "".join(node.text or "" for node in run.iter(f"{W}t"))
        if not text.strip():
            continue
        properties = run.find(f"{W}rPr")
        hidden, pale, size = _drawn(run, properties) if properties is not None else (False, False, 0.0)
        if not (hidden or pale or 0 < size < 2):
            finder.pass_by(text)
            continue
        place = finder.find(text)
        if place is not None:
            found.append(Run(*place, unpainted=hidden, pale=pale, size=size))
    return found


def _drawn(run: etree._Element, properties: etree._Element) -> tuple[bool, bool, float]:
    vanish = properties.find(f"{W}vanish")
    hidden = vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")
    size = properties.find(f"{W}sz")
    points = _number(size) / 2 if size is not None else 0.0
    colour = properties.find(f"{W}color")
    pale = colour is not None and _is_light(str(colour.get(f"{W}val") or "")) and not _shaded(run, properties)
    return hidden, pale, points


def _number(node: etree._Element) -> float:
    value = str(node.get(f"{W}val") or "")
    return float(value) if value.replace(".", "", 1).isdecimal() else 0.0


def _is_light(colour: str) -> bool:
    try:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return False
    return len(colour) == 6 and (0.299 * red + 0.587 * green + 0.114 * blue) / 255 >= _LIGHT


def _shaded(run: etree._Element, properties: etree._Element) -> bool:
    """Whether anything may be dark behind the run: its own shading or highlight, the paragraph's, the cell's, a drawing's."""
    if properties.find(f"{W}highlight") is not None or _fills(properties):
        return True
    for parent in run.iterancestors():
        name = etree.QName(parent).localname
        if name in ("p", "tc") and _fills(parent.find(f"{W}{name}Pr")):
            return True
        if name in ("txbxContent", "drawing", "pict"):
            return True
        if name == "tbl":
            style = parent.find(f"{W}tblPr/{W}tblStyle")
            if style is not None and "rid" not in str(
                style.get(f"{W}val")
            ):  # TableGrid and its like shade nothing
                return True
    return False


def _fills(properties: etree._Element | None) -> bool:
    shading = properties.find(f"{W}shd") if properties is not None else None
    return shading is not None and str(shading.get(f"{W}fill") or "") not in _NO_FILL


class _Finder:
    """Finds pieces of text on the pages, each after the one before."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._page, self._at = 0, 0

    def pass_by(self, text: str) -> None:
        """Moves on beyond this text if it stands where it should."""
        self._locate(text, near=True)

    def find(self, text: str) -> tuple[int, int, int] | None:
        """Page number, start and end of the text, or of as much of it as stands on one page."""
        text = text.strip()
        while len(text) >= 2:
            place = self._locate(text, near=False)
            if place is not None:
                return place
            text = text[: len(text) // 2]
        return self._locate(text, near=False) if text else None

    def _locate(self, text: str, *, near: bool) -> tuple[int, int, int] | None:
        page, at = self._page, self._at
        while page < len(self._pages):
            whole = self._pages[page].text
            start = whole.find(text, at, at + len(text) + 400 if near else at + _LOOK_AHEAD)
            if start >= 0:
                self._page, self._at = page, start + len(text)
                return self._pages[page].number, start, start + len(text)
            if near and at + len(text) + 400 < len(whole):
                return None
            page, at = page + 1, 0
        return None
