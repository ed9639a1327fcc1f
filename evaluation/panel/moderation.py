"""After the last submission: the scores are checked, and each flagged expert alone is asked to look again.

A flag changes no score.  The expert keeps the score with a reason or revises it with a reason (87号令 Art. 64);
nobody else is shown the question, because a score is never negotiated (Art. 62).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.panel.drafting import points_of
from evaluation.panel.models import Answer, Flag, FlagAnswer, ScoreSheet, SheetScore
from evaluation.panel.points import receipt
from evaluation.panel.queries import canonical_sheet, expert_key, flagged_items, scores_of, task_of
from evaluation.panel.seal import seal_is_off, sheets_that_count
from procurement.ledger.models import Entry
from procurement.ledger.services import record
from procurement.numbers import plain
from procurement.people.models import User
from procurement.tenders.models import Tender

if TYPE_CHECKING:
    from evaluation.calibration import Calibration
    from evaluation.calibration import Flag as Finding

MIN_REASON = 10
CHECKED = "panel.check"


def gather(*, tender: Tender) -> bool:
    """Checks the scores once all experts have submitted; returns whether it was done now.

    The same set of sheets is checked once, however often and from wherever this is called.
    """
    from evaluation.pipeline import (
        advance,
    )  # the pipeline knows every room; a room calls it back when its work is done

    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        if not seal_is_off(tender):
            return False
        sheets = list(_sheets(tender))
        digest = hashlib.sha256("".join(sorted(s.receipt for s in sheets)).encode()).hexdigest()
        last = Entry.objects.filter(tender=tender, verb=CHECKED).order_by("-pk").first()
        if last is not None and last.after is not None and last.after["sheets"] == digest:
            return False
        result = calibration(tender)
        _raise_flags(tender, result, {expert_key(s.expert, tender): s for s in sheets})
        after = {"sheets": digest, "flags": len(result.flags)}
        record(actor=None, verb=CHECKED, subject=tender.reference, tender=tender, after=after)
        advance(tender=tender)
    return True


def _sheets(tender: Tender) -> QuerySet[ScoreSheet]:
    return sheets_that_count(tender).select_related("expert")


def calibration(tender: Tender) -> Calibration:
    """The check of the tender's submitted scores as they stand now."""
    from evaluation.calibration import ExpertScore, check  # numbers are crunched here and on few pages only

    rows: list[ExpertScore] = []
    task = task_of(tender)
    for sheet in _sheets(tender):
        scores = scores_of(sheet)
        for bid, criterion in task.items:
            row = scores.get((bid.pk, criterion.pk))
            if row is not None and row.score is not None:
                rows.append(
                    ExpertScore(
                        expert=expert_key(sheet.expert, tender),
                        bidder=bid.key,
                        criterion=criterion.code,
                        score=row.score,
                        max_score=criterion.max_score,
                        seconds=Decimal(row.seconds) if row.seconds else None,
                        tender=tender.reference,
                    )
                )
    return check(rows)


def _raise_flags(tender: Tender, result: Calibration, sheets: Mapping[str, ScoreSheet]) -> None:
    bids = {bid.key: bid for bid in tender.bids.all()}
    criteria = {criterion.code: criterion for criterion in tender.criteria.all()}
    known = {_identity(flag) for flag in Flag.objects.filter(tender=tender).prefetch_related("answers")}
    for finding in result.flags:
        flag = Flag(
            tender=tender,
            kind=finding.kind,
            bid=bids.get(finding.bidder) if finding.bidder else None,
            criterion=criteria.get(finding.criterion) if finding.criterion else None,
            direction=finding.direction or "",
            effect=finding.effect,
            p=finding.p,
            explanation=finding.explanation.to_json(),
        )
        asked = [sheets[name] for name in _experts(finding) if name in sheets]
        if (flag.kind, flag.bid_id, flag.criterion_id, frozenset(s.pk for s in asked)) in known:
            continue
        flag.save()
        FlagAnswer.objects.bulk_create(FlagAnswer(flag=flag, sheet=sheet) for sheet in asked)


def _experts(finding: Finding) -> tuple[str, ...]:
    return (finding.expert,) if isinstance(finding.expert, str) else tuple(finding.expert)


def _identity(flag: Flag) -> tuple[str, int | None, int | None, frozenset[int]]:
    return flag.kind, flag.bid_id, flag.criterion_id, frozenset(a.sheet_id for a in flag.answers.all())


def keep(*, answer: FlagAnswer, expert: User, reason: str) -> FlagAnswer:
    """The expert stands by the scores, and says why."""
    with transaction.atomic():
        row = _open_answer(answer, expert, reason)
        row.answer, row.reason, row.answered_at = Answer.KEPT, reason.strip(), timezone.now()
        row.save()
        _close(row, expert, before=None, after={"answer": Answer.KEPT})
    return row


def revise(
    *, answer: FlagAnswer, expert: User, reason: str, scores: Mapping[tuple[str, str], str]
) -> FlagAnswer:
    """The expert changes scores the flag is about (by bid key and criterion code), and says why.

    Scores must be within range; at least one must really change.  Before and after go into the answer and the ledger.
    """
    with transaction.atomic():
        row = _open_answer(answer, expert, reason)
        tender = row.flag.tender
        task = task_of(tender)
        present = scores_of(row.sheet)
        changed: list[tuple[SheetScore, Decimal]] = []
        for bid, criterion in flagged_items(row.flag, task):
            typed = scores.get((bid.key, criterion.code))
            if typed is None:
                continue
            points = points_of(tender, criterion, typed)
            held = present.get((bid.pk, criterion.pk))
            if points is None or held is None:
                raise ValidationError(
                    _("Every score needs a number; to leave a score as it is, leave its number as it is.")
                )
            if points != held.score:
                changed.append((held, points))
        if not changed:
            raise ValidationError(
                _("No score was changed. If the scores are right as they are, keep them with a reason.")
            )
        before, after = [], []
        for held, points in changed:
            place = {"bidder": held.bid.key, "criterion": held.criterion.code}
            before.append({**place, "score": plain(held.score)})
            after.append({**place, "score": plain(points)})
            held.score = points
            held.save(update_fields=["score", "saved_at"])
        new_receipt = receipt(canonical_sheet(row.sheet, task))
        row.answer, row.reason, row.answered_at = Answer.REVISED, reason.strip(), timezone.now()
        row.before, row.after = {"scores": before}, {"scores": after, "receipt": new_receipt}
        row.save()
        _close(row, expert, before=row.before, after={"answer": Answer.REVISED, **row.after})
    return row


def _open_answer(answer: FlagAnswer, expert: User, reason: str) -> FlagAnswer:
    """The answer, locked, if it is this expert's to give and still open."""
    Tender.objects.select_for_update().get(pk=answer.flag.tender_id)
    row = (
        FlagAnswer.objects.select_for_update(of=("self",))
        .select_related("flag__tender", "sheet__expert", "sheet__tender")
        .get(pk=answer.pk)
    )
    if row.sheet.expert_id != expert.pk:
        raise PermissionDenied(_("This question was put to another expert."))
    if row.answer:
        raise ValidationError(_("You have answered this question; the answer stands."))
    if len(reason.strip()) < MIN_REASON:
        raise ValidationError(
            _("Please give your reason in at least %(number)s characters; it becomes part of the record.")
            % {"number": MIN_REASON}
        )
    return row


def _close(row: FlagAnswer, expert: User, *, before: object, after: object) -> None:
    from evaluation.pipeline import advance

    tender = row.flag.tender
    subject = f"{row.flag.kind} #{row.flag_id}"
    record(
        actor=expert,
        verb="panel.answer",
        subject=subject,
        tender=tender,
        before=before,
        after=after,
        reason=row.reason,
    )
    advance(tender=tender)
