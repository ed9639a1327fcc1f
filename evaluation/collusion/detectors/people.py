"""The same person in two bids 项目管理成员或者联系人员为同一人.

Method: names and ID hashes of the project team, managers, contacts and legal representatives, and citizen identity
numbers (check digit proved) that the documents print.  An equal number is the same person; an equal name may be another
one of that name, so that rarer names weigh more and the roles count.  One alert per pair of bidders.

Basis: 实施条例 Art. 40(3); 87号令 Art. 37(3).

Exclusions: what the tender documents print; a number that both bids print only where a maker speaks (its letter of
authority 制造商授权书 gives the number of its head) weighs no more than ``maker.explained``; a name with two different ID hashes is two people; the commonest names weigh next to nothing.
Settings: ``people.*`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import Context, Finding, damped, maker_detail, maker_steps
from evaluation.collusion.identity import is_common_name, is_firm, masked, person_ids, plain
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import msg

_LEADING = ("经理", "负责人", "总监", "法定代表人", "法人")


class Person(NamedTuple):
    """Somebody a bid names, and as what."""

    name: str
    role: str
    id_hash: str


def people_of(bidder: BidderMaterial) -> list[Person]:
    """Everybody a structured bid names except shareholders, who are for ``ownership``."""
    if bidder.spec is None:
        return []
    supplier = bidder.spec.supplier
    found = [Person(m.name, m.role, m.id_hash) for m in bidder.spec.team]
    found += [Person(name, "管理人员", "") for name in supplier.managers]
    found += [Person(contact.name, "联系人", "") for contact in supplier.contacts]
    found.append(Person(supplier.legal_representative, "法定代表人", ""))
    return [p for p in found if plain(p.name) and not is_firm(p.name)]


def _same(a: Person, b: Person, context: Context) -> tuple[float, str] | None:
    if a.id_hash and b.id_hash:
        return (context.bits("people.id"), "id") if a.id_hash == b.id_hash else None
    if plain(a.name) != plain(b.name):
        return None
    if a.role == b.role == "法定代表人":
        return None  # the same head of two firms is for ``ownership``
    length = len(plain(a.name))
    kind = "common_name" if is_common_name(a.name) else "short_name" if length < 3 else "name"
    bits = context.bits(f"people.{kind}")
    if any(word in a.role for word in _LEADING) and any(word in b.role for word in _LEADING):
        bits += context.bits("people.leading_role")
    return bits, kind


@detector("people", family="people")
def people(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair of bidders that name the same person."""
    named = [(b.bidder, people_of(b)) for b in case.bidders]
    asked = set(_numbers(case.tender_documents))
    numbers = {b.bidder: _numbers(b.documents) for b in case.bidders}
    makers = {key: spoken.only(person_ids) for key, spoken in context.makers.items()}
    for (a, ours), (b, theirs) in combinations(named, 2):
        both = [n for n in numbers[a] if n in numbers[b] and n not in asked]
        best: dict[str, tuple[float, str, Person, Person]] = {}
        for one in ours:
            for other in theirs:
                same = _same(one, other, context)
                name = plain(one.name)
                if same is not None and (name not in best or same[0] > best[name][0]):
                    best[name] = (*same, one, other)
        if not best and not both:
            continue
        both.sort(key=lambda n: n in makers[a] & makers[b])
        own = [n for n in both if n not in makers[a] & makers[b]]
        weights = [context.bits("people.id")] * len(own)
        explained = context.of_maker(context.bits("people.id") * (len(both) - len(own)))
        found = sorted(best.values(), key=lambda f: (-f[0], plain(f[2].name)))
        yield Finding(
            (a, b),
            damped((*(f[0] for f in found), *weights), 0.8) + explained,
            msg("The same person in both bids: %(names)s",
                names="、".join([*(masked(n) for n in both), *(f[2].name for f in found)])),
            tuple(
                {"field": "id_number", "value": masked(n), "bidders": [a, b],
                 "documents": {a: numbers[a][n], b: numbers[b][n]}}
                for n in both
            )
            + tuple(
                {
                    "a": _person(one, a),
                    "b": _person(other, b),
                    "field": "id_hash" if kind == "id" else "name",
                    "value": one.name,
                }
                for _, kind, one, other in found
            ),
            tuple(
                msg("%(name)s, equal ID number: %(bits)s bits", name=masked(n), bits=f"{bits:g}")
                for n, bits in zip(own, weights, strict=True)
            )
            + tuple(
                msg("%(name)s, equal ID number: %(bits)s bits", name=one.name, bits=f"{bits:g}")
                if kind == "id"
                else msg(
                    "%(name)s, equal name (%(ours)s / %(theirs)s): %(bits)s bits",
                    name=one.name,
                    ours=one.role,
                    theirs=other.role,
                    bits=f"{bits:g}",
                )
                for bits, kind, one, other in found
            )
            + maker_steps(explained),
            msg("An equal name without an ID number may be another person of that name"),
            maker_detail(explained),
        )  # fmt: skip


def _numbers(documents: Iterable[Document]) -> dict[str, list[str]]:
    """The identity numbers that documents print, each with its places."""
    found: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for page in document.pages:
            for number in person_ids(page.text):
                found[number].append(f"{document.name}#{page.number}")
    return dict(found)


def _person(person: Person, bidder: str) -> dict[str, str]:
    return {"bidder": bidder, "name": person.name, "role": person.role}
