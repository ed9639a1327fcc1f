"""What supervision adds to the pages of the record: signs that wait for a decision, and the door to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.collusion.models import RiskLevel
from evaluation.collusion.queries import DECIDED_VERDICTS, alerts_for, groups_for, open_alerts
from procurement.people.models import Role, User
from procurement.people.visibility import may_decide_alerts, may_see_alerts
from procurement.people.worklist import WorkItem, worklist_source
from procurement.tenders.models import Stage, Tender
from procurement.tenders.page import Door, tender_doors


@worklist_source(Role.SUPERVISOR)
def waiting(supervisor: User) -> Iterator[WorkItem]:
    """The signs nobody has decided yet, tender by tender; a suspected ring leads to its group."""
    undecided = alerts_for(supervisor).filter(level__in=[RiskLevel.HIGH, RiskLevel.MEDIUM])
    levels: dict[Tender, list[str]] = {}
    for alert in undecided.exclude(evaluation__tender__stage=Stage.REPORTED):
        if alert.verdict in DECIDED_VERDICTS:  # type: ignore[attr-defined]  # alerts_for says how each one stands
            continue
        levels.setdefault(alert.evaluation.tender, []).append(alert.level)
    rings = {group.evaluation.tender_id: group.number for group in groups_for(supervisor).order_by("-number")}
    for tender, found in levels.items():
        high = found.count(RiskLevel.HIGH)
        what = ngettext("Decide %(n)s sign of collusion", "Decide %(n)s signs of collusion", len(found))
        url = (
            reverse("collusion:group", args=[tender.reference, rings[tender.pk]])
            if tender.pk in rings
            else reverse("collusion:tender", args=[tender.reference])
        )
        yield WorkItem(
            what % {"n": len(found)},
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
