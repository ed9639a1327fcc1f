"""Who sees what, when: the one place that says so.

Every page, search, export, count and notification starts from these query sets and questions.

- Bids are sealed 密封 until the opening: before it everybody, the officer included, sees how many there are, no more.
- An officer sees the tenders assigned to them; an expert the assigned ones, and reads bids only while scoring is open,
  and afterwards only that there was a tender, the own sheet, and the result while it is to be signed; a supervisor sees every opened tender; the administrator runs people and rules and reads no bid.
- An expert's scores are seen by that expert alone until all experts of the tender have submitted (87号令 Art. 55, 62).
"""

from django.db.models import Exists, OuterRef, QuerySet

from procurement.bids.models import Bid, BidDocument
from procurement.people.models import Assignment, Role, User
from procurement.tenders.models import Stage, Tender


def tenders_for(user: User) -> QuerySet[Tender]:
    """The tenders this person may know of."""
    if not user.is_active:
        return Tender.objects.none()
    if user.role == Role.SUPERVISOR:
        return Tender.objects.exclude(stage=Stage.LOADED)
    if user.role == Role.ADMINISTRATOR:
        return Tender.objects.all()
    mine = Tender.objects.filter(Exists(Assignment.objects.filter(tender=OuterRef("pk"), user=user)))
    if user.role == Role.EXPERT:
        return mine.exclude(stage__in=[Stage.LOADED, Stage.OPENED])
    return mine


def bids_for(user: User) -> QuerySet[Bid]:
    """The bids this person may read: none of a sealed tender, none for the administrator.

    An expert takes no material away (87号令 Art. 62(6)): bids close when scoring does.
    """
    if user.role == Role.ADMINISTRATOR:
        return Bid.objects.none()
    bids = Bid.objects.filter(tender__in=tenders_for(user)).exclude(tender__stage=Stage.LOADED)
    return bids.filter(tender__stage=Stage.EVALUATED) if user.role == Role.EXPERT else bids


def bid_documents_for(user: User) -> QuerySet[BidDocument]:
    """The bid documents this person may read."""
    return BidDocument.objects.filter(bid__in=bids_for(user))


def may_take_files(user: User) -> bool:
    """Whether this person downloads bid documents they may read: officers and supervisors.

    An expert takes no material away (87号令 Art. 62(6)); the pages are shown to them as images.
    """
    return user.role in {Role.OFFICER, Role.SUPERVISOR}


def may_run(user: User, tender: Tender) -> bool:
    """Whether this person runs the tender: the officers assigned to it."""
    return user.role == Role.OFFICER and tenders_for(user).filter(pk=tender.pk).exists()


def may_score(user: User, tender: Tender) -> bool:
    """Whether this person scores now: an assigned expert while scoring is open."""
    return (
        user.role == Role.EXPERT
        and tender.stage == Stage.EVALUATED
        and tenders_for(user).filter(pk=tender.pk).exists()
    )


def tenders_with_alerts_for(user: User) -> QuerySet[Tender]:
    """The tenders whose collusion alerts this person sees: evaluated ones, for supervisors and the officers in charge.

    Experts do not: a suspicion must not lean on a score.
    """
    if user.role not in {Role.SUPERVISOR, Role.OFFICER}:
        return Tender.objects.none()
    return tenders_for(user).exclude(stage__in=[Stage.LOADED, Stage.OPENED])


def may_see_alerts(user: User, tender: Tender) -> bool:
    """Whether this person sees the collusion alerts of this tender."""
    return tenders_with_alerts_for(user).filter(pk=tender.pk).exists()


def may_decide_alerts(user: User, tender: Tender) -> bool:
    """Whether this person decides alerts: supervisors alone, until the report is out."""
    return user.role == Role.SUPERVISOR and may_see_alerts(user, tender) and tender.stage != Stage.REPORTED


def may_see_scores(user: User, tender: Tender) -> bool:
    """Whether this person sees objective scores and the ranking: who runs or watches an evaluated tender.

    Experts do not: what others found must not lean on what they find.  Subjective scores have a seal of their own.
    """
    return tender.has_reached(Stage.EVALUATED) and (
        (user.role == Role.SUPERVISOR and tenders_for(user).filter(pk=tender.pk).exists())
        or may_run(user, tender)
    )


def tenders_with_clarifications_for(user: User) -> QuerySet[Tender]:
    """The tenders whose questions to bidders 澄清 this person reads: who runs or watches them, the experts until the report."""
    if user.role == Role.ADMINISTRATOR:
        return Tender.objects.none()
    shown = tenders_for(user).exclude(stage__in=[Stage.LOADED, Stage.OPENED])
    return shown.exclude(stage=Stage.REPORTED) if user.role == Role.EXPERT else shown


def may_sign(user: User, tender: Tender) -> bool:
    """Whether this person signs the result now: a member of the committee, from the last score until the report."""
    return (
        user.role == Role.EXPERT
        and tender.stage in {Stage.SCORED, Stage.DECIDED}
        and tenders_for(user).filter(pk=tender.pk).exists()
    )
