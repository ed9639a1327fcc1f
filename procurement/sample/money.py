"""Amounts as a Chinese bid writes them: half-up rounding and capital numerals 大写金额."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def cents(amount: Decimal) -> Decimal:
    """``amount`` in yuan to 0.01, half up."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def in_words(amount: Decimal) -> str:
    """Yuan in capital numerals: ``2715000.00`` is 贰佰柒拾壹万伍仟元整."""
    whole, fraction = divmod(int(cents(amount) * 100), 100)
    jiao, fen = divmod(fraction, 10)
    words = (_whole(whole) or "零") + "元"
    if not fraction:
        return words + "整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif fen:
        words += "零"
    return words + (_DIGITS[fen] + "分" if fen else "整")


def _whole(number: int) -> str:
    words, gap = "", False
    text = str(number)
    for position, letter in enumerate(text):
        group, place = divmod(len(text) - 1 - position, 4)
        if letter == "0":
            gap = True
        else:
            words += ("零" if gap and words else "") + _DIGITS[int(letter)] + _PLACES[place]
            gap = False
        if place == 0 and group and any(d != "0" for d in text[max(0, position - 3) : position + 1]):
            words += _GROUPS[group]
    return words
