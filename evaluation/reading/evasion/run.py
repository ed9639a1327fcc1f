"""Text that is drawn in an unusual way, whatever file it is from: what formats notice and tricks judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Characters ``start`` to ``end`` of the text of ``page``, drawn alike.

    ``unpainted`` is text that is placed and not painted (PDF render mode 3, hidden text of Word); ``pale`` is text in
    a colour that cannot be told from what is behind it; ``size`` is the height of its letters in points, 0 when
    unknown; ``on_picture`` says that a picture stands in its place, as in a scan with its recognised text; ``tucked``
    is a cell in a hidden row, column or sheet of a workbook.
    """

    page: int
    start: int
    end: int
    unpainted: bool = False
    pale: bool = False
    size: float = 0.0
    on_picture: bool = False
    tucked: bool = False
