"""Folding text to what is compared: letters and digits without width, case, marks, layout or look-alikes.

The folding works character by character (NFKD with marks dropped is a homomorphism on strings), so that the way back
is one array: ``offsets[i]`` is the code point in the original text that the i-th folded character comes from.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]

_UNKNOWN = 0xFFFFFFFF
_EXPANSION = 0x200000  # above Unicode: an index into _expansions
_table = np.full(0x110000, _UNKNOWN, np.uint32)
_expansions: list[Codes] = []

# Letters of other scripts that look like Latin ones, and CJK radicals that PDF fonts put in place of characters;
# neither is folded by Unicode normalisation.
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιІ"
    "⺁⺇⺈⺌⺍⺕⺟⺠⺩⺫⺮⺰⺳⺶⺷⺸⺻⺼⻁⻄⻅⻆⻉⻊⻋⻌⻐⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "abesijkmhopctxaesijopcyxabezhikmnoptyxovii"
    "厂几刀小小彐母民王目竹纟网羊羊羊聿肉虎西见角贝足车辶钅长长门阝雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded code points and, for each, the offset of its origin in the text it was folded from."""

    codes: Codes
    offsets: Offsets

    def __len__(self) -> int:
        return len(self.codes)

    def text(self) -> str:
        """The folded characters as a string."""
        return self.codes.tobytes().decode("utf-32-le")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text that a folded range stands for."""
        return int(self.offsets[start]), int(self.offsets[end - 1]) + 1


def fold_character(character: str) -> str:
    """What one character is compared as; empty when it is layout, punctuation or a mark."""
    decomposed = unicodedata.normalize("NFKD", character.translate(_LOOK_ALIKES)).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed).translate(_LOOK_ALIKES)
    return "".join(c for c in decomposed if c.isalnum())


def _learn(points: Codes) -> None:
    for point in np.flatnonzero(np.bincount(points)).tolist():
        folded = fold_character(chr(point))
        if len(folded) < 2:
            _table[point] = ord(folded) if folded else 0
        else:
            _table[point] = _EXPANSION + len(_expansions)
            _expansions.append(np.array([ord(c) for c in folded], np.uint32))


def fold(text: str) -> Folded:
    """The folded form of a text; empty for text without letters and digits."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _table.take(points.astype(np.intp))
    kept = np.flatnonzero(codes)
    codes = codes.take(kept)
    wide = np.flatnonzero(codes >= _EXPANSION)
    if len(wide) and (codes[wide] == _UNKNOWN).any():
        _learn(points[kept[wide[codes[wide] == _UNKNOWN]]])
        return fold(text)
    if len(wide):
        parts = [_expansions[c - _EXPANSION] for c in codes[wide].tolist()]
        lengths = np.ones(len(codes), np.int64)
        lengths[wide] = [len(p) for p in parts]
        kept, codes = np.repeat(kept, lengths), np.repeat(codes, lengths)
        codes[np.repeat(lengths > 1, lengths)] = np.concatenate(parts)
    return Folded(codes, kept.astype(np.int64, copy=False))
