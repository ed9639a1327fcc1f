"""What a detector reports, and what it is given besides the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from evaluation.collusion.alert import Case
from evaluation.collusion.makers import OF_MAKER, Makers
from evaluation.collusion.policy import Policy
from evaluation.collusion.rewording.bidders import Reworded, reworded
from evaluation.collusion.text.engine import Reuse, compare_stream
from evaluation.collusion.text.stream import Place, Stream, lay_out
from evaluation.reading.document import Document
from procurement.message import Message, msg

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign before it is numbered and levelled; the fields are those of :class:`~evaluation.collusion.alert.Alert`."""

    bidders: tuple[str, ...]
    bits: float
    summary: Message
    evidence: tuple[Mapping[str, Any], ...] = ()
    derivation: tuple[Message, ...] = ()
    limits: Message | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


class Context:
    """Policy and work that several detectors share, done once and only when asked for."""

    def __init__(self, case: Case, policy: Policy) -> None:
        self.case = case
        self.policy = policy
        self.keys = tuple(bidder.bidder for bidder in case.bidders)
        self.suspects: tuple[tuple[str, ...], ...] = ()
        """Groups of bidders that the detectors so far suggest; for those that run after the others."""

    @cached_property
    def stream(self) -> Stream:
        """The folded text of all bids; a bidder's index is its place in the case."""
        return lay_out([(i, d) for i, bidder in enumerate(self.case.bidders) for d in bidder.documents])

    @cached_property
    def tender_stream(self) -> Stream:
        """The folded text of the tender documents."""
        return lay_out([(0, d) for d in self.case.tender_documents])

    @cached_property
    def tender_text(self) -> str:
        """The folded characters of the tender documents."""
        return self.tender_stream.text(0, len(self.tender_stream.codes))

    @property
    def _known(self) -> tuple[Document, ...]:
        """What any bid may quote: the tender documents and the agency's model texts."""
        return (*self.case.tender_documents, *self.case.library)

    @cached_property
    def reuse(self) -> Reuse:
        """Shared passages between all bids."""
        return compare_stream(self.stream, lay_out([(0, d) for d in self._known]).codes)

    @cached_property
    def reworded(self) -> tuple[Reworded, ...]:
        """What two bids say in different words, beyond the shared passages."""
        return reworded(self.reuse, self._known)

    @cached_property
    def makers(self) -> Mapping[str, Makers]:
        """Where in each bid a maker speaks."""
        names = [b.spec.supplier.name for b in self.case.bidders if b.spec is not None]
        return {b.bidder: Makers(b.documents, names) for b in self.case.bidders}

    def of_maker(self, bits: float) -> float:
        """What remains of signs that one maker explains: no more than the policy leaves them together."""
        return min(bits, self.bits("maker.explained"))

    def bits(self, sign: str) -> float:
        """The policy's strength of a sign."""
        return self.policy.bits(sign)


Detect = Callable[[Case, Context], Iterable[Finding]]


def damped(values: Iterable[float], rate: float = 0.5) -> float:
    """The sum of dependent weights: the strongest counts in full, each further one ``rate`` times less."""
    return sum(value * rate**i for i, value in enumerate(sorted(values, reverse=True)))


def shared(values: Mapping[str, Iterable[K]]) -> dict[K, tuple[str, ...]]:
    """The values that more than one bidder has, each with its bidders in their order."""
    holders: dict[K, list[str]] = defaultdict(list)
    for bidder, own in values.items():
        for value in dict.fromkeys(own):
            holders[value].append(bidder)
    return {value: tuple(who) for value, who in holders.items() if len(who) > 1}


EXPLAINED_WITH = "explained_with"
"""Key of a finding's detail: the family of signs that one cause explains together with this one; see ``weighing``."""
_CROWD = 5
_OF_CROWD, _OF_ALL = 0.5, 0.25


def is_crowd(bidders: Sequence[str], case: Case) -> bool:
    """Whether so many share a thing that a third party explains it nearly as well: five or more, and half of all."""
    return len(bidders) >= _CROWD and 2 * len(bidders) >= len(case.bidders)


def is_everybody(bidders: Sequence[str], case: Case) -> bool:
    """Whether every bidder of five or more shares a thing: then it sets none of them apart."""
    return len(bidders) >= _CROWD and len(bidders) == len(case.bidders)


def crowd_share(bidders: Sequence[str], case: Case) -> float:
    """How much of its weight a sign keeps that this many share: a form, a maker or a gateway, or a ring of most bidders.

    One half where half of the bids or more have it, a quarter where all have; in full where fewer do.
    """
    return _OF_ALL if is_everybody(bidders, case) else _OF_CROWD if is_crowd(bidders, case) else 1.0


def crowd_steps(bidders: Sequence[str], case: Case) -> tuple[Message, ...]:
    """The step of a derivation that tells what :func:`crowd_share` did; none where it did nothing."""
    if is_everybody(bidders, case):
        return (msg("All bidders have it in common: counted a quarter"),)
    return (msg("Half of the bidders or more have it: counted half"),) if is_crowd(bidders, case) else ()


def maker_steps(bits: float) -> tuple[Message, ...]:
    """The step of a derivation that tells what one maker explains; none where it explains nothing."""
    if not bits:
        return ()
    return (
        msg("One maker explains what stands only in its letters, on its leaflets or beside its name: %(bits)s bits",
            bits=f"{bits:.3g}"),
    )  # fmt: skip


def maker_detail(bits: float) -> dict[str, float]:
    """What a finding tells ``weighing`` of the bits that one maker explains."""
    return {OF_MAKER: round(bits, 1)} if bits else {}


def set_aside(
    bidders: tuple[str, ...], items: Sequence[tuple[str, str]], label: Callable[[str], Message], why: Message
) -> Finding:
    """What bidders share and what is not counted, shown with the reason: a finding of no bits."""
    kind, value = items[0]
    return Finding(
        bidders,
        0.0,
        msg("Common to several, and not counted: %(what)s %(value)s", what=label(kind), value=value),
        tuple({"field": kind, "value": value, "bidders": list(bidders)} for kind, value in items),
        (why,),
        msg("If it was not handed in where many do, it is to be looked at like any other"),
    )


def set_aside_by_policy(
    items: Sequence[tuple[tuple[str, ...], tuple[str, str]]],
    context: Context,
    label: Callable[[str], Message],
) -> tuple[list[tuple[tuple[str, ...], tuple[str, str]]], list[Finding]]:
    """The items that count, and findings without weight for the values that the policy knows to be shared by many."""
    known = [(who, item) for who, item in items if context.policy.is_shared(item[1])]
    why = msg("The policy names it as shared by many: 0 bits")
    aside = [set_aside(who, common, label, why) for who, common in by_bidders(known).items()]
    return [item for item in items if item not in known], aside


def by_bidders(items: Iterable[tuple[tuple[str, ...], K]]) -> dict[tuple[str, ...], list[K]]:
    """What each set of bidders has in common."""
    grouped: dict[tuple[str, ...], list[K]] = defaultdict(list)
    for bidders, item in items:
        grouped[bidders].append(item)
    return dict(grouped)


def place_json(place: Place, bidder: str) -> dict[str, Any]:
    """A place in the form evidence has: document, page from 1, code points of the page's text, boxes in points."""
    page = place.document.page(place.page)
    box = page.box_between(place.start, place.end)
    return {
        "bidder": bidder,
        "document": place.document.name,
        "page": place.page,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "bbox": None if box is None else _rounded(box),
        "boxes": [_rounded(line) for line in page.boxes_between(place.start, place.end)],
    }


def _rounded(box: Sequence[float]) -> list[float]:
    return [round(float(x), 2) for x in box]
