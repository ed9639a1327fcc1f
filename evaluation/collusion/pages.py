"""What supervision adds to the pages of the record: signs that wait for a decision, and the door to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.collusion.models import RiskLevel
from evaluation.collusion.queries import groups_for, open_alerts
from procurement.people.models import Role, User
from procurement.people.visibility import may_decide_alerts, may_see_alerts, tenders_with_alerts_for
from procurement.people.worklist import WorkItem, worklist_source
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import Door, tender_doors


@worklist_source(Role.SUPERVISOR)
def waiting(supervisor: User) -> Iterator[WorkItem]:
    """The signs nobody has decided yet, tender by tender; a suspected ring leads to its group."""
    for tender in tenders_with_alerts_for(supervisor).exclude(stage=Stage.REPORTED):
        levels = list(open_alerts(tender).values_list("level", flat=True))
        if not levels:
            continue
        high = levels.count(RiskLevel.HIGH)
        what = ngettext("Decide %(n)s sign of collusion", "Decide %(n)s signs of collusion", len(levels))
        group = groups_for(supervisor, tender).order_by("number").first()
        url = (
            reverse("collusion:group", args=[tender.reference, group.number])
            if group is not None
            else reverse("collusion:tender", args=[tender.reference])
        )
        yield WorkItem(
            what % {"n": len(levels)},
            f"{tender.reference} · {tender.title}",
            url,
            when=ngettext("%(n)s of high weight", "%(n)s of high weight", high) % {"n": high} if high else "",
            weight=10,
            urgent=bool(high),
        )


@tender_doors
def door(user: User, tender: Tender) -> Iterator[Door]:
    """For whoever may see alerts; the next step for a supervisor while any is open."""
    if may_see_alerts(user, tender):
        count = open_alerts(tender).count()
        url = reverse("collusion:tender", args=[tender.reference])
        main = bool(count) and may_decide_alerts(user, tender)
        yield Door(_("Alerts"), url, waiting=count, main=main, weight=25)
