"""The way of a tender through the house, in order, and nothing else.

reading → scoring → evidence → collusion → panel scores that are there → ranking; then the stage follows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import decisions
from evaluation.collusion import COLLUSION_VERSION, detect
from evaluation.collusion import queries as collusion_queries
from evaluation.collusion import services as collusion
from evaluation.collusion.across import services as across
from evaluation.collusion.alert import BidderMaterial, Case, HistoryRow
from evaluation.committee import binding
from evaluation.evidence import EVIDENCE_VERSION
from evaluation.evidence import services as evidence
from evaluation.library import queries as library
from evaluation.panel import services as panel
from evaluation.panel.queries import unanswered
from evaluation.panel.seal import seal_is_off
from evaluation.policies.layers import identity as policy_identity
from evaluation.policies.queries import policy_for
from evaluation.ranking import services as ranking
from evaluation.reading import READER_VERSION, UnreadableError
from evaluation.reading import queries as reading
from evaluation.reading.ahead import read_ahead
from evaluation.reading.document import Document
from evaluation.reporting.models import Report
from evaluation.scoring import committee, extracted
from evaluation.scoring import queries as scoring_queries
from evaluation.scoring import services as scoring
from evaluation.scoring.engine import SCORING_VERSION, score_tender, tender_warnings
from evaluation.scoring.models import Evaluation
from evaluation.scoring.result import BidWarning
from procurement.bids.services import open_bids
from procurement.jobs.progress import Progress, silent
from procurement.jobs.services import enqueue
from procurement.ledger.services import record
from procurement.message import Message, msg
from procurement.people.models import User
from procurement.people.visibility import may_run
from procurement.tenders.models import Stage, Tender

READING = msg("Reading the documents")
SCORING = msg("Scoring what is objective")
SEARCHING = msg("Finding the passages for each criterion")
RECALLING = msg("Comparing the bids with earlier tenders")
COMPARING = msg("Comparing the bids with each other")
KEEPING = msg("Keeping the results")


def evaluate(*, tender: Tender, by: User | None, progress: Progress = silent) -> Evaluation:
    """Runs all that needs no expert and keeps the results; with unchanged inputs nothing is run again.

    ``by`` ``None`` is the command line, which opens the bids itself once the deadline has passed.
    """
    _check_may_evaluate(tender, by)
    if by is None:
        open_bids(tender=tender, by=None)
        tender.refresh_from_db()
    evaluation = _up_to_date(tender)
    while evaluation is None:
        evaluation = _run(tender, _digest(tender), by, progress) or _up_to_date(tender)
    panel.import_panel(tender=tender, rows=tender.history.get("panel", []))
    panel.reopen_for_new_items(tender=tender)
    ranking.compute(tender=tender)
    advance(tender=tender)
    return evaluation


def _check_may_evaluate(tender: Tender, by: User | None) -> None:
    if by is not None and not may_run(by, tender):
        raise PermissionDenied(_("Only an officer who runs this tender may evaluate it."))
    if by is not None and tender.stage == Stage.LOADED:
        raise ValidationError(_("The bids are sealed; open them first."))
    if tender.stage == Stage.REPORTED:
        raise ValidationError(_("The report of this tender is out; its evaluation stands as reported."))


def _up_to_date(tender: Tender) -> Evaluation | None:
    """The newest evaluation if nothing it depends on has changed since."""
    evaluation = scoring_queries.current(tender)
    return evaluation if evaluation is not None and evaluation.digest == _digest(tender) else None


def _digest(tender: Tender) -> str:
    """Everything an evaluation depends on: the package, the versions of what judges it, the decisions taken."""
    inputs = {
        "package": tender.digest,
        "versions": [READER_VERSION, EVIDENCE_VERSION, SCORING_VERSION, COLLUSION_VERSION],
        "policy": policy_identity(policy_for(tender)),
        **({"library": texts} if (texts := library.identity()) else {}),
        **decisions.standing(tender),
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def _run(tender: Tender, digest: str, by: User | None, progress: Progress) -> Evaluation | None:
    """One evaluation of the inputs that ``digest`` names; ``None``, and nothing kept, when they changed meanwhile."""
    spec, policy = tender.spec, policy_for(tender)
    tender_documents, documents, unreadable = _read(tender, progress)
    bids = {bid.key: bid.spec for bid in tender.bids.all()}
    progress(SCORING)
    decided = committee.standing(tender)
    rejected = binding.joined(collusion_queries.rejections(tender), binding.rejections(tender))
    imposed, confirmed = committee.with_rejections(rejected, decided, spec), binding.confirmed(tender)
    completed = extracted.complete(spec, bids, documents)
    judged = {key: binding.priced(c.bid, confirmed.get(key)) for key, c in completed.items()}
    scored = score_tender(spec, judged, documents, imposed=imposed)
    outcomes = committee.applied(extracted.told(spec, scored, completed), decided)
    findings = evidence.find(tender=tender, documents=documents, progress=_step(progress, SEARCHING))
    progress(RECALLING)
    recalls = across.recall(tender=tender, documents=documents, tender_documents=tender_documents)
    result = detect(
        Case(
            bidders=tuple(BidderMaterial(key, tuple(documents[key]), bids[key]) for key in sorted(bids)),
            tender_documents=tuple(tender_documents),
            tender=spec,
            history=_history(tender),
            recalls=recalls,
            library=library.documents(),
        ),
        policy=policy,
        progress=lambda name, done, total: progress(COMPARING, done, total),
    )
    progress(KEEPING)
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        newest = scoring_queries.current(tender)
        if newest is not None and newest.digest == digest:
            return newest  # another run of the same work was quicker
        if _digest(tender) != digest:
            return None  # somebody decided something while this was at work
        warnings = [*tender_warnings(spec, outcomes), *unreadable]
        evaluation = scoring.store(
            tender=tender,
            digest=digest,
            outcomes=outcomes,
            decisions=decisions.standing(tender),
            warnings=warnings,
            policy={
                "name": policy.name,
                "version": policy.version,
                "high": policy.high,
                "medium": policy.medium,
                "speaking": sorted(result.speaking),
            },
        )
        evidence.store(tender=tender, findings=findings)
        collusion.store(evaluation=evaluation, result=result)
        after = {
            "evaluation": evaluation.number,
            "valid": sum(outcome.valid for outcome in outcomes.values()),
            "bids": len(outcomes),
            "alerts": len(result.alerts),
            "policy": f"{policy.name} {policy.version}",
        }
        record(actor=by, verb="tender.evaluate", subject=tender, tender=tender, after=after)
    return evaluation


def _read(
    tender: Tender, progress: Progress
) -> tuple[list[Document], Mapping[str, list[Document]], list[BidWarning]]:
    """All documents of a tender, read once per content; what cannot be read is said and the others go on."""
    rows: list[tuple[str | None, reading.AnyDocument]] = []
    rows += [(None, row) for row in tender.documents.select_related("file")]
    bids = list(tender.bids.prefetch_related("documents__file"))
    rows += [(bid.key, row) for bid in bids for row in bid.documents.all()]
    of_tender: list[Document] = []
    of_bids: dict[str, list[Document]] = {bid.key: [] for bid in bids}
    unreadable = []
    read_ahead(files=[(row.file, row.name) for _, row in rows], progress=_step(progress, READING))
    for key, row in rows:
        try:
            (of_tender if key is None else of_bids[key]).append(reading.document(row.file, row.name))
        except UnreadableError as error:
            detail = msg(
                "%(document)s of %(owner)s could not be read: %(reason)s",
                document=row.name,
                owner=key or tender.reference,
                reason=error.reason,
            )
            unreadable.append(BidWarning("unreadable", "", detail))
    return of_tender, of_bids, unreadable


def _step(progress: Progress, step: Message):  # type: ignore[no-untyped-def]
    return lambda done, total: progress(step, done, total)


_HISTORY_COLUMNS = ("tender", "date", "buyer", "supplier", "uscc", "price", "won")


def _history(tender: Tender) -> tuple[HistoryRow, ...]:
    return tuple(
        HistoryRow(
            **{name: row.get(name, "") for name in _HISTORY_COLUMNS if name != "won"},
            won=row.get("won") == "1",
            experts=tuple(value for name, value in row.items() if name not in _HISTORY_COLUMNS and value),
        )
        for row in tender.history.get("earlier_bids", [])
    )


def reevaluate_after_decision(*, tender: Tender, by: User | None) -> None:
    """Queues a new evaluation because a decision changed a score or which bids are valid: relative scores follow."""
    enqueue(
        kind="evaluate",
        by=None,
        tender=tender,
        payload={"because": "decision", "decided_by": by.pk if by else None},
        behind_running=True,
    )


def advance(*, tender: Tender) -> str:
    """Brings the stage up to what has been done, and ranks anew when the last score is in; returns the stage."""
    with transaction.atomic():
        tender_row = Tender.objects.select_for_update().get(pk=tender.pk)
        before, after = tender_row.stage, _stage(tender_row)
        if before != after:
            tender_row.stage = after
            tender_row.save(update_fields=["stage"])
            record(
                actor=None, verb="tender.stage", subject=tender_row, tender=tender_row,
                before={"stage": before}, after={"stage": after},
            )  # fmt: skip
            if tender_row.has_reached(Stage.SCORED):
                ranking.compute(tender=tender_row)
    tender.stage = after
    return after


def _stage(tender: Tender) -> str:
    if Report.objects.filter(tender=tender).exists():
        return Stage.REPORTED
    if not hasattr(tender, "opening"):
        return Stage.LOADED
    if scoring_queries.current(tender) is None:
        return Stage.OPENED
    if not scores_are_in(tender):
        return Stage.EVALUATED
    if collusion_queries.open_alerts(tender).exists() or decisions.is_outdated(tender):
        return Stage.SCORED
    return Stage.DECIDED


def scores_are_in(tender: Tender) -> bool:
    """Whether every expert has submitted and answered; a tender without subjective criteria needs none."""
    if not tender.criteria.filter(kind="subjective").exists():
        return True
    return seal_is_off(tender) and not unanswered(tender).exists()
