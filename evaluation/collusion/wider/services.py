"""Asking for a wider comparison, and carrying it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from evaluation.collusion.across import services as across
from evaluation.collusion.across.compare import findings as across_findings
from evaluation.collusion.across.prints import leaf
from evaluation.collusion.alert import Alert as Found
from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import Finding
from evaluation.collusion.fingerprint import fingerprint
from evaluation.collusion.models import Alert, Inquiry, RiskLevel
from evaluation.collusion.policy import Policy
from evaluation.collusion.services import MIN_REASON
from evaluation.collusion.wider import queries
from evaluation.collusion.wider.fresh import fresh
from evaluation.collusion.wider.hops import chains
from evaluation.collusion.wider.pairwise import compare_two, pairs
from evaluation.library import queries as library
from evaluation.policies.queries import policy_for
from evaluation.reading import queries as reading
from procurement.jobs.progress import Progress, silent
from procurement.jobs.services import enqueue
from procurement.ledger.services import record
from procurement.message import msg
from procurement.people.models import User
from procurement.people.visibility import may_decide_alerts
from procurement.tenders.models import Tender

TWO_BY_TWO = msg("Comparing the bids two by two")
TWO_HOPS = msg("Following ownership over two hops")
OTHERS = msg("Comparing with all other tenders")
KEEPING = msg("Keeping the results")
LEAST_SHARED, MOST_BIDS = 1.0, 24
"""Rare fingerprints in common from which on another tender's bid is read again, and how many are at most."""
ON_REQUEST = msg("Found on request: the error rates of the levels do not cover it, so that it stays low")


@transaction.atomic
def ask(
    *,
    tender: Tender,
    bidders: Sequence[str],
    two_by_two: bool,
    two_hops: bool,
    other_tenders: bool,
    reason: str,
    by: User,
) -> Inquiry:
    """Records what a supervisor wants looked at and why, and queues the work.

    Raises ``PermissionDenied`` for whoever may not decide alerts of this tender now, ``ValidationError`` for what must
    be mended.
    """
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    if not may_decide_alerts(by, tender):
        raise PermissionDenied(_("Only a supervisor asks for more, until the report is out."))
    known = set(tender.bids.values_list("key", flat=True))
    keys = sorted(set(bidders))
    if not (two_by_two or two_hops or other_tenders):
        raise ValidationError(_("Choose at least one way to look further."))
    if not keys or not set(keys) <= known or (len(keys) < 2 and not other_tenders):
        raise ValidationError(_("Choose at least two bidders of this tender."))
    if len(reason.strip()) < MIN_REASON:
        raise ValidationError(_("Write the reason in at least %(count)d characters.") % {"count": MIN_REASON})
    if queries.running(tender) is not None:
        raise ValidationError(_("A wider comparison of this tender is still at work."))
    last = Inquiry.objects.filter(tender=tender).aggregate(last=Max("number"))["last"] or 0
    inquiry = Inquiry.objects.create(
        tender=tender,
        number=last + 1,
        bidders=keys,
        two_by_two=two_by_two,
        two_hops=two_hops,
        other_tenders=other_tenders,
        reason=reason.strip(),
        asked_by=by,
    )
    inquiry.job = enqueue(kind="widen", by=by, tender=tender, payload={"inquiry": inquiry.pk})
    inquiry.save(update_fields=["job"])
    after = {"bidders": keys, "ways": _ways(inquiry)}
    record(
        actor=by,
        verb="inquiry.ask",
        subject=f"{inquiry.number}",
        tender=tender,
        after=after,
        reason=inquiry.reason,
    )
    return inquiry


def _ways(inquiry: Inquiry) -> list[str]:
    return [name for name in ("two_by_two", "two_hops", "other_tenders") if getattr(inquiry, name)]


def carry_out(*, inquiry: Inquiry, progress: Progress = silent) -> int:
    """Looks, and keeps what is new as alerts on request; returns how many.  A second run changes nothing."""
    if inquiry.found is not None:
        return inquiry.found
    tender, policy = inquiry.tender, policy_for(inquiry.tender)
    if not may_decide_alerts(inquiry.asked_by, tender):
        raise PermissionDenied(_("Only a supervisor asks for more, until the report is out."))
    found = _look(inquiry, progress, policy)
    progress(KEEPING)
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
        evaluation = queries.newest(tender)
        if inquiry.found is not None or evaluation is None:
            return inquiry.found or 0
        known = queries.standing(evaluation)
        names = set(evaluation.alerts.values_list("fingerprint", flat=True))
        number = evaluation.alerts.aggregate(last=Max("number"))["last"] or 0
        bids = {bid.key: bid for bid in tender.bids.all()}
        kept = 0
        for detector, finding in sorted(found, key=lambda item: (-item[1].bits, item[0], item[1].bidders)):
            left = fresh(detector, finding, known)
            if left is None:
                continue
            sign = _sign(number + 1, detector, left, policy, tender.regime)
            name = fingerprint(sign)
            if name in names:
                continue
            names.add(name)
            number += 1
            kept += 1
            row = Alert.objects.create(
                evaluation=evaluation, fingerprint=name, inquiry=inquiry, **_columns(sign)
            )
            row.bids.set([bids[key] for key in sign.bidders if key in bids])
        inquiry.found = kept
        inquiry.save(update_fields=["found"])
        record(
            actor=None,
            verb="inquiry.end",
            subject=f"{inquiry.number}",
            tender=tender,
            after={"alerts": kept},
        )
    return kept


def _look(inquiry: Inquiry, progress: Progress, policy: Policy) -> list[tuple[str, Finding]]:
    tender = inquiry.tender
    rows = list(
        tender.bids.filter(key__in=inquiry.bidders)
        .select_related("supplier", "tender")
        .prefetch_related("documents__file")
        .order_by("key")
    )
    found: list[tuple[str, Finding]] = []
    if inquiry.two_hops:
        progress(TWO_HOPS)
        firms = {row.key: row.spec.supplier.name for row in rows}
        found += [("ownership-chain", f) for f in chains(firms, queries.links(inquiry.asked_by), policy)]
    if not (inquiry.two_by_two or inquiry.other_tenders):
        return found
    known = tuple(reading.readable(tender.documents.select_related("file")))
    material = [
        BidderMaterial(row.key, tuple(reading.readable(row.documents.all())), row.spec) for row in rows
    ]
    case = Case(tuple(material), known, tender.spec, library=library.documents())
    if inquiry.two_by_two:
        todo = pairs(material)
        for done, two in enumerate(todo):
            progress(TWO_BY_TWO, done, len(todo))
            found += compare_two(two, case, policy)
    if inquiry.other_tenders:
        present = {bid.key: bid for bid in tender.bids.select_related("supplier")}
        for done, (row, own) in enumerate(zip(rows, material, strict=True)):
            progress(OTHERS, done, len(rows))
            recall = across.recalled(
                row, leaf(own.documents, known), present, least=LEAST_SHARED, most=MOST_BIDS
            )
            if recall.earlier:
                given = across_findings(own, recall, known, present=len(present), policy=policy)
                found += [("other-tenders", finding) for finding in given]
    return found


def _sign(number: int, detector: str, finding: Finding, policy: Policy, regime: str) -> Found:
    """The finding as an alert on request: always ``low``, with the reason in its derivation."""
    return Found(
        id=number,
        detector=detector,
        bidders=finding.bidders,
        level="low",
        bits=round(finding.bits, 1),
        summary=finding.summary,
        basis=policy.articles(detector.removesuffix("-chain"), regime),
        evidence=finding.evidence,
        derivation=(*finding.derivation, ON_REQUEST),
        limits=finding.limits,
        detail=finding.detail,
    )


def _columns(sign: Found) -> dict[str, Any]:
    return {
        "number": sign.id,
        "detector": sign.detector,
        "level": RiskLevel.LOW,
        "bits": sign.bits,
        "bidders": list(sign.bidders),
        "summary": sign.summary.to_json(),
        "basis": list(sign.basis),
        "evidence": [dict(item) for item in sign.evidence],
        "derivation": [step.to_json() for step in sign.derivation],
        "limits": sign.limits.to_json() if sign.limits else None,
        "detail": dict(sign.detail),
    }
