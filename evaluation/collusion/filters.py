"""What the queue shows: every choice is a GET parameter, so that a view of the queue is a link one can send on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext

from evaluation.collusion.models import Alert, RiskLevel, Verdict
from evaluation.collusion.queries import DECIDED_VERDICTS

STATES = ("open", "decided", Verdict.CONFIRMED.value, Verdict.DISMISSED.value, "all")
SORTS: dict[str, tuple[str, ...]] = {
    "weight": ("-weight", "-bits", "pk"),
    "newest": ("-evaluation__created_at", "-weight", "-bits", "pk"),
    "tender": ("evaluation__tender__reference", "-weight", "-bits", "pk"),
    "detector": ("detector", "-weight", "-bits", "pk"),
}
WEAK_BITS = 3.0
"""Bits up to which an open sign of low level is folded away in lists: it is at most eight times likelier in a ring."""
NOBODY = "-"
"""As a holder: signs that nobody has in hand."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of alerts and their order.  Unknown values fall back to the default, so an old link still works.

    ``other`` is a second bidder of the same alert; ``holder`` the account of who has it in hand, or :data:`NOBODY`;
    ``weak`` is ``1`` when weak signs are listed with the others.
    """

    tender: str = ""
    level: str = ""
    detector: str = ""
    bidder: str = ""
    other: str = ""
    holder: str = ""
    state: str = "open"
    q: str = ""
    sort: str = "weight"
    weak: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str], state: str = "open") -> "Filter":
        """The filter that GET parameters name."""
        given = {field.name: params.get(field.name, "").strip()[:200] for field in fields(cls)}
        if given["level"] not in RiskLevel.values:
            given["level"] = ""
        if given["state"] not in STATES:
            given["state"] = state
        if given["sort"] not in SORTS:
            given["sort"] = "weight"
        given["weak"] = "1" if given["weak"] == "1" else ""
        return cls(**given)

    def link(self, **changes: str) -> str:
        """The query string of this filter with some choices changed; what is empty is left out."""
        changed = replace(self, **changes)
        named = {field.name: getattr(changed, field.name) for field in fields(self)}
        default = Filter()
        kept = {k: v for k, v in named.items() if v and (k == "state" or v != getattr(default, k))}
        return "?" + urlencode(kept)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state and the order is chosen."""
        return any((self.tender, self.level, self.detector, self.bidder, self.other, self.holder, self.q))

    def apply(self, alerts: QuerySet[Alert]) -> QuerySet[Alert]:
        """The alerts (as :func:`queries.alerts_for` gives them) that this filter leaves, in its order."""
        if self.tender:
            alerts = alerts.filter(evaluation__tender__reference=self.tender)
        if self.level:
            alerts = alerts.filter(level=self.level)
        if self.detector:
            alerts = alerts.filter(detector=self.detector)
        if self.bidder:
            alerts = alerts.filter(bidders__contains=[self.bidder])
        if self.other:
            alerts = alerts.filter(bidders__contains=[self.other])
        if self.holder:
            alerts = alerts.filter(holder=None if self.holder == NOBODY else self.holder)
        if self.state == "open":
            alerts = alerts.exclude(verdict__in=DECIDED_VERDICTS)
        elif self.state == "decided":
            alerts = alerts.filter(verdict__in=DECIDED_VERDICTS)
        elif self.state != "all":
            alerts = alerts.filter(verdict=self.state)
        if self.q:
            alerts = _search(alerts, self.q)
        return alerts.order_by(*SORTS[self.sort])

    def fold(self, alerts: QuerySet[Alert]) -> tuple[QuerySet[Alert], int]:
        """What of these alerts a list shows, and how many weak ones there are: folded away unless asked for."""
        count = alerts.filter(weak()).order_by().count()
        return (alerts if self.weak else alerts.exclude(weak())), count


def weak() -> Q:
    """Open signs of low level and at most :data:`WEAK_BITS` bits that nobody has in hand (``alerts_for`` annotates)."""
    undecided = ~Q(verdict__in=DECIDED_VERDICTS)
    return Q(level=RiskLevel.LOW, bits__lte=WEAK_BITS, holder=None) & undecided


_PLACE = re.compile(r"%\(\w+\)[sd]")


def _words(template: str) -> str:
    """What a summary says in the reader's language, without the places for its parameters."""
    return _PLACE.sub("\n", gettext(template)).casefold()


def _search(alerts: QuerySet[Alert], text: str) -> QuerySet[Alert]:
    """Alerts that carry the text in their summary as it is read now, in their evidence or in a bidder's name."""
    templates = alerts.order_by().values_list("summary__template", flat=True).distinct()
    said = [template for template in templates if template and text.casefold() in _words(template)]
    searched = alerts.annotate(
        evidence_text=Cast("evidence", TextField()), summary_text=Cast("summary__params", TextField())
    )
    found = (
        Q(summary__template__in=said)
        | Q(summary_text__icontains=text)
        | Q(evidence_text__icontains=text)
        | Q(detector__icontains=text)
        | Q(evaluation__tender__title__icontains=text)
        | Q(evaluation__tender__reference__icontains=text)
        | Q(bids__key__icontains=text)
        | Q(bids__supplier__name__icontains=text)
    )
    return alerts.filter(pk__in=searched.filter(found).order_by().values("pk"))
