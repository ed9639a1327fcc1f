"""Passages that two bids share and the tender does not have 投标文件异常一致.

Method: all bids are compared at once at the level of characters (``evaluation.collusion.text``); what the tender
documents say is taken out first; edits of up to about one character in six are followed.  What is changed more is found
by its rare terms (``evaluation.collusion.rewording``) and marked as reworded.  One alert per pair of bidders, with
every passage and its exact place on both sides.

Weight: two firms may share a passage because both took it from a third text, and the chance of that falls about with
a power of its length: a passage of w characters (net of edits, quoted ones not counted, weighed by rarity: how many bidders
have it, ``evaluation.collusion.rarity`` for what everybody writes, earlier bids) gives 1.6 × log2(w ÷ 16) bits, a reworded one half of that.  Passages of one pair are dependent (one common source explains many), so that each further
one counts 0.9 of the one before.  Passages that stand in a maker's letter or on its leaflets (``makers``) on both sides weigh no more than
``maker.explained``, all together.

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4).  Exclusions: the tender documents' words; n-grams that stand in many
bids; running headers and footers.  Settings: ``text.most``, ``text.most_without_tender``, ``text.reworded`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log2
from typing import Any

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, damped, maker_detail, maker_steps, place_json
from evaluation.collusion.rarity.weigh import rarity
from evaluation.collusion.registry import detector
from evaluation.collusion.rewording import evidence as rewording
from evaluation.collusion.rewording.bidders import Reworded
from evaluation.collusion.text.engine import Reuse
from evaluation.collusion.text.passages import Passage, split_by_page
from evaluation.collusion.text.share import Shares
from procurement.message import Message, msg

_PER_DOUBLING = 1.6
_NOTHING = 16.0
_RATE = 0.9


def passage_bits(weight: float) -> float:
    """Bits of one passage of this many rare, unquoted, agreeing characters."""
    return max(0.0, _PER_DOUBLING * log2(weight / _NOTHING)) if weight > 0 else 0.0


@detector("text-reuse", family="text")
def text_reuse(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair of bidders that share at least one passage, in the same words or in others."""
    reuse = context.reuse
    by_pair: dict[tuple[int, int], tuple[list[Passage], list[Reworded]]] = defaultdict(lambda: ([], []))
    for passage in reuse.passages:
        by_pair[reuse.owner(passage.a0), reuse.owner(passage.b0)][0].append(passage)
    for other in context.reworded:
        by_pair[other.bidders][1].append(other)
    shares = Shares(reuse)
    earlier = {recall.bidder: recall.common for recall in case.recalls}
    with_tender = bool(case.tender_documents)
    most = context.policy.most("text.most" if with_tender else "text.most_without_tender")
    for (first, second), (passages, others) in sorted(by_pair.items()):
        a, b = context.keys[first], context.keys[second]
        passages.sort(key=lambda p: (p.a0, p.b0))
        common = earlier.get(a, frozenset()) | earlier.get(b, frozenset())
        weights = [passage_bits(p.net * rarity(reuse, p, common)) for p in passages]
        theirs = [_of_maker(passage, reuse, context, a, b) for passage in passages]
        explained = context.of_maker(
            damped((w for w, known in zip(weights, theirs, strict=True) if known), _RATE)
        )
        alike, told_anew = (
            damped((w for w, known in zip(weights, theirs, strict=True) if not known), _RATE),
            rewording.together(others, context.policy.most("text.reworded")),
        )
        derivation = [*_derivation(passages, alike, sum(theirs)), *maker_steps(explained)] if passages else []
        if others:
            derivation.append(rewording.derivation(others, told_anew))
        if alike + told_anew > most:
            derivation.append(msg("No more than %(most)s bits for this kind of sign", most=f"{most:g}"))
        if not with_tender:
            derivation.append(
                msg("No tender document was given, so a shared quotation cannot be told from copying")
            )
        yield Finding(
            (a, b),
            min(alike + told_anew, most) + explained,
            _summary(passages, others),
            (*_evidence(reuse, passages, weights, a, b), *rewording.evidence(others, a, b)),
            tuple(derivation),
            msg("Two bidders may have taken the passage from the same third text, such as a product manual"),
            {**shares.of(first, second, passages), **maker_detail(explained)},
        )


def _of_maker(passage: Passage, reuse: Reuse, context: Context, a: str, b: str) -> bool:
    """Whether a passage is a maker's on both sides, on each page of it."""
    return all(
        context.makers[key].says(place.document.name, place.page, place.start, place.end)
        for left, right, _ in split_by_page(reuse.stream, passage)
        for key, place in ((a, left), (b, right))
    )


def _summary(passages: Sequence[Passage], others: Sequence[Reworded]) -> Message:
    characters = sum(p.length for p in passages)
    if not others:
        return msg(
            "%(count)s passages shared beyond the tender document, %(characters)s characters in all",
            count=len(passages),
            characters=characters,
        )
    if not passages:
        return msg(
            "%(count)s passages say the same beyond the tender document in other words", count=len(others)
        )
    return msg(
        "%(count)s passages shared beyond the tender document, %(characters)s characters in all, and %(others)s reworded",
        count=len(passages),
        characters=characters,
        others=len(others),
    )


def _derivation(passages: Sequence[Passage], bits: float, of_maker: int) -> list[Message]:
    longest = msg(
        "Longest passage: %(length)s characters; w characters that are not common wording give 1.6 × log2(w ÷ 16) bits",
        length=max(p.length for p in passages),
    )
    counted = msg(
        "%(count)s passages, each further one counted 0.9 of the one before: %(bits)s bits",
        count=len(passages) - of_maker,
        bits=f"{bits:.1f}",
    )
    return [longest] if of_maker == len(passages) else [longest, counted]


def _evidence(
    reuse: Reuse, passages: Sequence[Passage], weights: Sequence[float], a: str, b: str
) -> list[dict[str, Any]]:
    return [
        {
            "a": place_json(left, a),
            "b": place_json(right, b),
            "similarity": round(similarity, 4),
            "bits": round(weight, 1),
        }
        for passage, weight in zip(passages, weights, strict=True)
        for left, right, similarity in split_by_page(reuse.stream, passage)
    ]
