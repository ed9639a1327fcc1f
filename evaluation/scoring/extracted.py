"""What the documents say and ``bid.yaml`` leaves out or says otherwise: 结构化投标文件.

A field that ``bid.yaml`` leaves out is filled from the documents when they state it surely and never otherwise; a
score that used it says so.  A reading that is less sure, or that another page contradicts, fills nothing: a warning
proposes it with its place.  Where both state a field and differ, ``bid.yaml`` is what is scored, and a warning shows
both.  Lists such as contracts come from tables (``extracted_lists.py``).  Excluded: the quoted total, which every
package must state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evaluation.reading.document import Document
from evaluation.reading.structure.compare import MIN_CONFIDENCE, disagreements
from evaluation.reading.structure.fields import FoundField, find_fields
from evaluation.scoring.extracted_lists import list_additions
from evaluation.scoring.extracted_words import (
    FILL_AT,
    PATHS,
    confidence_text,
    disagreement,
    filling,
    proposal,
)
from evaluation.scoring.facts import as_fact
from evaluation.scoring.price import quotes_discounts
from evaluation.scoring.result import BidOutcome, BidWarning, CriterionScore
from procurement.bids.schema import BidSpec
from procurement.message import msg
from procurement.tenders.schema import CriterionSpec, TenderSpec

SOURCE = "source of "
"""The input of a score that names a field read from the documents begins so."""

_OF_SUPPLIER = ("uscc", "legal_representative", "registered_capital", "address")


@dataclass(frozen=True, slots=True)
class CompletedBid:
    """A bid as it is scored: ``filled`` are the readings, by the path in ``bid.yaml`` that they stand in for."""

    bid: BidSpec
    filled: Mapping[str, FoundField]
    warnings: tuple[BidWarning, ...]


def complete(
    tender: TenderSpec, bids: Mapping[str, BidSpec], documents: Mapping[str, Sequence[Document]]
) -> dict[str, CompletedBid]:
    """Every bid with what its documents add to it."""
    asked = _asked_fields(tender)
    amounts = not quotes_discounts(tender)
    return {
        key: complete_bid(bid, documents.get(key, ()), asked, amounts=amounts) for key, bid in bids.items()
    }


def complete_bid(
    bid: BidSpec, documents: Sequence[Document], asked: Mapping[str, CriterionSpec], *, amounts: bool = True
) -> CompletedBid:
    """One bid; ``asked`` are the fields that the tender's rules read, each with its criterion.

    ``amounts`` is false where the quoted figure is a discount rate, which no priced bill sums to.
    """
    readings = _readings(documents)
    warnings = list(_disagreements(bid, documents))
    filled: dict[str, FoundField] = {}
    supplier: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    words = ""
    for path, name in _left_out(bid, asked):
        hits = readings.get(name, ())
        if not hits:
            continue
        surest = max(hits, key=lambda hit: hit.confidence)
        if path.startswith("fields.") and not _takes(asked[name], surest):
            continue
        agreed = len({hit.value for hit in hits}) == 1
        if surest.confidence < FILL_AT or not agreed:
            if path.startswith("fields."):  # nothing is scored by the others
                warnings.append(proposal(path, surest, asked[name].code, agreed=agreed))
            continue
        filled[path] = surest
        warnings.append(filling(path, surest))
        if path == "price.words":
            words = surest.text
        elif path.startswith("fields."):
            fields[name] = _stated_at(surest)
        else:
            supplier[name] = Decimal(surest.value) if name == "registered_capital" else surest.value
    lists = list_additions(bid, documents, asked, amounts=amounts)
    price = {"words": words} if words else {}
    price |= {"items": lists.items} if lists.items else {}
    completed = bid.model_copy(
        update={
            "supplier": bid.supplier.model_copy(update=supplier),
            "price": bid.price.model_copy(update=price) if price else bid.price,
            "fields": {**bid.fields, **fields, **lists.fields},
            "team": bid.team or lists.team,
        }
    )
    return CompletedBid(completed, {**filled, **lists.filled}, (*warnings, *lists.warnings))


def told(
    tender: TenderSpec, outcomes: Mapping[str, BidOutcome], completed: Mapping[str, CompletedBid]
) -> dict[str, BidOutcome]:
    """The outcomes, each score saying which of its inputs was read from the documents, with the warnings about it."""
    return {
        key: replace(
            outcome,
            warnings=(*outcome.warnings, *completed[key].warnings),
            scores=tuple(_told(tender, score, completed[key].filled) for score in outcome.scores),
        )
        for key, outcome in outcomes.items()
    }


def _asked_fields(tender: TenderSpec) -> dict[str, CriterionSpec]:
    return {
        name: criterion
        for criterion in reversed(tender.criteria)
        if criterion.rule is not None
        for name in criterion.rule.field_names()
    }


def _takes(criterion: CriterionSpec, hit: FoundField) -> bool:
    """Whether the rule can read a single value: one that counts the entries of a list cannot."""
    return criterion.rule is not None and not criterion.rule.field_problems(_stated_at(hit))


def _left_out(bid: BidSpec, asked: Iterable[str]) -> list[tuple[str, str]]:
    """What ``bid.yaml`` leaves out, as (path, name of the field)."""
    found = [(PATHS[name], name) for name in _OF_SUPPLIER if not getattr(bid.supplier, name)]
    if not bid.price.words:
        found.append((PATHS["price_words"], "price_words"))
    found += [(f"fields.{name}", name) for name in asked if as_fact(bid.fields.get(name)).value is None]
    return found


def _readings(documents: Sequence[Document]) -> dict[str, list[FoundField]]:
    found: dict[str, list[FoundField]] = {}
    for document in documents:
        for hit in find_fields(document):
            found.setdefault(hit.field, []).append(_as_sure_as_seen(document, hit))
    return found


def _as_sure_as_seen(document: Document, hit: FoundField) -> FoundField:
    """A reading on a recognised page is no surer than the recognition of its line."""
    page = document.page(hit.page)
    if page.source != "ocr":
        return hit
    lines = [sure for start, end, sure in page.ocr_lines if start < hit.end and hit.start < end]
    seen = min(lines, default=page.ocr_confidence if page.ocr_confidence is not None else 0.0)
    return replace(hit, confidence=round(hit.confidence * seen, 3))


def _stated_at(hit: FoundField) -> dict[str, Any]:
    place: dict[str, Any] = {"document": hit.document, "page": hit.page}
    if hit.bbox is not None:
        place["bbox"] = tuple(hit.bbox)
    return {"value": hit.value, "evidence": place}


def _disagreements(bid: BidSpec, documents: Sequence[Document]) -> Iterator[BidWarning]:
    named = {document.name: document for document in documents}
    for found in disagreements(bid, documents):
        hit = _as_sure_as_seen(named[found.found.document], found.found)
        if hit.confidence >= MIN_CONFIDENCE:
            yield disagreement(found.field, found.stated, hit)


def _told(tender: TenderSpec, score: CriterionScore, filled: Mapping[str, FoundField]) -> CriterionScore:
    criterion = next(c for c in tender.criteria if c.code == score.criterion)
    rule = criterion.rule
    names = [name for name in (rule.field_names() if rule else ()) if f"fields.{name}" in filled]
    for name in names:
        sure = confidence_text(filled[f"fields.{name}"].confidence)
        score = replace(
            score,
            inputs={**score.inputs, SOURCE + name: f"read from the document, confidence {sure}"},
            explanation=msg(
                "%(said)s; “%(field)s” was read from the document, confidence %(confidence)s",
                said=score.explanation,
                field=criterion.title,
                confidence=sure,
            ),
        )
    return score
