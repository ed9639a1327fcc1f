"""What the documents say and ``bid.yaml`` leaves out or says otherwise: 结构化投标文件.

A field that ``bid.yaml`` leaves out is filled from the documents when they state it surely and never otherwise; a
score that used it says so.  A reading that is less sure, or that another page contradicts, fills nothing: a warning
proposes it with its place.  Where both state a field and differ, ``bid.yaml`` is what is scored, and a warning shows
both.  Excluded: the quoted total, which every package must state, and lists such as contracts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evaluation.evidence.passage import Passage
from evaluation.reading.document import Document
from evaluation.reading.structure.compare import MIN_CONFIDENCE, disagreements
from evaluation.reading.structure.fields import FoundField, find_fields
from evaluation.scoring.facts import as_fact
from evaluation.scoring.result import BidOutcome, BidWarning, CriterionScore
from procurement.bids.schema import BidSpec
from procurement.message import Message, msg
from procurement.tenders.schema import CriterionSpec, TenderSpec

FILL_AT = 0.9
"""The least confidence (0 to 1) of a reading that may stand in for what ``bid.yaml`` leaves out."""
SOURCE = "source of "
"""The input of a score that names a field read from the documents begins so."""

LABELS: Mapping[str, Message] = {
    "supplier": msg("the bidder's name"),
    "uscc": msg("the credit code"),
    "legal_representative": msg("the legal representative"),
    "registered_capital": msg("the registered capital"),
    "address": msg("the bidder's address"),
    "price_total": msg("the quoted price"),
    "price_words": msg("the price in words"),
    "warranty_years": msg("the years of warranty"),
    "delivery_days": msg("the days of delivery"),
    "validity_days": msg("the days of validity of the bid"),
}
_PATHS = {
    "supplier": "supplier.name",
    "uscc": "supplier.uscc",
    "legal_representative": "supplier.legal_representative",
    "registered_capital": "supplier.registered_capital",
    "address": "supplier.address",
    "price_total": "price.total",
    "price_words": "price.words",
}
"""Where ``bid.yaml`` states a field; any other stands under ``fields``."""
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
    return {key: complete_bid(bid, documents.get(key, ()), asked) for key, bid in bids.items()}


def complete_bid(
    bid: BidSpec, documents: Sequence[Document], asked: Mapping[str, CriterionSpec]
) -> CompletedBid:
    """One bid; ``asked`` are the fields that the tender's rules read, each with its criterion."""
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
                warnings.append(_proposal(path, surest, asked[name].code, agreed=agreed))
            continue
        filled[path] = surest
        warnings.append(_filling(path, surest))
        if path == "price.words":
            words = surest.text
        elif path.startswith("fields."):
            fields[name] = _stated_at(surest)
        else:
            supplier[name] = Decimal(surest.value) if name == "registered_capital" else surest.value
    completed = bid.model_copy(
        update={
            "supplier": bid.supplier.model_copy(update=supplier),
            "price": bid.price.model_copy(update={"words": words}) if words else bid.price,
            "fields": {**bid.fields, **fields},
        }
    )
    return CompletedBid(completed, filled, tuple(warnings))


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


def confidence_text(confidence: float) -> str:
    """A confidence as explanations write it: two places, never more than was read."""
    return f"{Decimal(str(confidence)).quantize(Decimal('0.01')).normalize():f}"


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
    found = [(_PATHS[name], name) for name in _OF_SUPPLIER if not getattr(bid.supplier, name)]
    if not bid.price.words:
        found.append((_PATHS["price_words"], "price_words"))
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


def _passage(hit: FoundField) -> Passage:
    reason = msg(
        "read from the document, confidence %(confidence)s", confidence=confidence_text(hit.confidence)
    )
    return Passage(hit.document, hit.page, hit.bbox, hit.text, hit.start, hit.end, reason=reason)


def _label(name: str) -> str | Message:
    return LABELS.get(name, name)


def _disagreements(bid: BidSpec, documents: Sequence[Document]) -> Iterator[BidWarning]:
    named = {document.name: document for document in documents}
    for found in disagreements(bid, documents):
        hit = _as_sure_as_seen(named[found.found.document], found.found)
        if hit.confidence >= MIN_CONFIDENCE:
            yield _disagreement(found.field, found.stated, hit)


def _disagreement(name: str, stated: str, hit: FoundField) -> BidWarning:
    text = msg(
        "%(field)s: bid.yaml (%(path)s) states %(stated)s, %(document)s page %(page)s says %(found)s "
        "(confidence %(confidence)s); what bid.yaml states was evaluated",
        field=_label(name),
        path=_PATHS.get(name, f"fields.{name}"),
        stated=stated,
        document=hit.document,
        page=hit.page,
        found=hit.value,
        confidence=confidence_text(hit.confidence),
    )
    return BidWarning("disagreement", "", text, (_passage(hit),))


def _proposal(path: str, hit: FoundField, code: str, *, agreed: bool) -> BidWarning:
    why = (
        msg("a reading is used from %(least)s on", least=confidence_text(FILL_AT))
        if agreed
        else msg("another page says otherwise")
    )
    text = msg(
        "%(criterion)s: bid.yaml leaves out %(field)s (%(path)s); %(document)s page %(page)s says %(found)s "
        "(confidence %(confidence)s). Nothing was filled in: %(why)s",
        criterion=code,
        field=_label(hit.field),
        path=path,
        document=hit.document,
        page=hit.page,
        found=hit.value,
        confidence=confidence_text(hit.confidence),
        why=why,
    )
    return BidWarning("proposal", "", text, (_passage(hit),))


def _filling(path: str, hit: FoundField) -> BidWarning:
    text = msg(
        "bid.yaml leaves out %(field)s (%(path)s); %(found)s was read from %(document)s page %(page)s "
        "(confidence %(confidence)s)",
        field=_label(hit.field),
        path=path,
        found=hit.text if path == "price.words" else hit.value,
        document=hit.document,
        page=hit.page,
        confidence=confidence_text(hit.confidence),
    )
    return BidWarning("extracted", "", text, (_passage(hit),))


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
