"""Scores that come with a tender package (``panel.csv``): given elsewhere, taken in as submitted sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.panel.models import ScoreSheet, SheetScore, SheetState
from evaluation.panel.moderation import gather
from evaluation.panel.points import receipt
from evaluation.panel.queries import canonical_sheet, task_of
from procurement.ledger.services import record
from procurement.people.models import Assignment, Role, User
from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ``panel.csv``."""

    expert: str
    bidder: str
    criterion: str
    score: Decimal
    seconds: int


def import_panel(*, tender: Tender, rows: Iterable[Sequence[Any]]) -> int:
    """Takes the package's expert scores in; each row is expert, bidder, criterion, score, seconds.

    Returns how many sheets are new; doing it twice changes nothing.  Each expert becomes a person of this tender who
    cannot sign in, even where an account of the same name exists: nobody's own scores can be written by a file.
    Scores outside the range are taken as they are, so that the check can show them.  Then the scores are checked, if
    no other expert is still at work.
    """
    by_expert: dict[str, list[Row]] = {}
    for row in rows:
        parsed = _row(row)
        by_expert.setdefault(parsed.expert, []).append(parsed)
    if not by_expert:
        return 0
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        new = sum(_import_sheet(tender, name, lines) for name, lines in by_expert.items())
        gather(tender=tender)
    return new


def _row(row: Sequence[Any]) -> Row:
    expert, bidder, criterion, score, seconds = row
    return Row(str(expert), str(bidder), str(criterion), Decimal(str(score)), int(Decimal(str(seconds or 0))))


def _import_sheet(tender: Tender, name: str, lines: Sequence[Row]) -> bool:
    username = f"{name}@{tender.reference}"
    if len(username) > 150:
        raise ValidationError(_("panel.csv: the expert's name “%(name)s” is too long.") % {"name": name})
    bids = {bid.key: bid for bid in tender.bids.all()}
    criteria = {criterion.code: criterion for criterion in tender.criteria.all()}
    for line in lines:
        if line.bidder not in bids or line.criterion not in criteria:
            raise ValidationError(
                _("panel.csv: there is no bidder “%(bidder)s” with a criterion “%(criterion)s”.")
                % {"bidder": line.bidder, "criterion": line.criterion}
            )
    expert, created = User.objects.get_or_create(
        username=username, defaults={"display_name": name, "role": Role.EXPERT, "is_active": False}
    )
    if created:
        expert.set_unusable_password()
        expert.save(update_fields=["password"])
    sheet, new = ScoreSheet.objects.get_or_create(tender=tender, expert=expert, defaults={"imported": True})
    if not new:
        return False
    Assignment.objects.get_or_create(tender=tender, user=expert)
    SheetScore.objects.bulk_create(
        SheetScore(
            sheet=sheet,
            bid=bids[line.bidder],
            criterion=criteria[line.criterion],
            score=line.score,
            seconds=line.seconds,
            final=True,
        )
        for line in lines
    )
    sheet.state, sheet.submitted_at = SheetState.SUBMITTED, timezone.now()
    sheet.receipt = receipt(canonical_sheet(sheet, task_of(tender)))
    sheet.save(update_fields=["state", "submitted_at", "receipt"])
    after = {"expert": name, "receipt": sheet.receipt, "scores": len(lines)}
    record(actor=None, verb="panel.import", subject=tender.reference, tender=tender, after=after)
    return True
