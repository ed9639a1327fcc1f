"""The seal on scores: nobody sees another's scores before all experts of the tender have submitted."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from evaluation.panel.models import ScoreSheet, SheetState
from procurement.people.models import Assignment, Role, User
from procurement.people.visibility import tenders_for
from procurement.tenders.models import Tender


def seal_is_off(tender: Tender) -> bool:
    """Whether every assigned expert has submitted, so that scores may be gathered (87号令 Art. 55)."""
    experts = Assignment.objects.filter(tender=tender, user__role=Role.EXPERT)
    submitted = ScoreSheet.objects.filter(tender=tender, expert=OuterRef("user"), state=SheetState.SUBMITTED)
    return experts.exists() and not experts.filter(~Exists(submitted)).exists()


def sheets_that_count(tender: Tender) -> QuerySet[ScoreSheet]:
    """The submitted sheets of the committee's members: the opinion of a member who was replaced is void.

    财政部令第87号 Art. 49: 被更换的评标委员会成员所作出的评标意见无效.
    """
    members = Assignment.objects.filter(tender=tender, user__role=Role.EXPERT).values("user")
    return ScoreSheet.objects.filter(tender=tender, state=SheetState.SUBMITTED, expert__in=members)


def sheets_for(user: User, tender: Tender) -> QuerySet[ScoreSheet]:
    """The sheets this person may read: one's own always; all of them, for those who run or watch, once the seal is off.

    An expert never reads another expert's sheet here, not even afterwards.
    """
    if not tenders_for(user).filter(pk=tender.pk).exists():
        return ScoreSheet.objects.none()
    mine = Q(expert=user)
    if user.role in {Role.OFFICER, Role.SUPERVISOR} and seal_is_off(tender):
        return ScoreSheet.objects.filter(tender=tender)
    return ScoreSheet.objects.filter(mine, tender=tender)
