"""What the panel adds to the pages of the record: an expert's waiting work, and doors on the tender's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.panel.models import ScoreSheet
from evaluation.panel.queries import answers_of, members, standing
from procurement.people.models import Role, User
from procurement.people.visibility import may_score, tenders_for
from procurement.people.worklist import WorkItem, worklist_source
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import Door, member_notes, tender_doors


@worklist_source(Role.EXPERT)
def waiting(expert: User) -> Iterator[WorkItem]:
    """Tenders to score and questions to answer."""
    for tender in tenders_for(expert).filter(stage=Stage.EVALUATED):
        now = standing(tender, expert)
        where = f"{tender.reference} · {tender.title}"
        if now.open_flags:
            words = ngettext(
                "Answer %(number)s question on your scores",
                "Answer %(number)s questions on your scores",
                now.open_flags,
            )
            yield WorkItem(
                words % {"number": now.open_flags},
                where,
                reverse("panel:flags", args=[tender.reference]),
                weight=5,
                urgent=True,
            )
        elif now.submitted or not now.total:
            continue
        elif now.left:
            words = ngettext(
                "Score: %(left)s of %(total)s item left", "Score: %(left)s of %(total)s items left", now.left
            )
            counts = {"left": now.left, "total": now.total}
            yield WorkItem(words % counts, where, reverse("panel:score", args=[tender.reference]), weight=10)
        else:
            url = reverse("panel:review", args=[tender.reference])
            yield WorkItem(_("Review your scores and submit them"), where, url, weight=8)


@worklist_source(Role.OFFICER)
def scoring(officer: User) -> Iterator[WorkItem]:
    """Tenders whose experts are at work, and how many have submitted; no score and no count of scores."""
    open_ = tenders_for(officer).filter(stage=Stage.EVALUATED)
    submitted = Q(sheets__state="submitted")
    for tender in open_.annotate(
        done=Count("sheets", filter=submitted, distinct=True),
        total=Count("assignments", filter=Q(assignments__user__role=Role.EXPERT), distinct=True),
    ):
        yield WorkItem(
            _("The experts are scoring"),
            f"{tender.reference} · {tender.title}",
            reverse("panel:watch", args=[tender.reference]),
            when=_("%(done)s of %(total)s experts have submitted")
            % {"done": tender.done, "total": tender.total},
            weight=50,
            others=True,
        )


@tender_doors
def doors(user: User, tender: Tender) -> Iterable[Door]:
    """The way to one's own sheet for an expert; to the panel's state for those who run or watch the tender."""
    if not tender.has_reached(Stage.EVALUATED):
        return
    if user.role == Role.EXPERT:
        yield from _expert_doors(user, tender)
    elif user.role in {Role.OFFICER, Role.SUPERVISOR}:
        rows = members(tender)
        done = sum(row.submitted for row in rows)
        note = _("%(done)s of %(total)s experts have submitted") % {"done": done, "total": len(rows)}
        yield Door(_("Panel"), reverse("panel:watch", args=[tender.reference]), note, weight=30)


def _expert_doors(expert: User, tender: Tender) -> Iterator[Door]:
    now = standing(tender, expert)
    reference = tender.reference
    if now.open_flags:
        yield Door(
            _("Questions on your scores"),
            reverse("panel:flags", args=[reference]),
            waiting=now.open_flags,
            main=True,
        )
    elif answers_of(expert, tender).exists():
        yield Door(_("Questions on your scores"), reverse("panel:flags", args=[reference]), weight=40)
    if now.submitted:
        yield Door(_("Your submitted scores"), reverse("panel:review", args=[reference]), weight=30)
    elif may_score(expert, tender) and now.total:
        note = _("%(scored)s of %(total)s scored") % {"scored": now.scored, "total": now.total}
        yield Door(
            _("Score the bids"), reverse("panel:score", args=[reference]), note, waiting=now.left, main=True
        )


@member_notes
def notes(user: User, tender: Tender) -> Mapping[int, str]:
    """Beside each expert whether the sheet is in, for those who run or watch the tender; no numbers."""
    if user.role not in {Role.OFFICER, Role.SUPERVISOR} or not tender.has_reached(Stage.EVALUATED):
        return {}
    sheets = ScoreSheet.objects.filter(tender=tender, state="submitted").values_list("expert_id", flat=True)
    return dict.fromkeys(sheets, _("submitted"))
