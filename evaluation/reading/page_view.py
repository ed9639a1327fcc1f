"""A page as it is shown: its picture, and marks laid over it in the page's own coordinates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evaluation.reading.document import Box, Page

MarkKind = Literal["current", "other", "hit", "shared", "trick", "quoted"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle over the page, in points.  ``kind`` chooses its look, ``label`` names it for a screen reader."""

    x: str
    y: str
    width: str
    height: str
    kind: MarkKind
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """What the fragment ``reading/_page.html`` draws.

    ``width`` and ``height`` are points; ``image`` is the address of the picture without its width, to which
    ``&width=N`` is added.
    """

    document: str
    number: int
    total: int
    width: str
    height: str
    image: str
    marks: tuple[Mark, ...] = ()
    text: str = ""
    lazy: bool = True
    recognised: str = ""
    """How sure recognition is of the page's text, 0.00 to 1.00; empty where the file itself has the text."""
    picture_on: int | None = None
    """The page of the file on which the picture stands that this page shows."""

    @property
    def pixel_width(self) -> int:
        """The width the picture takes up before it is there, so that nothing jumps."""
        return 960

    @property
    def pixel_height(self) -> int:
        return max(1, round(960 * float(self.height) / float(self.width)))

    @property
    def first_mark(self) -> str:
        """Where the first current mark begins, as a share of the page's height: the page scrolls there.

        Without a current mark it is the first hit of a search, then anything that misleads.
        """
        for kinds in (("current", "shared"), ("hit",), ("trick",)):
            tops = [float(mark.y) for mark in self.marks if mark.kind in kinds]
            if tops:
                return f"{min(tops) / float(self.height):.4f}"
        return "0.0000"


def mark(
    box: Box | tuple[float, float, float, float],
    kind: MarkKind = "current",
    label: str = "",
) -> Mark:
    """A mark round a box, a little larger than the text so that the glyphs stay free."""
    x0, y0, x1, y1 = box
    return Mark(
        f"{x0 - 1.5:.1f}",
        f"{y0 - 1:.1f}",
        f"{x1 - x0 + 3:.1f}",
        f"{y1 - y0 + 2:.1f}",
        kind,
        label,
    )


def marks_of(
    page: Page,
    *,
    start: int = -1,
    end: int = -1,
    bbox: tuple[float, float, float, float] | None = None,
    kind: MarkKind = "current",
    label: str = "",
) -> tuple[Mark, ...]:
    """The marks of one piece of text: a box for each of its lines where the offsets are known, else its one box."""
    boxes: Iterable[Box] = page.boxes_between(start, end) if 0 <= start < end else ()
    found = tuple(mark(box, kind, label) for box in boxes)
    if not found and bbox is not None:
        return (mark(bbox, kind, label),)
    return found


def page_view(
    page: Page,
    *,
    document: str,
    total: int,
    image: str,
    marks: tuple[Mark, ...] = (),
    lazy: bool = True,
) -> PageView:
    """The view of a page that has been read."""
    return PageView(
        document=document,
        number=page.number,
        total=total,
        width=f"{page.width:.1f}",
        height=f"{page.height:.1f}",
        image=image,
        marks=marks,
        text=page.text,
        lazy=lazy,
        recognised=f"{page.ocr_confidence or 0:.2f}" if page.source == "ocr" else "",
        picture_on=page.picture_on,
    )
