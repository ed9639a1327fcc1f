"""A text as sentences, each with its place and the terms that it is compared by.

A term is the stem of a Latin word, a number, or two Hanzi that stand side by side (line breaks between them do not
count, punctuation does).  Characters are folded as in the first tier, so that width, case, marks and look-alikes make
no difference, and every sentence knows its code points in the text as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.rewording.stem import latin_term
from evaluation.collusion.text.fold import Folded, fold

Positions = npt.NDArray[np.int64]

LEAST_WORDS = 3.0
_MANY_WORDS = 60.0
_HANZI_WORDS = 0.5
_FIRST_HANZI = 0x2E80
_END = re.compile(
    r"""(?P<full>[.!?]+["'”’)\]]*\s+|[。！？；]+[”’」』）]*|\n[^\S\n]*\n|\n\s*(?=[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]))"""
    r"""|[,，、：:;]\s*|\n"""
)
_CLOSING = re.compile(r"""[^\w\s（(「『“‘\[《<]*""")
_MARKS = "，。！？；：、,.!?;:（）()《》“”"
_CELL_ENDS = " \t\n\r\u3000\xa0：:|"
_CELL = 8  # characters: where cells are shorter on average, the text is a form or a table
_FIGURES = 0.3


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences in order: code points ``start`` … ``end``, ``hanzi`` in each; ``prose``
    is false for what looks like cells of a form or a table.

    ``sentence`` and ``term`` name, for every occurrence, a sentence (by index) and a term.
    """

    start: Positions
    end: Positions
    hanzi: Positions
    prose: npt.NDArray[np.bool_]
    sentence: Positions
    term: Positions
    folded: Folded

    def __len__(self) -> int:
        return len(self.start)


def _borders(text: str, offsets: Positions, words: npt.NDArray[np.float64]) -> Positions:
    """Where sentences begin, as indices of folded characters, and their number at the end."""
    ends = [(m.end(), m.lastgroup is not None) for m in _END.finditer(text)]
    at = np.searchsorted(offsets, [end for end, _ in ends])
    total = float(words[-1])
    borders, counted = [0], 0.0
    for index, (_, full) in zip(at.tolist(), ends, strict=True):
        if index == 0 or index == len(offsets):
            continue
        before = float(words[index - 1])
        if before - counted >= (LEAST_WORDS if full else _MANY_WORDS):
            borders.append(index)
            counted = before
    if len(borders) > 1 and total - counted < LEAST_WORDS:
        borders.pop()
    return np.array([*borders, len(offsets)], np.int64)


def _gap_has(text_codes: npt.NDArray[np.uint32], marks: str, offsets: Positions) -> npt.NDArray[np.bool_]:
    """For each folded character but the last, whether one of the marks stands between it and the next."""
    hit = np.isin(text_codes, np.array([ord(c) for c in marks], np.uint32))
    before = np.concatenate(([0], np.cumsum(hit)))
    found: npt.NDArray[np.bool_] = before[offsets[1:]] > before[offsets[:-1] + 1]
    return found


def read_sentences(text: str) -> Sentences:
    """The sentences of a text; short ones go with the one before, very long ones are cut at commas."""
    folded = fold(text)
    none = np.zeros(0, np.int64)
    if not len(folded):
        return Sentences(none, none, none, none > 0, none, none, folded)
    codes, offsets = folded.codes, folded.offsets
    hanzi = codes >= _FIRST_HANZI
    fresh = np.ones(len(codes), bool)
    fresh[1:] = (np.diff(offsets) > 1) | hanzi[1:] | hanzi[:-1]
    begins = np.flatnonzero(fresh & ~hanzi)
    words = np.cumsum(np.where(hanzi, _HANZI_WORDS, fresh))
    borders = _borders(text, offsets, words)
    ends = np.append(np.flatnonzero(fresh)[1:], len(codes))[~hanzi[fresh]]
    characters = folded.text()
    latin = [latin_term(characters[i:j]) for i, j in zip(begins.tolist(), ends.tolist(), strict=True)]
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    pairs = np.flatnonzero(hanzi[:-1] & hanzi[1:] & ~_gap_has(raw, _MARKS, offsets))
    at = np.concatenate((begins, pairs))
    term = np.concatenate(
        (np.array(latin, np.int64), (codes[pairs].astype(np.int64) << 21) | codes[pairs + 1])
    )
    sentence = np.searchsorted(borders, at, side="right") - 1
    start, last = offsets[borders[:-1]], offsets[borders[1:] - 1] + 1
    limit = np.append(start[1:], len(text))
    closed = [_close(text, i, j) for i, j in zip(last.tolist(), limit.tolist(), strict=True)]
    figure = (codes >= ord("0")) & (codes <= ord("9"))
    # Blanks between Latin words are no sign of a table.
    cell_end = np.append(
        _gap_has(raw, _CELL_ENDS, offsets) & ((hanzi | figure)[:-1] | (hanzi | figure)[1:]), False
    )
    hanzi_in, figures_in, cells_in = (_per_sentence(what, borders) for what in (hanzi, figure, cell_end))
    size = np.diff(borders)
    prose = (cells_in * _CELL <= size) & (figures_in <= _FIGURES * size)
    return Sentences(start, np.array(closed, np.int64), hanzi_in, prose, sentence, term, folded)


def _per_sentence(what: npt.NDArray[np.bool_], borders: Positions) -> Positions:
    """How many characters of each sentence are of a kind."""
    counted: Positions = np.diff(np.concatenate(([0], np.cumsum(what)))[borders])
    return counted


def _close(text: str, last: int, limit: int) -> int:
    """The end of a sentence with the marks that close it."""
    found = _CLOSING.match(text, last, limit)
    return last if found is None else found.end()
