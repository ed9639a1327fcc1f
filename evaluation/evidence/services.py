"""Finding what answers each criterion in each bid, and keeping it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from evaluation.evidence.models import Finding
from evaluation.evidence.passage import Passage
from evaluation.evidence.passages import find_passages
from evaluation.evidence.quoted import TenderText, own_words_first
from evaluation.evidence.titles import sections_of
from evaluation.reading.document import Document
from evaluation.reading.queries import readable
from evaluation.reading.structure.entry import Entry
from evaluation.reading.structure.parts import Part, match_parts, prescribed_forms
from procurement.bids.schema import BidSpec, EvidencePlace
from procurement.tenders.models import Tender
from procurement.tenders.schema import CriterionSpec

LIMIT = 8
"""How many passages are kept for a criterion: what a person looks at."""


@dataclass(frozen=True, slots=True)
class BidFindings:
    """What was found in one bid: passages by criterion code, best first, and in how many pages it was looked for."""

    passages: Mapping[str, Sequence[Passage]]
    searched_pages: int


def find(
    *,
    tender: Tender,
    documents: Mapping[str, Sequence[Document]],
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, BidFindings]:
    """Looks in every bid (its documents by bid key) for the answer to every criterion; nothing is stored yet."""
    criteria = tender.spec.criteria
    bids = list(tender.bids.all())
    tender_documents = readable(tender.documents.select_related("file"))
    tender_text = TenderText(tender_documents)
    forms = max((tuple(prescribed_forms(_contents(d))) for d in tender_documents), key=len, default=())
    found: dict[str, BidFindings] = {}
    for done, bid in enumerate(bids):
        if progress is not None:
            progress(done, len(bids))
        spec, pages = bid.spec, documents.get(bid.key, ())
        parts = match_parts(forms, tuple((d.name, _contents(d)) for d in pages)) if forms else ()
        passages = {c.code: _answers(c, pages, stated_places(c, spec), tender_text, parts) for c in criteria}
        found[bid.key] = BidFindings(passages, sum(len(document.pages) for document in pages))
    return found


def _contents(document: Document) -> tuple[Entry, ...]:
    return tuple(Entry(s.level, s.title, s.page, s.start, s.heading_end) for s in sections_of(document))


def _answers(
    criterion: CriterionSpec,
    pages: Sequence[Document],
    stated: Sequence[EvidencePlace],
    tender: TenderText,
    parts: Sequence[Part],
) -> list[Passage]:
    found = find_passages(criterion, pages, stated=stated, parts=parts, limit=3 * LIMIT)
    named = {(place.document, place.page) for place in stated}
    first = 0
    while first < len(found) and (found[first].document, found[first].page) in named:
        first += 1
    return own_words_first(found, tender, stated=first, limit=LIMIT)


def store(*, tender: Tender, findings: Mapping[str, BidFindings]) -> None:
    """Keeps the findings of a whole tender, in place of what an earlier evaluation found."""
    criteria = {row.code: row for row in tender.criteria.all()}
    with transaction.atomic():
        Finding.objects.filter(bid__tender=tender).delete()
        Finding.objects.bulk_create(
            Finding(
                bid=bid,
                criterion=criteria[code],
                passages=[passage.to_json() for passage in passages],
                searched_pages=findings[bid.key].searched_pages,
            )
            for bid in tender.bids.all()
            if bid.key in findings
            for code, passages in findings[bid.key].passages.items()
        )


def stated_places(criterion: CriterionSpec, bid: BidSpec) -> list[EvidencePlace]:
    """The places the bidder itself names for what a criterion asks: in the field its rule reads, in their order."""
    field = getattr(criterion.rule, "field", None)
    return list(_places(bid.fields.get(field))) if isinstance(field, str) else []


def _places(value: Any) -> Iterable[EvidencePlace]:
    if isinstance(value, list | tuple):
        for entry in value:
            yield from _places(entry)
    elif isinstance(value, Mapping) and isinstance(value.get("evidence"), Mapping):
        with contextlib.suppress(ValidationError):  # a place that names no page is no place
            yield EvidencePlace.model_validate(value["evidence"])
