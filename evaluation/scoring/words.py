"""Amounts of money in capital words 大写金额, both ways and exactly.

贰佰柒拾壹万伍仟元整 is 2 715 000.00.  Read leniently where writers differ (元 or 圆, 整 or 正, an optional 人民币 in
front, ordinary numerals), strictly where a different amount could be meant: then ``AmountError``.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_VALUES = {letter: value for value, letter in enumerate(DIGITS)}
_VALUES |= {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
_VALUES |= {"两": 2, "貳": 2, "贰": 2, "參": 3, "陸": 6, "○": 0}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_LIMIT = Decimal(10) ** 16
_SHAPE = re.compile(r"(?:(?P<yuan>[^元角分]+)元)?(?:(?P<jiao>[^元角分])角)?(?:零?(?P<fen>[^元角分])分)?")


class AmountError(ValueError):
    """The words are not one unambiguous amount, or the amount cannot be put into words."""


def parse_amount(words: str) -> Decimal:
    """The amount in yuan that the words say, with two decimals; ``AmountError`` when they do not say one."""
    text = (
        re.sub(r"\s|[：:，,]", "", unicodedata.normalize("NFKC", words))
        .replace("圆", "元")
        .replace("圓", "元")
    )
    text = re.sub(r"^(人民币|RMB|大写|¥)+", "", text).replace("萬", "万").replace("億", "亿")
    text = re.sub(r"[整正]$", "", text)
    match = _SHAPE.fullmatch(text if re.search(r"[元角分]$", text) else text + "元")
    if not text or match is None or not any(match.groups()):
        raise AmountError(words)
    yuan = _integer(match["yuan"], words) if match["yuan"] else 0
    jiao = (match["jiao"] or "零").strip()
    return (
        Decimal(yuan) + Decimal(_digit(jiao, words)) / 10 + Decimal(_digit(match["fen"] or "零", words)) / 100
    )


def amount_in_words(amount: Decimal) -> str:
    """The amount in capital words, as an invoice writes it; ``AmountError`` for a fraction of a fen or < 0."""
    if amount < 0 or amount >= _LIMIT or amount != amount.quantize(Decimal("0.01")):
        raise AmountError(str(amount))
    fen = int(amount * 100)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    said = _say(yuan) + "元" if yuan or not (jiao or fen) else ""
    if not jiao and not fen:
        return said + "整"
    if jiao:
        said += DIGITS[jiao] + "角"
    elif yuan:
        said += "零"
    return said + (DIGITS[fen] + "分" if fen else "整")


def _digit(letter: str, words: str) -> int:
    if letter not in _VALUES:
        raise AmountError(words)
    return _VALUES[letter]


def _integer(text: str, words: str) -> int:
    """A whole number: 亿 splits first, then 万, then thousands; units must fall from left to right."""
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(mark)
        if found:
            left, right = _integer(head, words), _integer(tail, words) if tail else 0
            if right >= size or left == 0:
                raise AmountError(words)
            return left * size + right
    return _below_ten_thousand(text, words)


def _below_ten_thousand(text: str, words: str) -> int:
    total, digit, last = 0, None, 10_000
    for place, letter in enumerate(text):
        if letter in _UNITS:
            unit = _UNITS[letter]
            if digit is None and unit == 10 and place == 0:
                digit = 1  # 拾伍 for 壹拾伍
            if not digit or unit >= last:
                raise AmountError(words)
            total, digit, last = total + digit * unit, None, unit
        else:
            if digit:
                raise AmountError(words)
            digit = _digit(letter, words)
    if digit and last == 1:
        raise AmountError(words)
    return total + (digit or 0)


def _say(number: int) -> str:
    """A whole number: what is above 亿 and 万 is said first, a zero where the rest starts with one."""
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            head, tail = divmod(number, size)
            gap = DIGITS[0] if 0 < tail < size // 10 else ""
            return _say(head) + mark + (gap + _say(tail) if tail else "")
    return _say_group(number) if number else DIGITS[0]


def _say_group(group: int) -> str:
    said, gap = "", False
    for unit, mark in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = group // unit % 10
        if digit:
            said += (DIGITS[0] if gap and said else "") + DIGITS[digit] + mark
            gap = False
        else:
            gap = True
    return said
