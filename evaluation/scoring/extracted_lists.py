"""What the tables of a bid add to it or say otherwise: contracts, certificates, deviations, staff, the priced bill.

The same rules as for single fields (``extracted.py``): a list that ``bid.yaml`` leaves out is filled when every entry
was read surely; otherwise a warning proposes it.  Entries that both state are compared, and a difference is shown with
both.  An entry that only one of them has is no difference: a table may show more than is offered, or less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from evaluation.evidence.passage import Passage
from evaluation.reading.bills import Bill, read_bill
from evaluation.reading.document import Document
from evaluation.reading.structure.compare import MIN_CONFIDENCE
from evaluation.reading.structure.fields import FoundField, plain_decimal
from evaluation.reading.structure.lists import FoundEntry, entries_by_kind
from evaluation.scoring.extracted_words import FILL_AT, confidence_text, filling, label, proposal
from evaluation.scoring.facts import as_fact, same, shown
from evaluation.scoring.result import BidWarning
from procurement.bids.schema import BidSpec, TeamMember
from procurement.message import Message, msg
from procurement.tenders.schema import CriterionSpec

_SHOWN = 3
"""So many entries of a list are named in a warning; the places show all."""
_LEAST_ROWS = 3  # a smaller priced table may be anything
_KEYS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "contracts": ("title", ("amount", "signed_on")),
    "certificates": ("number", ("valid_until",)),
    "deviations": ("clause", ("kind",)),
}
"""By kind of list: what names an entry, and which of its values are compared."""
_SAID: Mapping[str, Message] = {
    "none": msg("no deviation"),
    "positive": msg("a positive deviation"),
    "negative": msg("a negative deviation"),
}


@dataclass(frozen=True, slots=True)
class ListAdditions:
    """What is added to a bid: its ``fields``, ``team`` and the name of its priced bill, each only where left out."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    team: tuple[TeamMember, ...] = ()
    items: str = ""
    filled: Mapping[str, FoundField] = field(default_factory=dict)
    warnings: tuple[BidWarning, ...] = ()


def list_additions(
    bid: BidSpec, documents: Sequence[Document], asked: Mapping[str, CriterionSpec], *, amounts: bool = True
) -> ListAdditions:
    """What the documents' tables add to one bid; ``asked`` are the fields that rules read, with their criteria.

    ``amounts`` is false where the quoted figure is a discount rate.
    """
    found = entries_by_kind(documents)
    fields: dict[str, Any] = {}
    filled: dict[str, FoundField] = {}
    warnings = [warning for kind, entries in found.items() for warning in _differences(bid, kind, entries)]
    for kind, criterion in asked.items():
        entries = found.get(kind, [])
        if not entries or as_fact(bid.fields.get(kind)).value is not None:
            continue
        path, hit = f"fields.{kind}", _summary(kind, entries)
        value = [_stated(kind, entry) for entry in entries]
        fits = criterion.rule is not None and not criterion.rule.field_problems(value)
        if fits and hit.confidence >= FILL_AT:
            fields[kind], filled[path] = value, hit
            warnings.append(_at_all(filling(path, hit), entries))
        else:
            warnings.append(_at_all(proposal(path, hit, criterion.code, agreed=True), entries))
    team: tuple[TeamMember, ...] = ()
    staff = [entry for entry in found.get("staff", []) if entry.confidence >= FILL_AT]
    if staff and not bid.team:
        team = tuple(TeamMember(name=e.values["name"], role=e.values.get("role", "")) for e in staff)
        filled["team"] = _summary("staff", staff)
        warnings.append(_at_all(filling("team", filled["team"]), staff))
    items = ""
    if amounts and not bid.price.items:
        items, extra = _bill(bid, documents)
        warnings += extra
    return ListAdditions(fields, team, items, filled, tuple(warnings))


def _summary(kind: str, entries: Sequence[FoundEntry]) -> FoundField:
    """A list as one reading: where it begins, and as sure as its least sure entry."""
    first = entries[0]
    names = [_name(kind, entry) for entry in entries]
    text = "；".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
    return FoundField(
        kind, f"{text} ({len(names)})", first.text, first.document, first.page, first.start, first.end, first.bbox,
        min(entry.confidence for entry in entries),
    )  # fmt: skip


def _name(kind: str, entry: FoundEntry) -> str:
    key = _KEYS.get(kind, ("name", ()))[0]
    return entry.values.get(key) or entry.values.get("title") or entry.values.get("name") or entry.text[:20]


def _stated(kind: str, entry: FoundEntry) -> dict[str, Any]:
    """An entry as ``bid.yaml`` would state it."""
    place: dict[str, Any] = {"document": entry.document, "page": entry.page}
    if entry.bbox is not None:
        place["bbox"] = tuple(entry.bbox)
    if kind == "deviations":
        starred = entry.values.get("starred") == "true"
        said = {
            "clause": entry.values.get("clause", ""),
            "starred": starred,
            "kind": entry.values.get("kind"),
        }
        return {**said, "evidence": place}
    return {**entry.values, "evidence": place}


def _at_all(warning: BidWarning, entries: Sequence[FoundEntry]) -> BidWarning:
    return replace(warning, places=tuple(_passage(entry) for entry in entries))


def _passage(entry: FoundEntry) -> Passage:
    reason = msg(
        "read from the document, confidence %(confidence)s", confidence=confidence_text(entry.confidence)
    )
    return Passage(entry.document, entry.page, entry.bbox, entry.text, entry.start, entry.end, reason=reason)


def _differences(bid: BidSpec, kind: str, entries: Sequence[FoundEntry]) -> Iterator[BidWarning]:
    """Entries that ``bid.yaml`` and a table both have, with other values."""
    stated = as_fact(bid.fields.get(kind)).value
    if kind not in _KEYS or not isinstance(stated, list | tuple):
        return
    name, compared = _KEYS[kind]
    for index, said in enumerate(stated):
        if not isinstance(said, Mapping) or not said.get(name):
            continue
        alike = [e for e in entries if _plain(e.values.get(name, "")) == _plain(str(said[name]))]
        for key in compared:
            values = [e for e in alike if key in e.values and e.confidence >= MIN_CONFIDENCE]
            if said.get(key) is None or not values or any(same(said[key], e.values[key]) for e in values):
                continue
            yield _difference(
                kind, f"fields.{kind}[{index}].{key}", said[key], values[0], key, str(said[name])
            )


def _difference(kind: str, path: str, stated: Any, entry: FoundEntry, key: str, name: str) -> BidWarning:
    text = msg(
        "%(field)s, “%(entry)s”: bid.yaml (%(path)s) states %(stated)s, %(document)s page %(page)s says %(found)s "
        "(confidence %(confidence)s); what bid.yaml states was evaluated",
        field=label(kind),
        entry=name,
        path=path,
        stated=_SAID.get(str(stated), shown(stated)),
        document=entry.document,
        page=entry.page,
        found=_SAID.get(entry.values[key], entry.values[key]),
        confidence=confidence_text(entry.confidence),
    )
    return BidWarning("disagreement", "", text, (_passage(entry),))


def _plain(text: str) -> str:
    return re.sub(r"[\s（）()、，,.．·\-—]", "", text).casefold()


def _bill(bid: BidSpec, documents: Sequence[Document]) -> tuple[str, list[BidWarning]]:
    """The priced bill among the documents: the one that sums to the quoted total; another is only proposed."""
    bills = [
        (document.name, bill)
        for document in documents
        if len((bill := read_bill(document)).rows) >= _LEAST_ROWS
    ]
    for name, bill in bills:
        if bid.price.total in (bill.total, bill.stated_total):
            return name, [filling("price.items", _bill_field(name, bill))]
    found = []
    for name, bill in bills:
        hit = _bill_field(name, bill)
        text = msg(
            "bid.yaml names no priced bill (price.items); the rows of %(document)s page %(page)s sum to %(sum)s, "
            "the quoted total is %(total)s",
            document=name,
            page=hit.page,
            sum=f"{bill.total:,f}",
            total=f"{bid.price.total:,f}",
        )
        place = Passage(name, hit.page, hit.bbox, hit.text, hit.start, hit.end)
        found.append(BidWarning("proposal", "", text, (place,)))
    return "", found


def _bill_field(name: str, bill: Bill) -> FoundField:
    row = bill.rows[0]
    first = next((cell for cell in row.cells.values() if cell.spans), None)
    start, end = (first.start, first.end) if first else (-1, -1)
    said = f"{name}: {plain_decimal(bill.total)}"
    return FoundField(
        "items", said, f"{row.code} {row.name}".strip(), name, row.page, start, end, row.bbox, 0.95
    )
