"""What the report says of the tender itself: what was asked, the opening, who bid, who took part."""

from __future__ import annotations

from typing import Any

from evaluation.scoring.price import PriceFormula
from procurement.bids.models import Bid
from procurement.numbers import plain
from procurement.people.models import Assignment
from procurement.tenders.models import Criterion, Tender


def tender(row: Tender) -> dict[str, Any]:
    """What was asked for, and by which rules it is judged."""
    spec = row.spec
    adjustments = spec.adjustments
    return {
        "reference": row.reference,
        "title": row.title,
        "buyer": row.buyer,
        "regime": row.regime,
        "object": row.object,
        "method": row.method,
        "currency": spec.currency,
        "budget": plain(spec.budget, 2),
        "ceiling": plain(spec.ceiling, 2),
        "bid_deadline": row.bid_deadline.isoformat(),
        "announced_in": spec.announced_in,
        "opening_place": spec.opening_place,
        "jurisdiction": spec.jurisdiction,
        "reserved_for_sme": spec.reserved_for_sme,
        "adjustments": {
            "small_micro": plain(adjustments.small_micro),
            "consortium_sme": plain(adjustments.consortium_sme),
            "domestic": plain(adjustments.domestic),
        },
        "places": spec.rounding.places,
        "seed": str(spec.seed),
        "package_digest": row.digest,
    }


def criterion(row: Criterion) -> dict[str, Any]:
    """One criterion with its rule, levels and guidance."""
    spec = row.spec
    rule = spec.rule.model_dump(mode="json", exclude_defaults=True, by_alias=True) if spec.rule else {}
    if spec.rule:
        named = {"formula": spec.rule.formula} if isinstance(spec.rule, PriceFormula) else {}
        rule = {"type": spec.rule.type, **named, **rule}
    return {
        "code": row.code,
        "title": row.title,
        "kind": row.kind,
        "max_score": plain(row.max_score),
        "rule": rule,
        "guidance": spec.guidance,
        "levels": [[level.label, plain(level.lower), plain(level.upper)] for level in spec.levels],
    }


def opening(of: Tender) -> dict[str, Any] | None:
    """When the bids were opened, by whom, and why if early; ``None`` before that."""
    opened = getattr(of, "opening", None)
    if opened is None:
        return None
    return {
        "opened_at": opened.opened_at.isoformat(),
        "opened_by": str(opened.opened_by) if opened.opened_by else "",
        "early_reason": opened.early_reason,
    }


def bid(row: Bid) -> dict[str, Any]:
    """One line of the opening sheet 开标一览表 with what the policy deductions rest on."""
    spec = row.spec
    return {
        "key": row.key,
        "name": row.supplier.name,
        "uscc": row.supplier.uscc,
        "price": plain(spec.price.total, 2),
        "words": spec.price.words,
        "sme": spec.sme,
        "domestic": spec.domestic,
        "consortium_sme_share": plain(spec.consortium_sme_share),
        "uploaded_at": spec.provenance.uploaded_at,
    }


def people(of: Tender, role: str) -> list[dict[str, Any]]:
    """Who takes part in a role, the buyer's representatives last."""
    rows = Assignment.objects.filter(tender=of, user__role=role).select_related("user")
    return [
        {
            "name": str(row.user),
            "organisation": row.user.organisation,
            "buyer_representative": row.buyer_representative,
        }
        for row in rows.order_by("buyer_representative", "pk")
    ]
