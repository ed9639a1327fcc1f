"""The committee's verbs: ask a bidder, enter the answer, judge it; sign the result or dissent.

The officer acts on the committee's behalf towards bidders, who meet no member alone (87号令 Art. 62(1)); a member signs
in person.  Every act is in the ledger.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.committee import binding, queries
from evaluation.committee.models import Clarification, Ground, Judgement, Opinion, Reply, Verdict
from evaluation.committee.papers import Paper
from evaluation.committee.result import result_of
from procurement.bids.models import Bid
from procurement.files.services import store
from procurement.ledger.services import record
from procurement.numbers import plain
from procurement.people.models import User
from procurement.people.visibility import may_run, may_sign
from procurement.tenders.models import Criterion, Stage, Tender

MIN_REASON = 10


def _locked(tender_id: int, by: User) -> Tender:
    """The tender under its lock, if questions to its bidders may be recorded now."""
    tender = Tender.objects.select_for_update().get(pk=tender_id)
    if not may_run(by, tender):
        raise PermissionDenied(
            _("Only an officer who runs this tender asks bidders on behalf of its committee.")
        )
    if not tender.has_reached(Stage.EVALUATED):
        raise ValidationError(_("Bidders are asked once their bids have been opened and evaluated."))
    if tender.stage == Stage.REPORTED:
        raise ValidationError(_("The report of this tender is out; nothing more is asked or judged."))
    return tender


def _reason(text: str) -> str:
    if len(text.strip()) < MIN_REASON:
        words = _("Write the reason in at least %(count)d characters; it goes into the report.")
        raise ValidationError({"reason": words % {"count": MIN_REASON}})
    return text.strip()


def ask(
    *,
    bid: Bid,
    by: User,
    ground: str,
    question: str,
    deadline: datetime,
    criterion: Criterion | None = None,
    document: str = "",
    page: int | None = None,
    corrected: Decimal | None = None,
) -> Clarification:
    """Puts a written question to one bidder; the next number of the tender.

    ``corrected`` is the price to confirm, in yuan, and has to be one that scoring found in this bid.  Raises
    ``PermissionDenied`` for whoever does not run the tender, ``ValidationError`` for what cannot be asked.
    """
    with transaction.atomic():
        tender = _locked(bid.tender_id, by)
        _check_question(tender, bid, question, deadline, criterion, document, page)
        quoted = _quoted(bid, ground, corrected)
        last = Clarification.objects.filter(tender=tender).aggregate(last=Max("number"))["last"] or 0
        made = Clarification.objects.create(
            tender=tender,
            number=last + 1,
            bid=bid,
            ground=Ground(ground),
            criterion=criterion,
            document=document,
            page=page,
            quoted=quoted,
            corrected=corrected,
            question=question.strip(),
            deadline=deadline,
            asked_by=by,
        )
        after: dict[str, Any] = {
            "ground": ground, "question": made.question, "deadline": deadline.isoformat(),
            **({"criterion": criterion.code} if criterion else {}),
            **({"document": document, "page": page} if document else {}),
            **({"quoted": plain(quoted), "corrected": plain(corrected)} if corrected is not None else {}),
        }  # fmt: skip
        record(actor=by, verb="clarification.ask", subject=made, tender=tender, after=after)
    return made


def _check_question(
    tender: Tender,
    bid: Bid,
    question: str,
    deadline: datetime,
    criterion: Criterion | None,
    document: str,
    page: int | None,
) -> None:
    if len(question.strip()) < MIN_REASON:
        words = _("Write the question in at least %(count)d characters.")
        raise ValidationError({"question": words % {"count": MIN_REASON}})
    if deadline <= timezone.now():
        raise ValidationError(
            {"deadline": _("The deadline has to lie ahead: the bidder needs time to answer.")}
        )
    if criterion is not None and criterion.tender_id != tender.pk:
        raise ValidationError({"criterion": _("This criterion is not one of the tender's.")})
    if document and not bid.documents.filter(name=document).exists():
        raise ValidationError({"document": _("The bid has no document “%(name)s”.") % {"name": document}})
    if page is not None and not document:
        raise ValidationError({"document": _("A page needs its document.")})


def _quoted(bid: Bid, ground: str, corrected: Decimal | None) -> Decimal | None:
    """The quoted price that a correction corrects; ``None`` where nothing is corrected."""
    if (ground == Ground.CORRECTION) != (corrected is not None):
        raise ValidationError(
            {"ground": _("A price is confirmed only where the evaluation found a correction.")}
        )
    if corrected is None:
        return None
    found = [c for c in queries.corrections_of(bid) if c.corrected == corrected]
    if not found:
        raise ValidationError(_("The evaluation found no such correction in this bid."))
    return found[0].quoted


def reply(
    *,
    clarification: Clarification,
    by: User,
    received_at: datetime,
    text: str = "",
    paper: Paper | None = None,
) -> Reply:
    """Enters the bidder's answer: its words, the signed or sealed paper, or both.

    ``received_at`` is when it reached the committee; an answer that came late is entered all the same, and marked.
    """
    with transaction.atomic():
        tender = _locked(clarification.tender_id, by)
        if clarification.judgements.exists():
            raise ValidationError(
                _("The committee has judged this question; ask a new one for what is left open.")
            )
        if not text.strip() and paper is None:
            raise ValidationError({"text": _("Enter the words of the answer, or add the signed file.")})
        now = timezone.now()
        if received_at > now:
            raise ValidationError({"received_at": _("An answer cannot have come in the future.")})
        if received_at < clarification.asked_at.replace(second=0, microsecond=0):
            raise ValidationError(
                {"received_at": _("This is before the question: only what was asked for is taken.")}
            )
        file = store(data=paper.data, media_type=paper.media_type) if paper else None
        made = Reply.objects.create(
            clarification=clarification,
            text=text.strip(),
            file=file,
            file_name=paper.name if paper else "",
            received_at=received_at,
            entered_by=by,
        )
        after = {
            "answer": made.text, "received": received_at.isoformat(),
            "in_time": received_at <= clarification.deadline,
            **({"name": made.file_name, "sha256": file.sha256} if file else {}),
        }  # fmt: skip
        record(actor=by, verb="clarification.reply", subject=clarification, tender=tender, after=after)
    return made


def judge(*, clarification: Clarification, by: User, verdict: str, reason: str) -> Judgement:
    """Records what the committee makes of the answer, or of there being none.

    A confirmed price, and a bid that the committee holds invalid, bind the evaluation, which is made anew.  A price that
    its bidder does not confirm is told before the report; it makes no bid invalid by itself.
    """
    from evaluation import pipeline  # the pipeline stands above this room and imports it

    with transaction.atomic():
        tender = _locked(clarification.tender_id, by)
        replies = clarification.replies.exists()
        if verdict == Verdict.INVALID and clarification.ground not in binding.ARTICLES:
            raise ValidationError({"verdict": _("An explanation that is not accepted makes no bid invalid.")})
        if verdict == Verdict.ACCEPTED and not replies:
            raise ValidationError({"verdict": _("There is no answer that could be accepted.")})
        if (
            verdict in {Verdict.REFUSED, Verdict.INVALID}
            and not replies
            and timezone.now() <= clarification.deadline
        ):
            raise ValidationError({"verdict": _("The bidder still has time to answer.")})
        last, bound = clarification.judgements.last(), binding.identity(tender)
        made = Judgement.objects.create(
            clarification=clarification, verdict=Verdict(verdict), reason=_reason(reason), recorded_by=by
        )
        record(
            actor=by, verb="clarification.judge", subject=clarification, tender=tender,
            before={"verdict": last.verdict} if last else None, after={"verdict": made.verdict}, reason=made.reason,
        )  # fmt: skip
        if binding.identity(tender) != bound:
            pipeline.reevaluate_after_decision(tender=tender, by=by)
    return made


def sign(*, tender: Tender, expert: User, agrees: bool, reason: str, seen: str) -> Opinion:
    """A member signs the result, or writes the dissent with its reason (87号令 Art. 61; 实施条例 Art. 53).

    ``seen`` is the digest of the result the member had before them: another one is not signed unread.
    """
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        if not may_sign(expert, tender):
            raise PermissionDenied(
                _(
                    "The result is signed by the members of the committee, from the last score until the report is made."
                )
            )
        result = result_of(tender)
        if result is None:
            raise ValidationError(
                _("The result is being worked out anew; it can be signed when that is done.")
            )
        if result.digest != seen:
            raise ValidationError(
                _("The result has changed since this page was loaded; please look at it once more.")
            )
        if Opinion.objects.filter(tender=tender, expert=expert, result=seen).exists():
            raise ValidationError(_("You have given your opinion on this result; it stands."))
        made = Opinion.objects.create(
            tender=tender, expert=expert, result=seen, agrees=agrees, reason="" if agrees else _reason(reason)
        )
        _record_opinion(made)
    return made


def _record_opinion(made: Opinion) -> None:
    after = {"result": made.result}
    if made.agrees:
        record(
            actor=made.expert,
            verb="opinion.sign",
            subject=made.tender.reference,
            tender=made.tender,
            after=after,
        )
    else:
        record(
            actor=made.expert, verb="opinion.dissent", subject=made.tender.reference, tender=made.tender,
            after=after, reason=made.reason,
        )  # fmt: skip
