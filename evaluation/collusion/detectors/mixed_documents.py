"""A bidder's name, code, telephone, staff or seal inside another's documents 投标文件相互混装.

Method: the name, USCC, contact numbers and staff of each structured bid are looked for in the other bids' documents,
on folded text, and in their marks of origin; so are its seals 公章, by the name on the ring or by their looks
(``evaluation.collusion.seals``).  One alert per bidder in whose documents another one is found.

Basis: 实施条例 Art. 40(5); 87号令 Art. 37(5).

Where the name stands decides what it weighs (``evaluation.collusion.mentions``): in full in the bidder's own place, on a running
header and in the marks of origin; ``mixed.name_as_partner`` where every mention is of a customer, a maker, a former employer or a
partner, or the bid states a contract with the firm; ``mixed.name_elsewhere`` otherwise, for each page that has it.  A code, a
number or staff only beside such a name weighs no more than the name.

Exclusions: what the tender documents name; names shorter than six characters; staff counts only when two or more
different names of three characters turn up.  A seal each print of which stands on a contract, an acceptance, or what was given
to the host by name (``evaluation.collusion.papers``) weighs as a partner's name.
Settings: ``mixed.*`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.detectors.people import people_of
from evaluation.collusion.finding import Context, Finding, damped, place_json
from evaluation.collusion.identity import is_common_name, plain
from evaluation.collusion.mentions import Standing, beside, standing
from evaluation.collusion.registry import detector
from evaluation.collusion.seals import Foreign, foreign_seals, place_of
from evaluation.collusion.text.fold import fold
from evaluation.collusion.text.stream import Place
from evaluation.reading.document import Document
from procurement.message import Message, msg

_MOST_PLACES = 5
_MOST_MENTIONS = 200
_LEAST_STAFF = 2
_SIGNS: dict[Standing, str] = {
    "own": "mixed.name",
    "elsewhere": "mixed.name_elsewhere",
    "partner": "mixed.name_as_partner",
}


class Match(NamedTuple):
    """What of a guest a host's documents have: its kind, the words, and the places, each with how they stand there."""

    kind: str
    term: str
    places: tuple[tuple[Place, Standing], ...]

    @property
    def standing(self) -> Standing:
        """The strongest of the places."""
        return min((how for _, how in self.places), key=list(_SIGNS).index)


def _label(kind: str, how: Standing = "own") -> Message:
    if how != "own" and kind in {"seal", "seal_alike"}:
        return msg("seal, each time on a contract or an authorisation")
    if kind == "name":
        return {
            "own": msg("name, in the bidder's own place"),
            "elsewhere": msg("name, neither in the bidder's own place nor clearly as a partner"),
            "partner": msg("name, each time as a customer, maker or partner"),
        }[how]
    return {
        "uscc": msg("supplier code"),
        "phone": msg("telephone number"),
        "staff": msg("staff"),
        "seal": msg("seal with the name read on it"),
        "seal_alike": msg("seal, by its looks or a name read in part"),
    }[kind]


@detector("mixed-documents", family="mixed")
def mixed_documents(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair (whose documents, who is named in them)."""
    texts, headers = _texts(context), _headers(case)
    stamped: dict[tuple[int, int], list[Foreign]] = {}
    for one in foreign_seals(case):
        stamped.setdefault((one.host, one.guest), []).append(one)
    for index, host in enumerate(case.bidders):
        for other, guest in enumerate(case.bidders):
            if other == index:
                continue
            seals = stamped.get((index, other), [])
            named = host.spec is not None and guest.spec is not None
            found = _found(texts[index], headers[index], host, guest, context) if named else []
            marked = _marked(host, guest) if named else []
            if found or marked or seals:
                yield _finding(host, guest, found, marked, seals, context)


def _finding(
    host: BidderMaterial,
    guest: BidderMaterial,
    found: list[Match],
    marked: list[tuple[str, str]],
    seals: list[Foreign],
    context: Context,
) -> Finding:
    weights, steps = [], []
    for kind in dict.fromkeys([match.kind for match in found] + (["name"] if marked else [])):
        of_this = [match for match in found if match.kind == kind]
        how: Standing = "own" if kind == "name" and marked else _strongest(of_this)
        weights.append(_weight(kind, how, of_this, context))
        steps.append(_label(kind, how))
    for kind, of_kind in (
        ("seal", [s for s in seals if s.sure]),
        ("seal_alike", [s for s in seals if not s.sure]),
    ):
        if not of_kind:
            continue
        papers = _is_buyer(host, guest) or all(seal.on_papers for seal in of_kind)
        sign = "mixed.name_as_partner" if papers else f"mixed.{kind}"
        weights.append(context.bits(sign) if papers else _of_kind(sign, len(of_kind), context))
        steps.append(_label(kind, "partner" if papers else "own"))
    evidence: list[dict[str, Any]] = []
    for match in found:
        for place, _ in match.places[:_MOST_PLACES]:
            evidence.append({"field": match.kind, "value": match.term, **place_json(place, host.bidder)})
    evidence += [
        {"field": "company", "value": value, "bidder": host.bidder, "document": d} for d, value in marked
    ]
    firm = guest.spec.supplier.name if guest.spec is not None else guest.bidder
    for seal in seals:
        evidence += _seal_evidence(seal, firm, host.bidder, guest.bidder)
    return Finding(
        tuple(b.bidder for b in context.case.bidders if b.bidder in (host.bidder, guest.bidder)),
        damped(weights, 0.3),
        msg(
            "The documents of %(host)s name %(guest)s: %(what)s",
            host=host.bidder,
            guest=guest.bidder,
            what=found[0].term if found else firm,
        )
        if found or marked
        else msg("The documents of %(host)s bear a seal of %(guest)s", host=host.bidder, guest=guest.bidder),
        tuple(evidence),
        tuple(
            msg("%(what)s: %(bits)s bits", what=step, bits=f"{bits:.3g}")
            for step, bits in zip(steps, weights, strict=True)
        ),
        msg("A bidder may name another as its supplier, customer or partner in an earlier contract"),
        {"host": host.bidder, "guest": guest.bidder},
    )


def _strongest(found: list[Match]) -> Standing:
    return min((match.standing for match in found), key=list(_SIGNS).index)


def _weight(kind: str, how: Standing, found: list[Match], context: Context) -> float:
    """The bits of one kind: in full in the bidder's own place, and else no more than the name weighs there."""
    sign = f"mixed.{kind}"
    full = _of_kind(sign, max(sum(match.standing == how for match in found), 1), context)
    if how == "own":
        return full
    pages = {(place.document.name, place.page) for match in found for place, _ in match.places}
    return min(full, _of_kind(_SIGNS[how], len(pages) if how == "elsewhere" else 1, context))


def _of_kind(sign: str, number: int, context: Context) -> float:
    return min(damped([context.bits(sign)] * number, 0.7), context.policy.most(sign))


def _seal_evidence(seal: Foreign, firm: str, host: str, guest: str) -> Iterator[dict[str, Any]]:
    """Each print beside one of the guest's own, where there is one."""
    for one in seal.prints[:_MOST_PLACES]:
        item: dict[str, Any] = {"field": "seal", "value": firm}
        if seal.text:
            item["read"] = f"{seal.text} ({seal.confidence:.0%})"
        if seal.own is not None:
            yield {**item, "a": place_of(seal.own, guest), "b": place_of(one, host)}
        else:
            yield {**item, **place_of(one, host)}


def _is_buyer(host: BidderMaterial, guest: BidderMaterial) -> bool:
    """Whether the host states a contract with the guest."""
    if host.spec is None or guest.spec is None:
        return False
    name, contracts = plain(guest.spec.supplier.name), host.spec.fields.get("contracts", [])
    return isinstance(contracts, list) and any(
        isinstance(c, dict) and plain(str(c.get("buyer", ""))) == name for c in contracts
    )


def _texts(context: Context) -> list[list[tuple[int, str]]]:
    """For each bidder, where each of its documents begins in the stream, and its folded text."""
    stream = context.stream
    ends = np.append(stream.document_start, len(stream.codes))[1:]
    texts: list[list[tuple[int, str]]] = [[] for _ in context.case.bidders]
    for owner, start, end in zip(
        stream.owner.tolist(), stream.document_start.tolist(), ends.tolist(), strict=True
    ):
        texts[owner].append((start, stream.text(start, end)))
    return texts


def _headers(case: Case) -> list[list[tuple[Place, str]]]:
    """For each bidder, each different running header and footer of its documents: where it first stands, and folded."""
    found: list[list[tuple[Place, str]]] = []
    for bidder in case.bidders:
        lines: dict[str, Place] = {}
        for document in bidder.documents:
            for page in document.pages:
                for start, end in page.furniture:
                    lines.setdefault(page.text[start:end], Place(document, page.number, start, end))
        found.append([(place, fold(line).text()) for line, place in lines.items()])
    return found


def _found(
    texts: list[tuple[int, str]],
    headers: list[tuple[Place, str]],
    host: BidderMaterial,
    guest: BidderMaterial,
    context: Context,
) -> list[Match]:
    """What of the guest is in the host's documents and not in the tender."""
    assert host.spec is not None
    assert guest.spec is not None
    supplier, own = guest.spec.supplier, host.spec.supplier
    terms = [("name", supplier.name), ("uscc", supplier.uscc)]
    terms += [("phone", contact.phone) for contact in supplier.contacts]
    staff = sorted({p.name for p in people_of(guest)})
    mine = {plain(p.name) for p in people_of(host)}
    terms += [
        ("staff", n) for n in staff if len(plain(n)) >= 3 and plain(n) not in mine and not is_common_name(n)
    ]
    same = {plain(t) for t in (own.name, own.uscc, *(c.phone for c in own.contacts))}
    buyer = _is_buyer(host, guest)
    found: list[Match] = []
    names: list[tuple[Place, Standing]] = []
    for kind, term in terms:
        wanted = plain(term)
        if len(wanted) < (3 if kind == "staff" else 6) or wanted in same or wanted in context.tender_text:
            continue
        if kind == "name" and wanted in plain(own.name):
            continue
        spots = [start + at for start, text in texts for at in _positions(text, wanted)][:_MOST_MENTIONS]
        places = [context.stream.place(start, start + len(wanted)) for start in spots]
        if kind == "name":
            places += [place for place, line in headers if wanted in line]
            found_here = names = [(place, _named_as(place, own.name, buyer=buyer)) for place in places]
        else:
            found_here = [(place, beside(place, names, own.name)) for place in places]
        if found_here:
            strongest_first = sorted(found_here, key=lambda item: list(_SIGNS).index(item[1]))
            found.append(Match(kind, term, tuple(strongest_first)))
    enough = sum(match.kind == "staff" for match in found) >= _LEAST_STAFF
    return [match for match in found if enough or match.kind != "staff"]


def _named_as(place: Place, host: str, *, buyer: bool) -> Standing:
    how = standing(place, host)
    if not buyer:
        return how
    # A stated contract explains the name, but on a form that is not the host's either.
    here = plain(place.document.page(place.page).text)
    return "own" if how == "own" and plain(host) not in here else "partner"


def _positions(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < _MOST_MENTIONS:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _marked(host: BidderMaterial, guest: BidderMaterial) -> list[tuple[str, str]]:
    """Files of the host whose author, editor or company is the guest's name."""
    assert guest.spec is not None
    wanted = plain(guest.spec.supplier.name)
    return [
        (d.name, value) for d in host.documents for value in _names(d) if value and plain(value) == wanted
    ]


def _names(document: Document) -> tuple[str, ...]:
    origin = document.origin
    return origin.company, origin.author, origin.last_editor, origin.title
