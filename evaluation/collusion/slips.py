"""Wrong characters 错别字 that few bids share: pairs of Hanzi in which one was typed for another.

Whether a pair is a slip is a matter of two explanations.  Either the word meant, which differs in one character that is
commonly mistyped, was to stand there; or the pair is right: a rare word, or the seam of two.  ``odds`` compares
both by the dictionary, the statutes' pairs and the bids themselves.  The more text there is, the more rare pairs two bids
share by chance, so that more is asked of the odds.  What the statutes know as a pair of its own, and what the
dictionary knows as a word, has besides to be dwarfed by the word meant, or to be mended by the company it keeps: the
word meant stands elsewhere in this tender beside the same character.  So has a pair that grammar may make at any time
(``seams``).  Inside a phrase that bids have in common, which text reuse weighs already, more is asked of the odds too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evaluation.collusion.confusable import NEAR, USAGE
from evaluation.collusion.finding import Context
from evaluation.collusion.odds import odds
from evaluation.collusion.rarity.pairs import shipped
from evaluation.collusion.rarity.terms import TERMS
from evaluation.collusion.seams import alike, is_counted, joins
from evaluation.collusion.text.stream import Stream
from evaluation.collusion.words import frequency, is_misspelling, stands_alone

LEAST_ODDS = 9.0
USUAL_TEXT = 150_000
"""Characters of all bids up to which the least odds suffice."""
_A_DOUBLING = 1.3  # bits more that are asked of the odds: the more text, the more rare pairs two bids share
_A_BIDDER_MORE = (
    7.0  # bits more for each bid beyond two: what three write alike is a word of the trade as a rule
)
_UNUSED = 8.0  # bits more where the word meant is not common in this tender
_OF_A_WORD = 3.0  # bits more that are asked where the dictionary knows what stands as a word
_DWARFED = 150  # times as often in the statutes
_RARE_WORD, _KNOWN_WORD = (
    40,
    100,
)  # times as often in the dictionary, for a pair the statutes do not have, or have
_MENDED_ODDS = 3.0
_A_WORD = 20  # times the dictionary has met what is simply a word
_OVERWHELMING = 15  # times as often as what two bids have in its place
_OFTEN, _SOURCES = 5, 3
_SELDOM = 3  # times in one bid
_RING = 4
_AROUND = 10
_MOST_PLACES = 60  # a pair that stands oftener, mostly over seams (支付合同), is left out
_GOES_WITH = 8  # times as often beside the word meant as elsewhere
_LOOKED_AT = 8
_NEAR_CODES = np.array(sorted(ord(c) for c in NEAR), np.uint32)
_NUMERALS = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟")
_PHRASE = 6  # characters round a pair that are the same in all bids: it is part of a phrase they share
_OF_A_PHRASE = 2.0  # bits more that are asked of the odds there, unless the word meant keeps the same company
_TENDER = -1
_HAN = 0x2E80

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slip:
    """What both wrote, what was likely meant, and where it stands: one position in the stream for each bidder, in order."""

    kind: str
    wrong: str
    right: str
    owners: tuple[int, ...]
    places: tuple[int, ...]


class Clause(NamedTuple):
    """The words round a pair, up to the next punctuation, and where in them it begins."""

    text: str
    at: int


def slips(context: Context) -> Iterator[Slip]:
    """Every pair that few bids have, that the tender does not have, and that is likelier a slip than right."""
    words = _Words(context)
    low = np.minimum.reduceat(words.owner[words.order], words.begin)
    high = np.maximum.reduceat(words.owner[words.order], words.begin)
    left, right = (words.words >> np.uint64(32)).astype(np.uint32), words.words.astype(np.uint32)
    doubtful = (words.count >= 2) & (words.count <= _MOST_PLACES) & (high >= 0) & (low != high)
    doubtful &= (left >= _HAN) & (right >= _HAN) & (np.isin(left, _NEAR_CODES) | np.isin(right, _NEAR_CODES))
    taken: set[tuple[int, ...]] = set()
    for index in np.flatnonzero(doubtful).tolist():
        wrong = chr(int(left[index])) + chr(int(right[index]))
        found = _meant(context, words, wrong, words.places(index))
        if found is None:
            continue
        meant, position, typed = found
        owners, at = np.unique(words.owner[typed], return_index=True)
        spots = tuple((typed + position).tolist())
        if spots not in taken:
            taken.add(spots)
            yield Slip("slip", wrong, meant, tuple(owners.tolist()), tuple(typed[at].tolist()))


def _most(bidders: int) -> int:
    """How many bids may share a slip before it is a habit: four, one of them short of all; but all of two or three."""
    return bidders if bidders <= 3 else min(_RING, bidders - 1)


def _bigrams(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    pairs = (codes[:-1].astype(np.uint64) << np.uint64(32)) | codes[1:].astype(np.uint64)
    pairs[(codes[:-1] == 0) | (codes[1:] == 0)] = 0
    return pairs


def _owners(stream: Stream) -> npt.NDArray[np.int32]:
    lengths = np.diff(np.append(stream.document_start, len(stream.codes)))
    owner = np.repeat(stream.owner, lengths).astype(np.int32)
    return np.concatenate((np.full(len(stream.codes) - len(owner), _TENDER - 1, np.int32), owner))


class _Words:
    """All pairs of neighbouring characters in bids and tender: how often each stands where, and in whose text."""

    def __init__(self, context: Context) -> None:
        self.codes = np.concatenate((context.stream.codes, context.tender_stream.codes))
        bids, asked = _bigrams(context.stream.codes), _bigrams(context.tender_stream.codes)
        # The pair over the border between them is none; it keeps places and codes in step.
        pairs = np.concatenate((bids, np.zeros(1, np.uint64), asked))
        self.owner = np.concatenate(
            (_owners(context.stream)[:-1], np.full(1 + len(asked), _TENDER, np.int32))
        )
        self.order = np.argsort(pairs, kind="stable")
        ranked = pairs[self.order]
        self.begin = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
        self.words, self.count = ranked[self.begin], np.diff(np.append(self.begin, len(ranked)))

    def places(self, rank: int) -> Places:
        """Where the pair of this rank stands; places beyond the bids are in the tender."""
        return self.order[self.begin[rank] : self.begin[rank] + self.count[rank]]

    def of(self, pair: str) -> Places:
        """Where a pair stands."""
        key = np.uint64((ord(pair[0]) << 32) | ord(pair[1]))
        at = int(np.searchsorted(self.words, key))
        if at == len(self.words) or self.words[at] != key:
            return np.zeros(0, np.int64)
        return self.places(at)

    def times(self, character: int) -> int:
        """How often a character stands anywhere."""
        first = np.uint64(character << 32)
        begin, end = np.searchsorted(self.words, (first, first + np.uint64(1 << 32)))
        return int(self.count[begin:end].sum())

    def around(self, place: int) -> Clause:
        """The folded characters round a place, in the tender too."""
        start = max(place - _AROUND, 0)
        text = "".join(chr(c) if c else " " for c in self.codes[start : place + 2 + _AROUND].tolist())
        return Clause(text, place - start)


def _meant(context: Context, words: _Words, wrong: str, places: Places) -> tuple[str, int, Places] | None:
    """The word that was likely meant, which of its characters is wrong, and where few bids have it as a unit."""
    if wrong in USAGE or wrong in TERMS or set(wrong) & _NUMERALS or is_counted(wrong, 0):
        return None
    options = [option for option in _options(wrong) if _weighs(words, wrong, option[0])]
    if not options:
        return None
    bidders = len(context.case.bidders)
    asked_for = places >= len(context.stream.codes)
    if any(stands_alone(*words.around(place)) for place in places[asked_for].tolist()):
        return None
    typed, clauses = _units(context.stream, places[~asked_for])
    owners = len(np.unique(words.owner[typed]))
    if not 2 <= owners <= _most(bidders) or len(typed) > _SELDOM * owners:
        return None
    if any(is_counted(*clause) for clause in clauses):
        return None
    free = any(joins(*clause) for clause in clauses)
    phrase = _is_phrase(clauses, words.owner[typed].tolist())
    asked = LEAST_ODDS + _A_DOUBLING * max(0.0, log2(max(len(context.stream.codes), 1) / USUAL_TEXT))
    asked += 2 * log2(1 + shipped().seen(wrong)) + (_OF_A_WORD if frequency(wrong) else 0.0)
    asked += _A_BIDDER_MORE * (owners - 2)
    best: tuple[float, str, int] | None = None
    for meant, position in options:
        confirmed = (free or phrase) and _in_company(words, meant, clauses)
        if free and not confirmed:
            continue
        weight = odds(wrong, meant, _used(words, meant))
        least = asked if _is_used(words, meant, bidders) else asked + _UNUSED
        least += _OF_A_PHRASE if phrase and not confirmed else 0.0
        if (_is_rare(wrong, meant) and weight >= least) or (
            weight >= _MENDED_ODDS
            and _mended(words, wrong, meant, clauses, bidders, apart=owners == 2 and not phrase)
        ):
            best = max(best or (weight, meant, position), (weight, meant, position))
    return None if best is None else (best[1], best[2], typed)


def _is_phrase(clauses: Sequence[Clause], owners: Sequence[int]) -> bool:
    """Whether the bids have the pair within the same words only; in other words as well it is no part of a phrase."""
    found = combinations(zip(clauses, owners, strict=True), 2)
    return all(a == b or alike(one, other) >= _PHRASE for (one, a), (other, b) in found)


def _options(wrong: str) -> Iterator[tuple[str, int]]:
    """The words of the dictionary that differ in one character which is mistyped for the one that stands."""
    for position in (0, 1):
        for other in NEAR.get(wrong[position], ()):
            meant = other + wrong[1] if position == 0 else wrong[0] + other
            if frequency(meant) > 2 * frequency(wrong):
                yield meant, position


def _weighs(words: _Words, wrong: str, meant: str) -> bool:
    """A quick look: whether the word meant is common enough, in the language or here, for more to be worth while."""
    return _is_rare(wrong, meant) or _is_common_here(words, wrong, meant)


def _is_rare(wrong: str, meant: str) -> bool:
    """Whether what stands is next to nothing beside what was meant, in the statutes and in the dictionary."""
    known = shipped().seen(wrong)
    if known and shipped().seen(meant) < _DWARFED * known:
        return False
    times = _KNOWN_WORD if known else _RARE_WORD
    return frequency(wrong) < _A_WORD and frequency(meant) >= times * frequency(wrong)


def _is_used(words: _Words, meant: str, bidders: int) -> bool:
    """Whether this tender has the word meant often, and in several texts."""
    places = words.of(meant)
    return len(places) >= _OFTEN and len(np.unique(words.owner[places])) >= min(_SOURCES, bidders)


def _is_common_here(words: _Words, wrong: str, meant: str) -> bool:
    """Whether this tender has the word meant often, and the statutes do not know the other."""
    return not shipped().seen(wrong) and len(words.of(meant)) >= _OFTEN and is_misspelling(wrong, meant)


def _mended(
    words: _Words, wrong: str, meant: str, clauses: Sequence[Clause], bidders: int, *, apart: bool
) -> bool:
    """Whether the word meant is common in this tender and goes there with a character that stands here beside the other.

    Of exactly two bids, with the pair in words of their own (``apart``), that the whole tender has the word meant, and
    overwhelmingly, is enough.
    """
    places = words.of(meant)
    if not _is_common_here(words, wrong, meant) or len(places) < 5 * len(clauses):
        return False
    if not _is_used(words, meant, bidders):
        return False
    if apart and len(places) >= _OVERWHELMING * len(clauses):
        return True
    return _in_company(words, meant, clauses)


def _in_company(words: _Words, meant: str, clauses: Sequence[Clause]) -> bool:
    """Whether the word meant goes, in this tender, with a character that stands here beside the other."""
    places = words.of(meant)
    for step, neighbours in (
        (-1, {text[at - 1] for text, at in clauses if at}),
        (2, {text[at + 2] for text, at in clauses if at + 2 < len(text)}),
    ):
        beside = words.codes[np.clip(places + step, 0, len(words.codes) - 1)]
        for neighbour in neighbours:
            together = int(np.count_nonzero(beside == ord(neighbour)))
            elsewhere = (words.times(ord(neighbour)) - together) / len(words.codes)
            if together >= 2 and together / len(places) >= _GOES_WITH * elsewhere:
                return True
    return False


def _used(words: _Words, meant: str) -> float:
    """The share of this tender's pairs that are the word meant, as a word of its own in most places looked at."""
    places = words.of(meant)
    if not len(places):
        return 0.0
    looked = places[:: max(len(places) // _LOOKED_AT, 1)][:_LOOKED_AT].tolist()
    alone = sum(stands_alone(*words.around(place)) for place in looked)
    return len(places) / len(words.codes) if 2 * alone > len(looked) else 0.0


def _units(stream: Stream, places: Places) -> tuple[Places, list[Clause]]:
    """The places at which the two characters are a unit of typed text, each with its clause.

    Left out are those with punctuation between the two, those inside a longer word or over the seam of two, and text that
    was recognised on a scan: the recogniser's slips are the same for the same picture.
    """
    typed, clauses = [], []
    for place in places.tolist():
        if stream.page_breaks(place, place + 2):
            continue
        here = stream.place(place, place + 2)
        page = here.document.page(here.page)
        between = "".join(page.text[here.start : here.end].split())
        if len(between) != 2 or page.source == "ocr":
            continue
        if any(start <= here.start < end for start, end, _ in page.ocr_lines):
            continue
        before = _last_words("".join(page.text[max(here.start - 3 * _AROUND, 0) : here.start].split()))
        after = _first_words("".join(page.text[here.end : here.end + 3 * _AROUND].split()))
        clause = Clause(before + between + after, len(before))
        if stands_alone(*clause):
            typed.append(place)
            clauses.append(clause)
    return np.array(typed, np.int64), clauses


def _last_words(text: str) -> str:
    return _first_words(text[::-1])[::-1]


def _first_words(text: str) -> str:
    """What stands before the first mark that is no letter or digit, ten characters at most."""
    end = next((i for i, c in enumerate(text[:_AROUND]) if not c.isalnum()), _AROUND)
    return text[:end]
