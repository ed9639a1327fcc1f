"""The same slip in two bids 错误一致: a wrong character, or the same departure from the tender's own wording.

Method, slips: a pair of characters that stands in two bids (up to four, but never in all, unless there are only two
or three) and not in the tender, which becomes one that the tender or several bids use often when one
character is replaced by one it is commonly mistyped for.  A pair
inside a longer word or over the seam of two words (台首 in 平台首页) is left out; the written pair must be no word of the
dictionary or a rare one (调式), the mended one a commoner word, and then five times as frequent here.
Method, departures: inside text that both bids quote from the tender, one or two characters that both changed in the
same way while the other bids kept them; of three bidders, all three may have changed them.

Basis: 实施条例 Art. 40(4); identical errors are evidence of it, unless the error stands in the tender document itself
(黔发改法规〔2024〕296号).

Exclusions: words with two spellings in use; departures that mend a slip of the tender; departures of function words (须 → 将) and of numbers; whatever more
bidders have.  Besides, what this tender cannot have given two bids (``evaluation.collusion.leftovers``): the same wrong
clause number, the name of another organisation's project, another firm in the bidder's place.  In more than 500,000 characters a slip counts one bit less for each doubling, and one less for each bid
beyond half of them that has it.  Settings: ``error.*`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.collusion.alert import Case
from evaluation.collusion.confusable import NEAR, USAGE
from evaluation.collusion.finding import Context, Finding, damped, place_json
from evaluation.collusion.leftovers import left_over
from evaluation.collusion.registry import detector
from evaluation.collusion.text import quoted as quotation
from evaluation.collusion.words import frequency, is_misspelling, stands_alone
from procurement.message import Message, msg

_OFTEN = 5
_SOURCES = 3
_SELDOM = 3  # times in one bid
_RING = 4
_CONTEXT = 6
_USUAL_TEXT = 500_000
_MOST_TEXT = 20_000_000
_FUNCTION = frozenset(
    "的地得应须将均已可会必我司方其该本此您贵乙甲投标人供应商采购单位公司一二三四五六七八九十百千万年月日无有不"
    "两个各每在与和及或等为被把对从到按是也又再并而以之于就才只请让给向由"
)
# Beside numerals and particles any character may stand: 一册, 一策; 留在, 流在.
_LOOSE = frozenset("一二两三四五六七八九十百千万每各个几的地得了在与和及或等之于")
_NEAR_CODES = np.array(sorted(ord(c) for c in NEAR), np.uint32)
_SEGMENT = 10
_TENDER = -1
_HAN = 0x2E80


@dataclass(frozen=True, slots=True)
class Slip:
    """What both wrote, what was likely meant, and where it stands: one position in the stream for each bidder, in order."""

    kind: str
    wrong: str
    right: str
    owners: tuple[int, ...]
    places: tuple[int, ...]


@detector("shared-error", family="text")
def shared_error(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share slips."""
    if len(case.bidders) < 2 or not 2 < len(context.stream.codes) < _MOST_TEXT:
        return
    # The more text there is, the more odd pairs two bids share by chance: one bit less for each doubling.
    by_chance = max(0.0, log2(len(context.stream.codes) / _USUAL_TEXT))
    by_owners: dict[tuple[int, ...], list[Slip]] = defaultdict(list)
    for slip in [*_slips(context), *_departures(context)]:
        by_owners[slip.owners].append(slip)
    for owners, slips in sorted(by_owners.items()):
        bidders = tuple(context.keys[owner] for owner in owners)
        # What most write may come from a form or a sheet that all were given.
        common = max(0, len(owners) - _few(len(case.bidders)))
        weights = []
        for kind in ("slip", "deviation"):
            number = sum(s.kind == kind for s in slips)
            each = max(1.0, context.bits(f"error.{kind}") - by_chance - common)
            weights.append(min(damped([each] * number, 0.85), context.policy.most(f"error.{kind}")))
        shown = "、".join(f"{s.wrong}（{s.right}）" for s in slips[:5])
        derivation: list[Message] = []
        for kind, bits in zip(("slip", "deviation"), weights, strict=True):
            if bits:
                number = sum(s.kind == kind for s in slips)
                derivation.append(
                    msg(
                        "Wrong characters that no other bid has, %(count)s in all: %(bits)s bits",
                        count=number,
                        bits=f"{bits:.1f}",
                    )
                    if kind == "slip"
                    else msg(
                        "Equal departures from the tender's wording, %(count)s in all: %(bits)s bits",
                        count=number,
                        bits=f"{bits:.1f}",
                    )
                )
        if common:
            derivation.append(
                msg("More than half of the bids have them: each counts %(bits)s bits less", bits=common)
            )
        yield Finding(
            bidders,
            damped(weights, 0.7),
            msg(
                "Slips in both bids and nowhere else, %(count)s in all: %(what)s",
                count=len(slips),
                what=shown,
            )
            if len(bidders) == 2
            else msg(
                "Slips in these bids and nowhere else, %(count)s in all: %(what)s",
                count=len(slips),
                what=shown,
            ),
            tuple(item for slip in slips for item in _evidence(slip, context, bidders)),
            tuple(derivation),
            msg("A slip that comes from a common source, such as a product sheet, proves only that source"),
        )
    yield from left_over(case, context)


def _few(bidders: int) -> int:
    """How many bids may share a slip at its full weight: half of them, and two at least."""
    return max(2, bidders // 2)


def _most(bidders: int) -> int:
    """How many bids may share a slip before it is a habit: four, one of them short of all; but all of two or three."""
    return bidders if bidders <= 3 else min(_RING, bidders - 1)


def _evidence(slip: Slip, context: Context, bidders: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The slip in the first bid beside each of the others."""
    size = len(slip.wrong)
    first, *others = (
        place_json(context.stream.place(at, at + size), bidder)
        for at, bidder in zip(slip.places, bidders, strict=True)
    )
    for other in others:
        yield {"field": slip.kind, "value": slip.wrong, "expected": slip.right, "a": first, "b": other}


def _owners(context: Context) -> npt.NDArray[np.int32]:
    stream = context.stream
    lengths = np.diff(np.append(stream.document_start, len(stream.codes)))
    owner = np.repeat(stream.owner, lengths).astype(np.int32)
    return np.concatenate((np.full(len(stream.codes) - len(owner), _TENDER - 1, np.int32), owner))


def _bigrams(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    pairs = (codes[:-1].astype(np.uint64) << np.uint64(32)) | codes[1:].astype(np.uint64)
    pairs[(codes[:-1] == 0) | (codes[1:] == 0)] = 0
    return pairs


class _Words:
    """All pairs of neighbouring characters in bids and tender: how often each stands where, and in whose text."""

    def __init__(self, context: Context) -> None:
        self.codes = context.stream.codes
        bids, asked = _bigrams(self.codes), _bigrams(context.tender_stream.codes)
        self.owner = np.concatenate((_owners(context)[:-1], np.full(len(asked), _TENDER, np.int32)))
        pairs = np.concatenate((bids, asked))
        self.order = np.argsort(pairs, kind="stable")
        ranked = pairs[self.order]
        self.begin = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
        self.words, self.count = ranked[self.begin], np.diff(np.append(self.begin, len(ranked)))

    def rank(self, first: int, second: int) -> int | None:
        """The index of a pair; ``None`` when it stands nowhere."""
        key = np.uint64((first << 32) | second)
        at = int(np.searchsorted(self.words, key))
        return at if at < len(self.words) and self.words[at] == key else None

    def often(self, first: int, second: int) -> int:
        """How often a pair stands anywhere."""
        at = self.rank(first, second)
        return 0 if at is None else int(self.count[at])

    def places(self, rank: int) -> npt.NDArray[np.int64]:
        """Where a pair stands; places beyond the bids are in the tender."""
        return self.order[self.begin[rank] : self.begin[rank] + self.count[rank]]


def _slips(context: Context) -> Iterator[Slip]:
    words = _Words(context)
    low = np.minimum.reduceat(words.owner[words.order], words.begin)
    high = np.maximum.reduceat(words.owner[words.order], words.begin)
    left, right = (words.words >> np.uint64(32)).astype(np.uint32), words.words.astype(np.uint32)
    few = _most(len(context.case.bidders))
    sources = min(_SOURCES, len(context.case.bidders))
    doubtful = (words.count >= 2) & (words.count <= few * _SELDOM) & (low >= 0) & (low != high)
    doubtful &= (left >= _HAN) & (right >= _HAN) & (np.isin(left, _NEAR_CODES) | np.isin(right, _NEAR_CODES))
    taken: set[tuple[int, ...]] = set()
    for index in np.flatnonzero(doubtful).tolist():
        places = words.places(index)
        who = words.owner[places]
        owners, at = np.unique(who, return_index=True)
        if len(owners) > few:
            continue
        meant, position = _meant(words, int(left[index]), int(right[index]), places, sources)
        spots = tuple((places + position).tolist())
        if meant and spots not in taken:
            taken.add(spots)
            wrong = chr(int(left[index])) + chr(int(right[index]))
            yield Slip("slip", wrong, meant, tuple(owners.tolist()), tuple(places[at].tolist()))


def _meant(
    words: _Words, left: int, right: int, places: npt.NDArray[np.int64], sources: int
) -> tuple[str, int]:
    """The word often used, in ``sources`` texts at least, that differs in one character of a commonly mistyped pair, and which character."""
    wrong = chr(left) + chr(right)
    if wrong in USAGE:
        return "", 0
    text, near = words.codes, _SEGMENT
    for place in places.tolist():
        start = max(place - near, 0)
        around = "".join(chr(c) if c else " " for c in text[start : place + 2 + near].tolist())
        if not stands_alone(around, place - start):
            return "", 0
    best, most, where = "", _OFTEN - 1, 0
    if frequency(wrong):
        most = max(most, 5 * len(places) - 1)
    for position in (0, 1):
        if wrong[1 - position] in _LOOSE:
            continue
        for other in NEAR.get(wrong[position], ()):
            meant = other + wrong[1] if position == 0 else wrong[0] + other
            rank = words.rank(ord(meant[0]), ord(meant[1]))
            if rank is None or words.count[rank] <= most or not is_misspelling(wrong, meant):
                continue
            if len(np.unique(words.owner[words.places(rank)])) >= sources:
                best, most, where = meant, int(words.count[rank]), position
    return best, where


def _departures(context: Context) -> Iterator[Slip]:
    reuse, stream = context.reuse, context.stream
    said = quotation.covered(len(stream.codes), reuse.said)
    begin, end = quotation.runs(reuse.quoted & ~said)
    short = end - begin <= 2
    most = 3 if len(context.case.bidders) == 3 else 2
    spots: dict[tuple[str, str, str], dict[int, int]] = defaultdict(dict)
    for start, stop in zip(begin[short].tolist(), end[short].tolist(), strict=True):
        changed = stream.text(start, stop)
        if set(changed) & _FUNCTION or any(ord(c) < _HAN for c in changed):
            continue
        before, after = stream.text(max(start - _CONTEXT, 0), start), stream.text(stop, stop + _CONTEXT)
        spots[before, changed, after].setdefault(reuse.owner(start), start)
    for (before, changed, after), places in spots.items():
        if not 2 <= len(places) <= most:
            continue
        asked = _asked(context.tender_text, before, after, len(changed))
        if (
            asked
            and asked != changed
            and not set(asked) & _FUNCTION
            and not _mends(before, asked, changed, after)
        ):
            owners = tuple(sorted(places))
            yield Slip("deviation", changed, asked, owners, tuple(places[owner] for owner in owners))


def _mends(before: str, asked: str, changed: str, after: str) -> bool:
    """Whether the tender has a slip there that the change puts right; whoever quotes with care does that."""
    if len(asked) != len(changed):
        return False
    wrong, right = before[-1:] + asked + after[:1], before[-1:] + changed + after[:1]
    return any(is_misspelling(wrong[i : i + 2], right[i : i + 2]) for i in range(len(wrong) - 1))


def _asked(text: str, before: str, after: str, size: int) -> str:
    """What the tender has between two contexts, if it has as many characters there."""
    at = text.find(before)
    while at >= 0:
        middle = at + len(before)
        if text.startswith(after, middle + size):
            return text[middle : middle + size]
        at = text.find(before, at + 1)
    return ""
