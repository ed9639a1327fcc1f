"""The same telephone, e-mail or address in two bids 联系方式一致.

Method: numbers and addresses from the structured bid, and those found in the documents.  Phones are compared as
digits, e-mails in lower case, postal addresses by fuzzy likeness (rapidfuzz) when both name a house number.  One
alert per set of bidders.

Basis: 实施条例 Art. 40(2); 87号令 Art. 37(3).

Exclusions: what the tender documents state (the buyer's and the agency's numbers); service numbers (400, 95…); public
mail domains.  Numbers and addresses that at least five bidders, and half of all, print, such as a manufacturer's, count
half, and a quarter where all print them; what all of them print only where a maker speaks (``makers``) weighs no more than
``maker.explained``; what the policy names as shared by many is shown and not counted.
Settings: ``contact.*`` of the policy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz import fuzz

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import (
    Context,
    Finding,
    by_bidders,
    crowd_share,
    crowd_steps,
    damped,
    is_crowd,
    maker_detail,
    maker_steps,
    set_aside_by_policy,
    shared,
)
from evaluation.collusion.identity import addresses, emails, own_mail_domain, phones, plain
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import Message, msg

Mark = tuple[str, str]
_ALIKE = 92.0


def _label(kind: str) -> Message:
    return {
        "phone": msg("telephone number"),
        "email": msg("e-mail address"),
        "mail_domain": msg("mail domain"),
        "address": msg("postal address"),
        "phone_in_documents": msg("telephone number in the documents"),
        "email_in_documents": msg("e-mail address in the documents"),
        "address_in_documents": msg("postal address in the documents"),
    }[kind]


@detector("contact", family="contact")
def contact(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share contact data."""
    asked = set(_printed(case.tender_documents))
    stated: dict[str, list[Mark]] = {
        b.bidder: [m for m in _stated(b) if m not in asked] for b in case.bidders
    }
    printed: dict[str, dict[Mark, list[str]]] = {}
    for bidder in case.bidders:
        printed[bidder.bidder] = {
            m: names for m, names in _printed(bidder.documents).items() if m not in asked
        }
    found = [(who, mark) for mark, who in shared(stated).items()]
    known = set(found)
    everything = {key: [*stated[key], *printed[key]] for key in stated}
    for (kind, value), who in shared(everything).items():
        if kind in ("phone", "email") and (who, (kind, value)) not in known:
            found.append((who, (f"{kind}_in_documents", value)))
    found += _addresses(case)
    found, aside = set_aside_by_policy(found, context, _label)
    yield from aside
    makers = {key: spoken.only(_marks_on) for key, spoken in context.makers.items()}
    for bidders, common in by_bidders(found).items():
        with_address = any(kind == "email" for kind, _ in common)
        items = [item for item in common if not (with_address and item[0] == "mail_domain")]
        kinds: dict[str, list[float]] = defaultdict(list)
        theirs = [item for item in items if _of_maker(item, bidders, makers, stated)]
        for kind, _ in (item for item in items if item not in theirs):
            kinds[kind].append(context.bits(f"contact.{kind}"))
        share = crowd_share(bidders, case)
        weights = [
            min(damped(v), max(context.policy.most(f"contact.{k}"), v[0]))
            * (share if k.endswith("_in_documents") else 1)
            for k, v in kinds.items()
        ]
        explained = context.of_maker(sum(share * context.bits(f"contact.{kind}") for kind, _ in theirs))
        yield Finding(
            bidders,
            damped(weights, 0.5) + explained,
            msg("Same %(what)s: %(value)s", what=_label(items[0][0]), value=items[0][1]),
            tuple(_evidence(kind, value, bidders, printed) for kind, value in items),
            tuple(
                msg(
                    "%(what)s, %(count)s the same: %(bits)s bits",
                    what=_label(kind),
                    count=len(kinds[kind]),
                    bits=f"{weight:.3g}",
                )
                for kind, weight in zip(kinds, weights, strict=True)
            )
            + maker_steps(explained)
            + (
                crowd_steps(bidders, case) if any(kind.endswith("_in_documents") for kind, _ in items) else ()
            ),
            msg("A number in the documents may be a manufacturer's, and one building houses many firms"),
            maker_detail(explained),
        )


def _evidence(
    kind: str, value: str, bidders: tuple[str, ...], printed: dict[str, dict[Mark, list[str]]]
) -> dict[str, object]:
    mark = (kind.removesuffix("_in_documents"), value)
    places = {key: printed[key][mark] for key in bidders if mark in printed[key]}
    return {"field": kind, "value": value, "bidders": list(bidders), "documents": places}


def _marks_on(text: str) -> list[Mark]:
    found = [("phone", value) for value in phones(text)] + [("email", value) for value in emails(text)]
    return found + [("address", value) for value in addresses(text)]


def _of_maker(
    item: Mark, bidders: tuple[str, ...], makers: Mapping[str, set[Mark]], stated: Mapping[str, list[Mark]]
) -> bool:
    """Whether all these bids print a thing only where a maker speaks, and it is no bidder's own."""
    kind, value = item[0].removesuffix("_in_documents"), item[1]
    if kind == item[0] or any((kind, value) in own for own in stated.values()):
        return False
    if kind == "address":
        return all(any(k == kind and _same_address(v, value) for k, v in makers[key]) for key in bidders)
    return all((kind, value) in makers[key] for key in bidders)


def _stated(bidder: BidderMaterial) -> Iterator[Mark]:
    if bidder.spec is None:
        return
    for person in bidder.spec.supplier.contacts:
        for number in phones(person.phone):
            yield "phone", number
        for email in emails(person.email):
            yield "email", email
            if own_mail_domain(email) and not own_mail_domain(email).endswith((".example", "example.com")):
                yield "mail_domain", own_mail_domain(email)


def _printed(documents: Iterable[Document]) -> dict[Mark, list[str]]:
    found: dict[Mark, list[str]] = defaultdict(list)
    for document in documents:
        for page in document.pages:
            for kind, values in (("phone", phones(page.text)), ("email", emails(page.text))):
                for value in values:
                    place = f"{document.name}#{page.number}"
                    if place not in found[kind, value]:
                        found[kind, value].append(place)
    return dict(found)


def _addresses(case: Case) -> Iterator[tuple[tuple[str, ...], Mark]]:
    """Pairs with a like address: both stated it, or at least one of them prints it; and a crowd that prints one."""
    asked = _address_places(case.tender_documents)
    known: list[tuple[str, str, str]] = []
    for bidder in case.bidders:
        stated = bidder.spec.supplier.address if bidder.spec is not None else ""
        known += [(bidder.bidder, stated, "address")] if stated else []
        printed = [text for text in _address_places(bidder.documents) if not _same_address(text, stated)]
        known += [
            (bidder.bidder, text, "address_in_documents")
            for text in printed
            if not any(_same_address(text, other) for other in asked)
        ]
    order = {b.bidder: i for i, b in enumerate(case.bidders)}
    best: dict[tuple[str, ...], tuple[str, str]] = {}
    for (a, one, kind), (b, other, peer) in combinations(known, 2):
        if a == b or not _same_address(one, other):
            continue
        who = tuple(sorted((a, b), key=order.__getitem__))
        stated_by_both = kind == peer == "address"
        if not stated_by_both:
            held = {key for key, text, _ in known if _same_address(text, one)}
            if is_crowd(tuple(held), case):
                crowd = tuple(sorted(held, key=order.__getitem__))
                best.setdefault(crowd, ("address_in_documents", one))
                continue
        if stated_by_both or who not in best:
            best[who] = ("address" if stated_by_both else "address_in_documents", one)
    yield from best.items()


def _address_places(documents: Iterable[Document]) -> list[str]:
    return list(dict.fromkeys(a for d in documents for page in d.pages for a in addresses(page.text)))


def _same_address(one: str, other: str) -> bool:
    numbers = re.findall(r"\d+", one)
    return (
        bool(numbers)
        and numbers == re.findall(r"\d+", other)
        and fuzz.ratio(plain(one), plain(other)) >= _ALIKE
    )
