"""How Chinese documents number their parts: 第一章, 一、, （一）, 1., 1.1, 附件 3 …, each with its rank."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "volume",
    "chapter",
    "annex",
    "section",
    "article",
    "cjk",
    "cjk-bracket",
    "arabic",
    "list",
    "dotted",
    "plain",
]

RANKS: dict[Style, int] = {
    "volume": 1, "chapter": 2, "annex": 3, "section": 3, "plain": 3, "article": 4, "cjk": 4, "cjk-bracket": 5, "arabic": 6, "dotted": 7, "list": 15,
}  # fmt: skip
"""The usual order of the styles from the whole to the part; ``dotted`` grows by one for every further dot.

``list`` is 1、 2、: a level of its own, below whatever stands above it."""

_CJK = "零〇一二三四五六七八九十百"
_MARK = r"^[\s★▲☆●*※◆#]*"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        "volume",
        re.compile(
            _MARK + rf"第\s*([{_CJK}\d]+)\s*(?:部\s*分|卷|篇|编|册)(?=[\s、:：.\u3000]|[^的规定中款条]|$)"
        ),
    ),
    ("chapter", re.compile(_MARK + rf"第\s*([{_CJK}\d]+)\s*章(?=[\s、:：.\u3000]|[^的规定中款条]|$)")),
    ("section", re.compile(_MARK + rf"第\s*([{_CJK}\d]+)\s*节(?=[\s、:：.\u3000]|[^的规定中款条]|$)")),
    ("article", re.compile(_MARK + rf"第\s*([{_CJK}\d]+)\s*条(?=[\s、:：.\u3000]|[^的规定中款之第、和]|$)")),
    (
        "annex",
        re.compile(
            _MARK
            + rf"(?:附\s*[件表录则]|格\s*式|表)\s*([{_CJK}\d]+(?:\s*[-—–－.]\s*\d+)*(?=\D|$)|[A-Z](?![A-Za-z\d]))"
        ),
    ),
    ("cjk", re.compile(_MARK + rf"([{_CJK}]+)\s*[、.．:：]\s*")),
    ("cjk", re.compile(_MARK + rf"([{_CJK}]{{1,3}})[\s\u3000]+(?=[\u4e00-\u9fff])")),
    ("cjk-bracket", re.compile(_MARK + rf"[（(]\s*([{_CJK}]+)\s*[)）]\s*[、.．]?\s*")),
    ("dotted", re.compile(_MARK + r"(\d{1,2}(?:\s*[.．]\s*\d{1,2})+)\s*[、.．]?\s*(?=[^\d\s.．%％])")),
    ("arabic", re.compile(_MARK + r"(\d{1,2})\s*[.．]\s*(?=[^\d\s])")),
    ("list", re.compile(_MARK + r"(\d{1,2})\s*、\s*(?=[^\d\s])")),
    ("arabic", re.compile(_MARK + r"(\d{1,2})[\s\u3000]{1,6}(?=[\u4e00-\u9fff])")),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A line's number: style, rank, its ordinals (1.2.3 → (1, 2, 3)) and where the title begins in the line."""

    style: Style
    rank: int
    ordinals: tuple[int, ...]
    title_at: int


def number_of(line: str) -> Number | None:
    """The numbering at the start of a line, if it has one."""
    for style, pattern in _PATTERNS:
        match = pattern.match(line)
        if match is None:
            continue
        ordinals = _ordinals(match.group(1))
        if not ordinals or 0 in ordinals:
            continue
        rank = RANKS[style] + (len(ordinals) - 2 if style == "dotted" else 0)
        return Number(style, rank, ordinals, match.end())
    return None


def _ordinals(text: str) -> tuple[int, ...]:
    plain = unicodedata.normalize("NFKC", text)
    parts = [p for p in re.split(r"[\s.\-—–]+", plain) if p]
    values = [int(p) if p.isdecimal() else _letter(p) or chinese_number(p) for p in parts]
    return tuple(v for v in values if v is not None) if all(v is not None for v in values) else ()


def _letter(text: str) -> int | None:
    """A to Z as 1 to 26: 附表 A."""
    return ord(text) - 64 if len(text) == 1 and "A" <= text <= "Z" else None


def chinese_number(text: str) -> int | None:
    """一 to 九百九十九 as a number; ``None`` for anything else."""
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    total = current = 0
    for character in text:
        if character in digits:
            current = digits[character]
        elif character == "十":
            total, current = total + (current or 1) * 10, 0
        elif character == "百":
            total, current = total + (current or 1) * 100, 0
        else:
            return None
    return total + current if text else None
