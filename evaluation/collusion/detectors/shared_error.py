"""The same slip in two bids 错误一致: a wrong character, or the same departure from the tender's own wording.

Method: ``evaluation.collusion.slips`` (a wrong character that few bids have and the tender has not),
``evaluation.collusion.departures`` (a character, a number or a negation that two bids change alike inside text they quote from
the tender), ``evaluation.collusion.leftovers`` (what this tender cannot have given two bids: a wrong clause number, a wrong
sum, another's project, another firm in the bidder's place).  The tender is looked through first by each.

Basis: 实施条例 Art. 40(4); identical errors are evidence of it, unless the error stands in the tender document itself
(黔发改法规〔2024〕296号).

Exclusions: rare words and seams of two; words with two spellings in use; text recognised on scans; departures that mend a slip
of the tender, of function words (须 → 将) and of numbers that may be offered; whatever more bidders have.  In more than
500,000 characters a slip counts one bit less for each doubling, and one less for each bid beyond half of them that has it.
Settings: ``error.*`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import log2
from typing import Any

from evaluation.collusion.alert import Case
from evaluation.collusion.departures import departures
from evaluation.collusion.finding import Context, Finding, damped, place_json
from evaluation.collusion.leftovers import left_over
from evaluation.collusion.registry import detector
from evaluation.collusion.slips import Slip, slips
from procurement.message import Message, msg

_USUAL_TEXT = 500_000
_MOST_TEXT = 20_000_000


@detector("shared-error", family="text")
def shared_error(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share slips."""
    if len(case.bidders) < 2 or not 2 < len(context.stream.codes) < _MOST_TEXT:
        return
    # The more text there is, the more odd pairs two bids share by chance: one bit less for each doubling.
    by_chance = max(0.0, log2(len(context.stream.codes) / _USUAL_TEXT))
    by_owners: dict[tuple[int, ...], list[Slip]] = defaultdict(list)
    for slip in [*slips(context), *departures(context)]:
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
