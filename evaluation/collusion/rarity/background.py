"""The shipped background: wording of statutes that recurs, and sentences that firms and language models write for everybody.

Two tables of hashed n-grams of folded characters.  ``law`` holds the 6-grams that at least three of the sampled
stretches of national statutes have, ``stock`` the 4-grams of ``stock.txt``.  Statistics only: no text can be read back.
``manage.py build_background`` makes the file from texts; it records the digest of its source and how it was sampled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.collusion.text.fold import Codes, fold
from evaluation.collusion.text.grams import gram_hashes

HERE = Path(__file__).resolve().parent
TABLE, STOCK = HERE / "background.npz", HERE / "stock.txt"
LAW_SIZE, STOCK_SIZE = 6, 3
LEAST_STRETCHES = 3
_BASE, _SHORT = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)

Grams = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]


def grams(codes: Codes, size: int) -> Grams:
    """A 32-bit hash of the ``size`` (4 or more) characters that begin at each position; of 100,000 known ones, a strange
    n-gram is taken for one with probability 1 in 40,000.
    """
    k = 4 if size >= 4 else 2
    four = gram_hashes(codes, k)
    count = max(len(codes) - size + 1, 0)
    both = four[:count] * _BASE + four[size - k : size - k + count]
    found: Grams = (both >> _SHORT).astype(np.uint32)
    return found


@dataclass(frozen=True, slots=True)
class Background:
    """Sorted tables of wording that stands in many texts; ``about`` says what they were made from."""

    law: Grams
    stock: Grams
    about: dict[str, object]

    def common(self, codes: Codes) -> Mask:
        """The folded characters that lie in an n-gram of either table."""
        covered = np.zeros(len(codes), bool)
        for table, size in ((self.law, LAW_SIZE), (self.stock, STOCK_SIZE)):
            known = _in(grams(codes, size), table)
            for offset in range(size if len(known) else 0):
                covered[offset : offset + len(known)] |= known
        return covered

    def rarity(self, codes: Codes) -> float:
        """What a passage of these characters counts for: 1 where none of it is known elsewhere, 0 where all of it is.

        Up to one half, common wording simply does not count.  Beyond that, the passage is a form of words that
        everybody fills in, and what stands between the common words counts less and less as well.
        """
        if not len(codes):
            return 1.0
        rare = 1.0 - float(self.common(codes).mean())
        return rare * min(1.0, 2 * rare)


def _in(wanted: Grams, table: Grams) -> Mask:
    if not len(table):
        return np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(table, wanted), len(table) - 1)
    found: Mask = table[at] == wanted
    return found


def of_texts(stretches: Iterable[str], stock: Iterable[str], about: dict[str, object]) -> Background:
    """The tables of stretches of text, each counted once for an n-gram, and of stock sentences."""
    seen = [np.unique(grams(fold(text).codes, LAW_SIZE)) for text in stretches]
    values, count = np.unique(np.concatenate(seen or [np.zeros(0, np.uint32)]), return_counts=True)
    phrases = [grams(fold(line).codes, STOCK_SIZE) for line in stock]
    return Background(
        values[count >= LEAST_STRETCHES],
        np.unique(np.concatenate(phrases or [np.zeros(0, np.uint32)])),
        about,
    )


def stock_sentences(path: Path = STOCK) -> list[str]:
    """The lines of a file of stock sentences, without its comments."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def save(background: Background, path: Path = TABLE) -> None:
    """Writes the tables; sorted numbers are stored by their differences, which compress."""
    arrays = {name: np.diff(getattr(background, name), prepend=np.uint32(0)) for name in ("law", "stock")}
    about = np.frombuffer(json.dumps(background.about, sort_keys=True).encode(), np.uint8)
    np.savez_compressed(path, about=about, **arrays)


def load(path: Path) -> Background:
    """Reads what :func:`save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        law, stock = (np.cumsum(stored[name], dtype=np.uint32) for name in ("law", "stock"))
        return Background(law, stock, json.loads(stored["about"].tobytes()))


@cache
def shipped() -> Background:
    """The background that comes with the product."""
    return load(TABLE)
