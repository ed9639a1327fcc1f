"""Finding what answers each criterion in a bid, and keeping it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from evaluation.evidence import find_passages
from evaluation.evidence.models import Finding
from evaluation.evidence.passage import Passage
from evaluation.reading.document import Document
from procurement.bids.models import Bid
from procurement.bids.schema import BidSpec, EvidencePlace
from procurement.tenders.models import Criterion
from procurement.tenders.schema import CriterionSpec


def find(
    *,
    bid: Bid,
    documents: Sequence[Document],
    criteria: Iterable[Criterion] | None = None,
) -> dict[str, list[Passage]]:
    """Looks for the answer to every criterion of the tender in the bid's documents and stores what is found."""
    rows = list(criteria if criteria is not None else bid.tender.criteria.all())
    spec = bid.spec
    found = {
        row.code: find_passages(
            row.spec, documents, stated=stated_places(row.spec, spec)
        )
        for row in rows
    }
    store(
        bid=bid,
        criteria=rows,
        found=found,
        searched_pages=sum(len(document.pages) for document in documents),
    )
    return found


def store(
    *,
    bid: Bid,
    criteria: Iterable[Criterion],
    found: dict[str, list[Passage]],
    searched_pages: int,
) -> None:
    """Keeps the passages of each criterion, in place of what an earlier run found."""
    with transaction.atomic():
        Finding.objects.filter(bid=bid).delete()
        Finding.objects.bulk_create(
            Finding(
                bid=bid,
                criterion=row,
                passages=[passage.to_json() for passage in found.get(row.code, ())],
                searched_pages=searched_pages,
            )
            for row in criteria
        )


def stated_places(criterion: CriterionSpec, bid: BidSpec) -> list[EvidencePlace]:
    """The places the bidder itself names for what a criterion asks: in the field its rule reads, in their order."""
    field = getattr(criterion.rule, "field", None)
    return list(_places(bid.fields.get(field))) if isinstance(field, str) else []


def _places(value: Any) -> Iterable[EvidencePlace]:
    if isinstance(value, list | tuple):
        for entry in value:
            yield from _places(entry)
    elif isinstance(value, dict) and isinstance(value.get("evidence"), dict):
        yield EvidencePlace.model_validate(value["evidence"])
