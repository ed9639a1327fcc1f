"""Automatic numbers 自动编号: what Word shows before a paragraph and does not write into it.

A reader sees 第三章 or 1.2 there, so the text has it too.  Levels are counted as Word counts them: each abstract list
on its own, a deeper level beginning again after a wider one, a ``num`` with a start of its own restarting the list.
Bullets are left out; they say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from evaluation.reading.ooxml.words import Paragraph, W

_CJK = "零一二三四五六七八九"
_MAX_LEVEL = 9
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "chineseLegalSimplified", "ideographTraditional"}
)  # fmt: skip
_SILENT = frozenset({"bullet", "none"})


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    gap: str = " "
    legal: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts a document's lists; ask for the paragraphs in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _lists(numbering)
        self._styles = _style_numbers(styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, paragraph: Paragraph) -> str:
        """What stands before this paragraph, with the gap after it; empty when it is in no list."""
        ident, level = paragraph.numbering or self._styles.get(paragraph.style, ("", 0))
        if paragraph.numbering is None and ident == "":
            return ""
        if paragraph.numbering is not None and ident == "" and paragraph.style in self._styles:
            ident = self._styles[paragraph.style][0]
        held = self._lists.get(ident)
        if held is None or level not in held.levels or not 0 <= level < _MAX_LEVEL:
            return ""
        counts = self._counts.setdefault(held.abstract, {})
        if ident not in self._begun:
            self._begun.add(ident)
            for at, start in held.starts.items():
                counts[at] = start - 1
        counts[level] = counts.get(level, held.levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return _written(held.levels, counts, level)


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    shape = levels[level]
    if shape.style in _SILENT or not shape.text:
        return ""

    def figure(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        own = levels.get(at, shape)
        style = "decimal" if shape.legal and at != level else own.style
        return formatted(counts.get(at, own.start), style)

    text = re.sub(r"%(\d)", figure, shape.text).strip()
    return text + ("" if text.endswith(("、", "）", ")", "．", "：")) else shape.gap) if text else ""


def formatted(number: int, style: str) -> str:
    """A number in one of Word's formats; formats not met here are written as figures."""
    if style in _CHINESE:
        return _chinese(number)
    if style in ("upperLetter", "lowerLetter") and 1 <= number <= 26 * 9:
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "upperLetter" else letters.lower()
    if style in ("upperRoman", "lowerRoman") and 1 <= number < 4_000:
        roman = _roman(number)
        return roman if style == "upperRoman" else roman.lower()
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 1_000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_CJK[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _CJK[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_CJK[ones] if ones else "")


def _roman(number: int) -> str:
    pairs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, letters in pairs:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _value(node: etree._Element | None, default: str = "") -> str:
    return str(node.get(f"{W}val") or default) if node is not None else default


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _lists(root: etree._Element | None) -> dict[str, _List]:
    if root is None:
        return {}
    abstracts: dict[str, dict[int, _Level]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        abstracts[str(abstract.get(f"{W}abstractNumId") or "")] = _levels(abstract)
    lists: dict[str, _List] = {}
    for num in root.iter(f"{W}num"):
        parent = _value(num.find(f"{W}abstractNumId"))
        held = _List(parent, dict(abstracts.get(parent, {})))
        for override in num.iter(f"{W}lvlOverride"):
            level = _whole(str(override.get(f"{W}ilvl") or "0"), 0)
            held.levels.update(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None:
                held.starts[level] = _whole(_value(start, "1"), 1)
        lists[str(num.get(f"{W}numId") or "")] = held
    return lists


def _levels(node: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in node.iter(f"{W}lvl"):
        gap = "" if _value(level.find(f"{W}suff"), "tab") == "nothing" else " "
        found[_whole(str(level.get(f"{W}ilvl") or "0"), 0)] = _Level(
            _whole(_value(level.find(f"{W}start"), "1"), 1),
            _value(level.find(f"{W}numFmt"), "decimal"),
            _value(level.find(f"{W}lvlText")),
            gap,
            level.find(f"{W}isLgl") is not None,
        )
    return found


def _style_numbers(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Paragraph style id → (list, level), inherited."""
    if styles is None:
        return {}
    own: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        ident = str(style.get(f"{W}styleId") or "")
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None and number.find(f"{W}numId") is not None:
            level = _whole(_value(number.find(f"{W}ilvl"), "0"), 0)
            own[ident] = (_value(number.find(f"{W}numId")), level)
        base = style.find(f"{W}basedOn")
        if base is not None:
            parents[ident] = _value(base)
    found = dict(own)
    for ident in parents:
        seen, at = {ident}, ident
        while at not in own and (at := parents.get(at, "")) and at not in seen:
            seen.add(at)
        if at in own:
            found[ident] = own[at]
    return found
