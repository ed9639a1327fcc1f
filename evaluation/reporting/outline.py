"""The report as an outline: headings, paragraphs and tables, from which every form is made.

One outline for all forms, so that no number can differ between them.  Cells are text, or ``Decimal`` for amounts and
points.  The words are Chinese because the law asks for a Chinese document; they are not translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

Cell = str | Decimal
CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part of the report, level 2 a section of it."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``law`` marks the article a part answers to."""

    text: str
    law: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``title`` names it (and its sheet), ``widths`` are relative, ``empty`` is said where it has no rows."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    empty: str = "无。"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines on which the members sign, with their role."""

    title: str
    names: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Table | Signatures


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report: what stands on its cover and head, and its blocks in order."""

    title: str
    project: str
    reference: str
    number: str
    lines: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def shown(cell: Cell) -> str:
    """A cell as it is printed: thousands separators, the decimals it has."""
    return f"{cell:,f}" if isinstance(cell, Decimal) else cell


def number(text: str | None, missing: str = "—") -> Cell:
    """A number from exact text; a dash where there is none."""
    return missing if text is None or text == "" else Decimal(text)


def moment(text: str) -> str:
    """A moment in words, in China's time."""
    if not text:
        return "—"
    at = datetime.fromisoformat(text).astimezone(CHINA)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def joined(parts: Sequence[str], missing: str = "—") -> str:
    """Parts of a list in one cell."""
    return "；".join(part for part in parts if part) or missing
