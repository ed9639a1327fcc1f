"""A document before it is typeset: a sequence of plain blocks that the PDF and the DOCX writer both understand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cover:
    """A title page: big lines, then small ones."""

    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents 目录, on pages of its own."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 1 to 3; level 1 opens a new page.  Its number is set by the style."""

    level: int
    text: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``whole`` keeps it on one page."""

    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Short paragraphs counted （1）（2）…, or with the style's own mark."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; ``widths`` are relative column widths."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """A framed page that stands for the copy of a certificate 证书复印件."""

    title: str
    rows: Sequence[tuple[str, str]]
    issuer: str
    date: str


@dataclass(frozen=True, slots=True)
class Break:
    """A page break."""


Block = Cover | Contents | Heading | Para | Items | Table | Certificate | Break


@dataclass(frozen=True, slots=True)
class Style:
    """How one author's documents look: fonts, sizes in points, margins in millimetres, numbering of headings."""

    font: str = "Noto Serif SC"
    size: float = 12.0
    leading: float = 1.0
    margin: int = 26
    header: str = ""
    headings: str = "chapter"
    marks: str = "paren"
    tint: str = "#1f3b57"
    fresh_sections: bool = False
    extra: dict[str, str] = field(default_factory=dict)


_CHINESE = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    return head + (_CHINESE[ones] if ones or not tens else "")


#: A scheme's numbers by level; upper-case places are Chinese numerals.
_SCHEMES = {
    "chapter": ("第{A}章　", "{B}、", "（{C}）"),
    "part": ("第{A}部分　", "{a}.{b}　", "{a}.{b}.{c}　"),
    "plain": ("{A}、", "（{B}）", "{c}. "),
    "decimal": ("{a} ", "{a}.{b} ", "{a}.{b}.{c} "),
}


class Numbering:
    """Counts headings and gives each its printed number."""

    def __init__(self, scheme: str) -> None:
        self.forms = _SCHEMES[scheme]
        self.counts = [0, 0, 0]

    def number(self, level: int) -> str:
        """The next number of this level; deeper levels start again."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (3 - level)
        places = {name: str(count) for name, count in zip("abc", self.counts, strict=True)}
        chinese = {name: chinese_number(count) for name, count in zip("ABC", self.counts, strict=True)}
        return self.forms[level - 1].format(**places, **chinese)


def mark(style: str, place: int) -> str:
    """The mark before item ``place`` (from 1) of a list."""
    match style:
        case "paren":
            return f"（{place}）"
        case "circle":
            return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[place - 1]
        case "dot":
            return f"{place}. "
        case "half":
            return f"{place}）"
        case _:
            return "■ "
