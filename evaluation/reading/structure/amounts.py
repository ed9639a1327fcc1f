"""Amounts in words 大写金额 and in figures, exact."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {
    c: i for i, c in enumerate("〇一二三四五六七八九")
} | {"两": 2, "弍": 2, "贰": 2, "叄": 3, "参": 3}  # fmt: skip
_SMALL = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1_000, "千": 1_000}
_LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
WORDS = "零〇壹贰貳叁叄参肆伍陆陸柒捌玖拾佰仟万萬亿億元圆圓角分整正一二两三四五六七八九十百千"


def amount_in_words(text: str) -> Decimal | None:
    """The amount that 贰佰柒拾壹万伍仟元整 says; ``None`` when it says none or is not well formed."""
    plain = re.sub(r"\s|人民币|[：:]", "", text).replace("圆", "元").replace("圓", "元").translate(_VARIANTS)
    plain = plain.rstrip("整正")
    match = re.fullmatch(r"(?:([^元角分]+)元)?(?:零?([^元角分])角)?(?:零?([^元角分])分)?", plain)
    if not plain or match is None or not any(match.groups()):
        return None
    whole = _whole(match.group(1)) if match.group(1) else 0
    parts = [_DIGITS.get(g) if g else 0 for g in match.groups()[1:]]
    if whole is None or None in parts:
        return None
    tenths, hundredths = parts
    return Decimal(whole) + Decimal(tenths or 0) / 10 + Decimal(hundredths or 0) / 100


_VARIANTS = str.maketrans({"貳": "贰", "陸": "陆"})


def _whole(text: str) -> int | None:
    total = section = digit = 0
    seen = False
    for character in text:
        if character in _DIGITS:
            digit, seen = _DIGITS[character], True
        elif character in _SMALL:
            section += (digit or (0 if section else 1)) * _SMALL[character]
            digit, seen = 0, True
        elif character in _LARGE:
            if not seen:
                return None
            total = (total + section + digit) * _LARGE[character] if _LARGE[character] > 10_000 else (
                total + (section + digit) * _LARGE[character]
            )  # fmt: skip
            section = digit = 0
        else:
            return None
    return total + section + digit if seen else None
