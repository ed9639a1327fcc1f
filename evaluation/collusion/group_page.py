"""What the page of a suspected ring shows: signs, a matrix of bidders and kinds, a drawing, and a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.collusion import queries
from evaluation.collusion.alert_page import Party, is_open, parties, provisions, title
from evaluation.collusion.articles import Provision
from evaluation.collusion.charts.things import Thing, things
from evaluation.collusion.filters import WEAK_BITS
from evaluation.collusion.labels import key_name
from evaluation.collusion.models import Alert, Decision, RiskLevel
from evaluation.collusion.network import Network, network
from evaluation.collusion.network import Sign as Tie
from procurement.tenders.models import Tender

_ORDER = {level: rank for rank, level in enumerate(RiskLevel.values)}


@dataclass(frozen=True, slots=True)
class Sign:
    """One alert of the ring with what a supervisor needs to judge it."""

    alert: Alert
    title: str
    parties: tuple[Party, ...]
    provisions: tuple[Provision, ...]
    open: bool
    decision: Decision | None

    @property
    def weak(self) -> bool:
        """Whether lists fold it away: still open, of low level, and of few bits."""
        return self.open and self.alert.level == RiskLevel.LOW and self.alert.bits <= WEAK_BITS

    @property
    def names(self) -> dict[str, str]:
        """The bidders' names by key, for the sentences of the alert."""
        return {party.key: party.name for party in self.parties}


@dataclass(frozen=True, slots=True)
class Cell:
    """A bidder × a kind of sign: the alerts that tie this bidder to others."""

    signs: tuple[Sign, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bidders down, kinds of signs across."""

    kinds: tuple[str, ...]
    rows: tuple[tuple[Party, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline."""

    at: datetime
    sign: Sign | None
    decision: Decision | None


def signs(alerts: QuerySet[Alert], tender: Tender) -> list[Sign]:
    """The signs of the ring, heaviest first."""
    names = queries.names_of(tender)
    standing = queries.standing(tender)
    return [
        Sign(
            alert=alert,
            title=title(alert),
            parties=parties(alert, names),
            provisions=tuple(provisions(alert)),
            open=is_open(alert),
            decision=standing.get(alert.fingerprint),
        )
        for alert in alerts.order_by("-weight", "-bits", "pk")
    ]


def matrix(bidders: Sequence[str], found: Sequence[Sign], names: Mapping[str, str]) -> Matrix:
    """Which bidder shows which kinds of signs."""
    kinds = tuple(dict.fromkeys(sign.title for sign in found))
    rows = tuple(
        (Party(key, names.get(key, key)), tuple(_cell(key, kind, found) for kind in kinds)) for key in bidders
    )
    return Matrix(kinds, rows)


def _cell(key: str, kind: str, found: Sequence[Sign]) -> Cell:
    here = tuple(sign for sign in found if sign.title == kind and key in sign.alert.bidders)
    levels = sorted((sign.alert.level for sign in here), key=lambda level: _ORDER.get(level, 9))
    return Cell(here, levels[0] if levels else "")


def ring(bidders: Sequence[str], found: Sequence[Sign], names: Mapping[str, str], tender: Tender) -> Network:
    """The drawing of who shares what, thing by thing."""
    ties = [
        Tie(
            label=label,
            bidders=sharing,
            level=sign.alert.level,
            href=reverse("collusion:alert", args=[tender.reference, sign.alert.number]),
        )
        for sign in found
        for label, sharing in shared_things(sign)
    ]
    return network([(key, names.get(key, key)) for key in bidders], ties)


def shared_things(sign: Sign) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The things of a sign in words, each with those who share it."""
    named, more = things(sign.alert.evidence, sign.alert.bidders)
    for thing in named:
        yield _words(sign, thing), thing.bidders
    if more:
        text = ngettext("%(title)s: %(n)s more", "%(title)s: %(n)s more", more)
        yield text % {"title": sign.title, "n": more}, tuple(sign.alert.bidders)
    if not named:
        yield sign.title, tuple(sign.alert.bidders)


def moment_word(kind: str) -> str:
    """What happened at a moment of the timeline."""
    return {"created": _("file made"), "saved": _("file last saved")}.get(kind, _("bid uploaded"))


def _words(sign: Sign, thing: Thing) -> str:
    if thing.value:
        return f"{key_name(thing.field)} {thing.value}"
    return f"{sign.title} × {thing.count}"


def timeline(tender: Tender, found: Sequence[Sign]) -> list[Event]:
    """When the signs were found and what was decided about them, in order."""
    by_name = {sign.alert.fingerprint: sign for sign in found}
    decisions = Decision.objects.filter(tender=tender, fingerprint__in=by_name).select_related("decided_by")
    events = [Event(decision.decided_at, by_name[decision.fingerprint], decision) for decision in decisions]
    if found:
        events.append(Event(found[0].alert.evaluation.created_at, None, None))
    return sorted(events, key=lambda event: event.at)
