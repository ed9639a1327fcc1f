"""Submitting a sheet for good."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.panel.drafting import own_sheet, require_open
from evaluation.panel.models import ScoreSheet, SheetState
from evaluation.panel.moderation import gather
from evaluation.panel.points import receipt
from evaluation.panel.queries import canonical_sheet, gaps, scores_of, task_of
from procurement.ledger.services import record
from procurement.people.models import User
from procurement.tenders.models import Tender


def submit(*, tender: Tender, expert: User, seen: str) -> ScoreSheet:
    """Submits the expert's sheet; from then on nobody changes it.  Returns it with its receipt.

    ``seen`` is the receipt of what the expert had before them: a sheet that another window has changed since is not
    submitted unread.  When this was the last sheet, the scores are gathered and checked (87号令 Art. 55, 64); with two
    experts submitting at once that happens once, because the tender's row is locked.
    """
    require_open(tender, expert)
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        require_open(tender, expert)
        sheet = own_sheet(tender=tender, expert=expert)
        if sheet.is_submitted:
            raise PermissionDenied(_("Your score sheet is submitted; it can no longer be changed."))
        task = task_of(tender)
        missing = gaps(task, scores_of(sheet))
        if missing:
            words = ngettext("%(number)s score is missing.", "%(number)s scores are missing.", len(missing))
            raise ValidationError(words % {"number": len(missing)})
        digest = receipt(canonical_sheet(sheet, task))
        if digest != seen:
            raise ValidationError(
                _("Your scores have changed since this page was loaded; please look at them once more.")
            )
        sheet.state, sheet.submitted_at, sheet.receipt = SheetState.SUBMITTED, timezone.now(), digest
        sheet.save(update_fields=["state", "submitted_at", "receipt"])
        sheet.scores.filter(bid__in=task.bids, criterion__in=task.criteria).update(final=True)
        after = {"receipt": digest, "scores": len(task.items)}
        record(actor=expert, verb="panel.submit", subject=tender.reference, tender=tender, after=after)
        gather(tender=tender)
    return sheet


def reopen_for_new_items(*, tender: Tender) -> int:
    """Opens submitted sheets again that lack items, because a bid came back into the evaluation; returns how many.

    A decision of the committee or of a supervisor can make a bid valid after experts have submitted.  They score what
    is new and submit again; what they have submitted stays final.
    """
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        task = task_of(tender)
        opened = 0
        sheets = ScoreSheet.objects.filter(tender=tender, state=SheetState.SUBMITTED, imported=False)
        for sheet in sheets.select_for_update(of=("self",)).select_related("expert"):
            final = set(sheet.scores.filter(final=True).values_list("bid", "criterion"))
            lacking = sorted(
                {bid.key for bid, criterion in task.items if (bid.pk, criterion.pk) not in final}
            )
            if not lacking:
                continue
            before = {"receipt": sheet.receipt}
            sheet.state, sheet.submitted_at, sheet.receipt = SheetState.DRAFT, None, ""
            sheet.save(update_fields=["state", "submitted_at", "receipt"])
            after = {"expert": str(sheet.expert), "bidders": lacking}
            record(
                actor=None,
                verb="panel.reopen",
                subject=tender.reference,
                tender=tender,
                before=before,
                after=after,
            )
            opened += 1
    return opened
