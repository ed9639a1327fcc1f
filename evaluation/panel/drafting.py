"""Saving a draft, score by score: nothing typed is lost, and no window overwrites another in silence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.panel.models import ScoreSheet, SheetScore
from evaluation.panel.points import NotPointsError, read_points
from evaluation.panel.queries import task_of
from procurement.bids.models import Bid
from procurement.people.models import User
from procurement.people.visibility import may_score
from procurement.tenders.models import Criterion, Tender

MAX_SECONDS = 24 * 60 * 60
MAX_NOTE = 2_000


class ConflictError(Exception):
    """The score was changed elsewhere since it was loaded; ``row`` is what stands there now."""

    def __init__(self, row: SheetScore) -> None:
        super().__init__(row)
        self.row = row


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page sends for one item.  ``version`` is the one it loaded, 0 when there was none.

    ``seconds`` is all the time spent on the item so far, so that sending it twice adds nothing.
    """

    bid: str
    criterion: str
    score: str
    note: str = ""
    seconds: int = 0
    version: int = 0


def version_of(row: SheetScore | None) -> int:
    """A number that changes with every save: the time of the save in microseconds."""
    return int(row.saved_at.timestamp() * 1_000_000) if row is not None else 0


def require_open(tender: Tender, expert: User) -> None:
    """``PermissionDenied``, in words, unless this person may score this tender now."""
    if not may_score(expert, tender):
        raise PermissionDenied(
            _(
                "Scoring is open only to the experts assigned, after the evaluation and before the end of scoring."
            )
        )


def own_sheet(*, tender: Tender, expert: User) -> ScoreSheet:
    """The expert's sheet, locked until the transaction ends; made empty when there is none."""
    ScoreSheet.objects.get_or_create(tender=tender, expert=expert)
    return (
        ScoreSheet.objects.select_for_update(of=("self",))
        .select_related("expert", "tender")
        .get(tender=tender, expert=expert)
    )


def save_draft(*, tender: Tender, expert: User, entry: Entry) -> SheetScore:
    """Saves one score of the draft.

    Raises ``PermissionDenied`` when scoring is closed or the sheet is submitted, ``ValidationError`` when the value
    is not a score of this criterion, :class:`ConflictError` when another window has saved something else meanwhile.  The
    same value sent twice, because the answer got lost, is saved once and is no conflict.
    """
    require_open(tender, expert)
    bid, criterion = find_item(tender, entry.bid, entry.criterion)
    score = points_of(tender, criterion, entry.score)
    note = entry.note.strip()[:MAX_NOTE]
    with transaction.atomic():
        sheet = own_sheet(tender=tender, expert=expert)
        if sheet.is_submitted:
            raise PermissionDenied(_("Your score sheet is submitted; it can no longer be changed."))
        row = sheet.scores.filter(bid=bid, criterion=criterion).first()
        if row is None:
            row = SheetScore(sheet=sheet, bid=bid, criterion=criterion)
        elif row.final:
            raise PermissionDenied(_("This score was submitted and stays; only the new items are open."))
        elif version_of(row) != entry.version and (row.score, row.note) != (score, note):
            raise ConflictError(row)
        row.score, row.note = score, note
        row.seconds = max(row.seconds, min(entry.seconds, MAX_SECONDS))
        row.save()
    return row


def find_item(tender: Tender, bid_key: str, code: str) -> tuple[Bid, Criterion]:
    """The bid and the criterion, if they are the experts' to score."""
    task = task_of(tender)
    bid, criterion = task.bid(bid_key), task.criterion(code)
    if bid is None or criterion is None:
        raise ValidationError(_("This bid or criterion is not for the experts to score."))
    return bid, criterion


def points_of(tender: Tender, criterion: Criterion, text: str) -> Decimal | None:
    """What was typed as points of a criterion; ``ValidationError`` in words when it is none."""
    try:
        return read_points(
            text, max_score=criterion.max_score or Decimal(0), places=tender.spec.rounding.places
        )
    except NotPointsError as error:
        raise ValidationError(error.reason.render(_)) from error
