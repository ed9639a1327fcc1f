"""What the committee room adds to the worklist and to a tender's page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.committee import queries
from evaluation.committee.models import Opinion
from evaluation.committee.result import result_of
from procurement.people.models import Role, User
from procurement.people.visibility import may_sign, tenders_for, tenders_with_clarifications_for
from procurement.people.worklist import WorkItem, worklist_source
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import Door, tender_doors


@worklist_source(Role.EXPERT)
def to_sign(expert: User) -> Iterator[WorkItem]:
    """Results that wait for this member's signature or dissent."""
    for tender in tenders_for(expert).filter(stage__in=[Stage.SCORED, Stage.DECIDED]):
        if _unsigned(expert, tender):
            url = reverse("committee:opinions", args=[tender.reference])
            yield WorkItem(
                _("Sign the result, or write your dissent"),
                f"{tender.reference} · {tender.title}",
                url,
                weight=7,
            )


def _unsigned(expert: User, tender: Tender) -> bool:
    result = result_of(tender)
    return (
        result is not None
        and not Opinion.objects.filter(tender=tender, expert=expert, result=result.digest).exists()
    )


@worklist_source(Role.OFFICER)
def answers(officer: User) -> Iterator[WorkItem]:
    """Answers that came, and deadlines that passed without one."""
    for tender, number in queries.to_judge(officer).items():
        words = ngettext(
            "Record what the committee finds on %(n)s clarification",
            "Record what the committee finds on %(n)s clarifications",
            number,
        )
        url = reverse("committee:clarifications", args=[tender.reference])
        yield WorkItem(words % {"n": number}, f"{tender.reference} · {tender.title}", url, weight=6)


@tender_doors
def doors(user: User, tender: Tender) -> Iterator[Door]:
    """To the questions to bidders, and to the signatures."""
    reference = tender.reference
    if tenders_with_clarifications_for(user).filter(pk=tender.pk).exists():
        rows = queries.courses(queries.clarifications_for(user, tender))
        waiting = sum(row.to_judge for row in rows) if user.is_officer else 0
        if rows or not user.is_expert:
            url = reverse("committee:clarifications", args=[reference])
            yield Door(_("Clarifications"), url, waiting=waiting, weight=32)
    if not tender.has_reached(Stage.SCORED) or user.role == Role.ADMINISTRATOR:
        return
    url = reverse("committee:opinions", args=[reference])
    if user.role == Role.EXPERT:
        unsigned = may_sign(user, tender) and _unsigned(user, tender)
        yield Door(
            _("Sign the result") if unsigned else _("Result and signatures"), url, main=unsigned, weight=25
        )
    elif user.role in {Role.OFFICER, Role.SUPERVISOR}:
        yield Door(_("Signatures"), url, _signed(tender), weight=34)


def _signed(tender: Tender) -> str:
    members = [m for m in queries.members_of(tender, result_of(tender)) if not m.absent]
    given = sum(m.opinion is not None for m in members)
    return _("%(given)s of %(members)s members have given their opinion") % {
        "given": given,
        "members": len(members),
    }
