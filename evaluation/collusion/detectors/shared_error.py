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
from math import log2
from typing import Any

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, damped, place_json
from evaluation.collusion.leftovers import left_over
from evaluation.collusion.registry import detector
from evaluation.collusion.slips import Slip, slips
from evaluation.collusion.text import quoted as quotation
from evaluation.collusion.words import is_misspelling
from procurement.message import Message, msg

_USUAL_TEXT = 500_000
_MOST_TEXT = 20_000_000
_CONTEXT = 6
_FUNCTION = frozenset(
    "的地得应须将均已可会必我司方其该本此您贵乙甲投标人供应商采购单位公司一二三四五六七八九十百千万年月日无有不"
    "两个各每在与和及或等为被把对从到按是也又再并而以之于就才只请让给向由"
)
_HAN = 0x2E80


@detector("shared-error", family="text")
def shared_error(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share slips."""
    if len(case.bidders) < 2 or not 2 < len(context.stream.codes) < _MOST_TEXT:
        return
    # The more text there is, the more odd pairs two bids share by chance: one bit less for each doubling.
    by_chance = max(0.0, log2(len(context.stream.codes) / _USUAL_TEXT))
    by_owners: dict[tuple[int, ...], list[Slip]] = defaultdict(list)
    for slip in [*slips(context), *_departures(context)]:
        by_owners[slip.owners].append(slip)
    for owners, found in sorted(by_owners.items()):
        bidders = tuple(context.keys[owner] for owner in owners)
        # What most write may come from a form or a sheet that all were given.
        common = max(0, len(owners) - _few(len(case.bidders)))
        weights = []
        for kind in ("slip", "deviation"):
            number = sum(s.kind == kind for s in found)
            each = max(1.0, context.bits(f"error.{kind}") - by_chance - common)
            weights.append(min(damped([each] * number, 0.85), context.policy.most(f"error.{kind}")))
        shown = "、".join(f"{s.wrong}（{s.right}）" for s in found[:5])
        derivation: list[Message] = []
        for kind, bits in zip(("slip", "deviation"), weights, strict=True):
            if bits:
                number = sum(s.kind == kind for s in found)
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
                count=len(found),
                what=shown,
            )
            if len(bidders) == 2
            else msg(
                "Slips in these bids and nowhere else, %(count)s in all: %(what)s",
                count=len(found),
                what=shown,
            ),
            tuple(item for slip in found for item in _evidence(slip, context, bidders)),
            tuple(derivation),
            msg("A slip that comes from a common source, such as a product sheet, proves only that source"),
        )
    yield from left_over(case, context)


def _few(bidders: int) -> int:
    """How many bids may share a slip at its full weight: half of them, and two at least."""
    return max(2, bidders // 2)


def _evidence(slip: Slip, context: Context, bidders: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The slip in the first bid beside each of the others."""
    size = len(slip.wrong)
    first, *others = (
        place_json(context.stream.place(at, at + size), bidder)
        for at, bidder in zip(slip.places, bidders, strict=True)
    )
    for other in others:
        yield {"field": slip.kind, "value": slip.wrong, "expected": slip.right, "a": first, "b": other}


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
