"""A new bid beside earlier bids of other firms, aligned exactly: passages with their places on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log2
from typing import Any

from evaluation.collusion.across.match import share_rare
from evaluation.collusion.across.prints import sampled
from evaluation.collusion.alert import BidderMaterial, EarlierBid, Recall
from evaluation.collusion.detectors.text_reuse import passage_bits
from evaluation.collusion.finding import Finding, damped, place_json
from evaluation.collusion.policy import Policy
from evaluation.collusion.text.engine import Reuse, compare_stream
from evaluation.collusion.text.passages import Passage, split_by_page
from evaluation.collusion.text.stream import lay_out
from evaluation.reading.document import Document
from procurement.message import msg

_RATE = 0.85
_MOST_PASSAGES = 40
_USUAL_PAIRS = 435


def passages(
    new: Sequence[Document], earlier: Sequence[EarlierBid], known: Sequence[Document]
) -> tuple[Reuse, list[list[Passage]]]:
    """What the new bid's documents share with each earlier bid; side ``a`` of a passage is the new bid."""
    owned = [(0, d) for d in new]
    owned += [(i, d) for i, bid in enumerate(earlier, 1) for d in bid.documents]
    said = lay_out([(0, d) for d in (*known, *(d for bid in earlier for d in bid.known))])
    reuse = compare_stream(lay_out(owned), said.codes)
    found: list[list[Passage]] = [[] for _ in earlier]
    for passage in reuse.passages:
        a, b = reuse.owner(passage.a0), reuse.owner(passage.b0)
        if a == 0 and b > 0:
            found[b - 1].append(passage)
    return reuse, found


def findings(
    new: BidderMaterial, recall: Recall, known: Sequence[Document], *, present: int, policy: Policy
) -> Iterator[Finding]:
    """One finding per firm whose earlier bid shares passages with the new one: that of its heaviest earlier bid.

    ``present`` is the number of present bidders.  The more one looks at, the more one finds by chance: where the
    other firm does not bid here, log2(1 + searched × present ÷ 435) bits are taken off (435 are the pairs of 30
    bidders, which the levels allow for).
    """
    reuse, shared = passages(new.documents, recall.earlier, known)
    searched = log2(1 + recall.searched * present / _USUAL_PAIRS)
    best: dict[str, Finding] = {}
    tenders: dict[str, set[str]] = {}
    for bid, own in zip(recall.earlier, shared, strict=True):
        finding = _finding(reuse, new.bidder, bid, own, recall.common, searched, policy)
        if finding is None:
            continue
        tenders.setdefault(bid.supplier, set()).add(bid.tender)
        if bid.supplier not in best or finding.bits > best[bid.supplier].bits:
            best[bid.supplier] = finding
    for supplier, finding in sorted(best.items()):
        yield replace(finding, detail={**finding.detail, "tenders": sorted(tenders[supplier])})


def _finding(
    reuse: Reuse,
    new: str,
    bid: EarlierBid,
    found: Sequence[Passage],
    common: frozenset[int],
    searched: float,
    policy: Policy,
) -> Finding | None:
    weighed = [(passage_bits(p.net * _rare(reuse, p, common)), p) for p in found]
    weighed = sorted(((w, p) for w, p in weighed if w > 0), key=lambda item: (-item[0], item[1].a0))
    here = bool(bid.bidder) and bid.bidder != new
    total = damped((w for w, _ in weighed), _RATE)
    most = policy.most("across.both_bid" if here else "across.other_firm")
    bits = min(total if here else total - searched, most)
    if bits <= 0:
        return None
    evidence: list[dict[str, Any]] = []
    for weight, passage in weighed[:_MOST_PASSAGES]:
        for left, right, similarity in split_by_page(reuse.stream, passage):
            other = place_json(right, bid.supplier) | {"tender": bid.tender}
            item = {"a": place_json(left, new), "b": other, "similarity": round(similarity, 4)}
            evidence.append(item | {"bits": round(weight, 1)})
    characters = sum(p.length for _, p in weighed)
    derivation = [
        msg("%(count)s passages, each further one counted 0.85 of the one before: %(bits)s bits",
            count=len(weighed), bits=f"{total:.1f}"),
    ]  # fmt: skip
    if not here:
        derivation.append(
            msg("Looked for among many earlier bids: %(bits)s bits less", bits=f"{searched:.1f}")
        )
    if bits == most:
        derivation.append(msg("No more than %(most)s bits for this kind of sign", most=f"{most:g}"))
    return Finding(
        (new, bid.bidder) if here else (new,),
        bits,
        msg("%(count)s passages shared with the bid of %(supplier)s in tender %(tender)s, %(characters)s characters in all",
            count=len(weighed), supplier=bid.supplier, tender=bid.tender, characters=characters),
        tuple(evidence),
        tuple(derivation),
        msg("Two firms may have paid the same writer, or taken the passage from the same third text; by itself this "
            "says nothing about an agreement in the present tender"),
        {"characters": characters, "tender": bid.tender, "supplier": bid.supplier, "bids_here": here},
    )  # fmt: skip


def _rare(reuse: Reuse, passage: Passage, common: frozenset[int]) -> float:
    prints, _at = sampled(reuse.stream.codes[passage.a0 : passage.a1])
    return share_rare(prints, common)
