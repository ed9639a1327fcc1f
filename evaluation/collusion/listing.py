"""Lists of alerts and rings as pages and workbooks show them: names beside keys, counts, choices, neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from evaluation.collusion import queries
from evaluation.collusion.alert_page import Party, is_open, parties, said, title
from evaluation.collusion.articles import provision
from evaluation.collusion.filters import NOBODY, WEAK_BITS, Filter
from evaluation.collusion.labels import detector_name
from evaluation.collusion.models import Alert, AlertGroup, Decision, RiskLevel, Verdict
from procurement.bids.models import Bid
from procurement.people.models import User
from procurement.spreadsheet import Sheet, Value
from procurement.tenders.models import Tender


@dataclass(frozen=True, slots=True)
class Line:
    """One alert in a list."""

    alert: Alert
    title: str
    parties: tuple[Party, ...]
    open: bool
    verdict: str

    @property
    def names(self) -> dict[str, str]:
        """The bidders' names by key, for the sentences of the alert."""
        return {party.key: party.name for party in self.parties}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One suspected ring in a list, with how many of its alerts are still open."""

    group: AlertGroup
    parties: tuple[Party, ...]
    total: int
    open: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value a filter can take."""

    value: str
    label: str


def with_bids(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    """The alerts with their bidders' names at hand."""
    return alerts.prefetch_related(Prefetch("bids", Bid.objects.select_related("supplier")))


def _names(alert: Alert) -> dict[str, str]:
    return {bid.key: bid.supplier.name for bid in alert.bids.all()}


def verdict_word(alert: Alert) -> str:
    """What stands: open, confirmed or dismissed, in words."""
    if is_open(alert):
        return _("open")
    return str(Verdict(alert.verdict).label)  # type: ignore[attr-defined]


def lines(alerts: Iterable[Alert]) -> list[Line]:
    """The alerts (from :func:`with_bids`) as lines."""
    return [Line(a, title(a), parties(a, _names(a)), is_open(a), verdict_word(a)) for a in alerts]


def groups_of(
    groups: QuerySet[AlertGroup], among: QuerySet[Alert], visible: QuerySet[Alert]
) -> list[GroupLine]:
    """The rings that hold at least one of these alerts, heaviest first; only ``visible`` alerts are counted."""
    chosen = groups.filter(alerts__in=among.order_by().values("pk")).distinct()
    found = chosen.order_by("-bits", "pk").prefetch_related(
        Prefetch("alerts", with_bids(visible)),
    )
    result = []
    for group in found:
        alerts = list(group.alerts.all())
        names = {key: name for alert in alerts for key, name in _names(alert).items()}
        result.append(
            GroupLine(
                group=group,
                parties=tuple(Party(key, names.get(key, key)) for key in group.bidders),
                total=len(alerts),
                open=sum(is_open(alert) for alert in alerts),
                kinds=tuple(sorted({title(alert) for alert in alerts})),
            )
        )
    return result


def counts(visible: QuerySet[Alert]) -> dict[str, dict[str, int]]:
    """How many alerts there are of each level among the open ones, and of each state."""
    states: dict[str, int] = {"open": 0, "confirmed": 0, "dismissed": 0, "decided": 0, "all": 0}
    levels: dict[str, int] = dict.fromkeys(RiskLevel.values, 0)
    for row in visible.order_by().values("verdict", "level").annotate(number=Count("pk")):
        state = row["verdict"] if row["verdict"] in queries.DECIDED_VERDICTS else "open"
        states[state] += row["number"]
        states["all"] += row["number"]
        if state == "open":
            levels[row["level"]] += row["number"]
        else:
            states["decided"] += row["number"]
    return {"state": states, "level": levels}


def choices(visible: QuerySet[Alert]) -> dict[str, list[Choice]]:
    """What the filters offer: only what occurs among the visible alerts."""
    plain = visible.order_by()
    tenders = plain.values_list("evaluation__tender__reference", "evaluation__tender__title").distinct()
    detectors = plain.values_list("detector", flat=True).distinct()
    bidders = (
        Bid.objects.filter(alerts__in=plain.values("pk")).values_list("key", "supplier__name").distinct()
    )
    hands = plain.values_list("holder", "holder_name").distinct()
    return {
        "tender": [Choice(reference, f"{reference} {name}") for reference, name in sorted(tenders)],
        "detector": sorted((Choice(code, detector_name(code)) for code in detectors), key=lambda c: c.label),
        "bidder": [Choice(key, name) for key, name in sorted(set(bidders))],
        "holder": [
            Choice(NOBODY, _("nobody")),
            *(Choice(account, name or account) for account, name in sorted({h for h in hands if h[0]})),
        ],
        "sort": [
            Choice("weight", _("Weight")),
            Choice("newest", _("Newest")),
            Choice("tender", _("Tender")),
            Choice("detector", _("Kind of sign")),
        ],
    }


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as a link, with how many alerts it would show."""

    label: str
    href: str
    number: int
    current: bool


def chips(chosen: Filter, numbers: dict[str, dict[str, int]]) -> dict[str, list[Chip]]:
    """The states and levels as links that keep every other choice."""
    states = [
        ("open", _("To decide")),
        ("confirmed", _("Confirmed")),
        ("dismissed", _("Dismissed")),
        ("all", _("All")),
    ]
    levels = [("high", _("high")), ("medium", _("medium")), ("low", _("low"))]
    return {
        "state": [
            Chip(label, chosen.link(state=code), numbers["state"][code], chosen.state == code)
            for code, label in states
        ],
        "level": [
            Chip(
                label,
                chosen.link(level="" if chosen.level == code else code),
                numbers["level"][code],
                chosen.level == code,
            )
            for code, label in levels
        ],
    }


@dataclass(frozen=True, slots=True)
class Folding:
    """The weak signs of a list: how many, up to how many bits, whether they are shown, and the link that turns it."""

    number: int
    most: float
    shown: bool
    href: str


def folding(chosen: Filter, number: int) -> Folding | None:
    """What a list says of its weak signs; ``None`` where it has none."""
    shown = bool(chosen.weak)
    return Folding(number, WEAK_BITS, shown, chosen.link(weak="" if shown else "1")) if number else None


def sheet(alerts: QuerySet[Alert]) -> Sheet:
    """The alerts as a table."""
    header = [
        _("Tender"), _("Number"), _("Kind of sign"), _("Bidders"), _("Level"), _("Bits"), _("Summary"), _("Basis"),
        _("State"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            alert.evaluation.tender.reference,
            alert.number,
            title(alert),
            "、".join(party.name for party in parties(alert, _names(alert))),
            str(alert.get_level_display()),
            round(alert.bits, 1),
            said(alert.summary, _names(alert)),
            "；".join(provision(basis).citation for basis in alert.basis),
            verdict_word(alert),
        ]
        for alert in alerts
    ]
    return Sheet(_("Alerts"), header, rows)


def neighbours(visible: QuerySet[Alert], alert: Alert) -> dict[str, Alert | None]:
    """The alerts of the tender before and after this one, in order of their numbers."""
    before = visible.filter(number__lt=alert.number).order_by("-number").first()
    after = visible.filter(number__gt=alert.number).order_by("number").first()
    return {"previous": before, "next": after}


def set_aside(visible: QuerySet[Alert]) -> list[Line]:
    """What bidders share and no detector counts, such as the address of an agency's hall: shown, with the reason."""
    return lines(with_bids(visible.filter(bits=0).order_by("number")))


def orphans(user: User, tender: Tender) -> list[tuple[Decision, str]]:
    """Decisions about signs that are no longer found, each with the names of its bidders."""
    names = queries.names_of(tender)
    return [
        (decision, "、".join(names.get(key, key) for key in decision.bidders))
        for decision in queries.orphans_for(user, tender)
    ]


def invalidated(tender: Tender) -> list[tuple[Party, list[Decision]]]:
    """The bids that standing decisions treat as invalid, with names."""
    names = queries.names_of(tender)
    return [(Party(key, names.get(key, key)), found) for key, found in queries.invalidated(tender).items()]
