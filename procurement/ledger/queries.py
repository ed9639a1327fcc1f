"""The ledger, asked for: which entries a person may see, which of them are wanted, and what each says in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from procurement.bids.models import Bid
from procurement.ledger import curtain
from procurement.ledger.models import Entry
from procurement.ledger.subjects import subject_text
from procurement.ledger.words import VERBS, changes, verb_name
from procurement.people.models import Role, User
from procurement.people.visibility import tenders_for
from procurement.spreadsheet import Sheet, Value
from procurement.tenders.models import Stage, Tender


def entries_for(user: User, tender: Tender | None = None) -> QuerySet[Entry]:
    """The entries this person may know of: an expert's own acts; of the rest, those on tenders one may know of.

    Acts on no tender (accounts) are for supervisors and administrators.
    """
    if not user.is_active:
        return Entry.objects.none()
    entries = Entry.objects.select_related("tender", "actor")
    known = Q(tender__in=tenders_for(user))
    if user.role in {Role.SUPERVISOR, Role.ADMINISTRATOR}:
        entries = entries.filter(known | Q(tender=None))
    elif user.role == Role.OFFICER:
        entries = entries.filter(known)
    else:
        entries = entries.filter(known, actor=user)
    return entries.filter(tender=tender) if tender is not None else entries


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries a page shows; every choice is a GET parameter."""

    tender: str = ""
    who: str = ""
    verb: str = ""
    since: str = ""
    until: str = ""
    q: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> Wanted:
        """What GET parameters ask for; a date that is none counts as not given."""
        given = {field.name: params.get(field.name, "").strip()[:200] for field in fields(cls)}
        for name in ("since", "until"):
            given[name] = given[name] if _day(given[name]) else ""
        return cls(**given)

    def link(self, **changed: str) -> str:
        """The query string of this choice with some of it changed."""
        wanted = replace(self, **changed)
        values = {field.name: getattr(wanted, field.name) for field in fields(self)}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything is chosen at all."""
        return any(getattr(self, field.name) for field in fields(self))

    def apply(self, entries: QuerySet[Entry], user: User) -> QuerySet[Entry]:
        """The entries that are wanted, newest first; a search never looks behind the curtain."""
        if self.tender:
            entries = entries.filter(tender__reference=self.tender)
        if self.who:
            entries = entries.filter(actor_name=self.who)
        if self.verb:
            entries = entries.filter(verb=self.verb)
        if since := _day(self.since):
            entries = entries.filter(at__gte=_start(since))
        if until := _day(self.until):
            entries = entries.filter(at__lt=_start(date.fromordinal(until.toordinal() + 1)))
        if self.q:
            entries = entries.filter(self._search(entries, user))
        return entries.order_by("-pk")

    def _search(self, entries: QuerySet[Entry], user: User) -> Q:
        text = self.q.casefold()
        verbs = [verb for verb in VERBS if text in verb_name(verb).casefold()]
        named = Q(actor_name__icontains=self.q) | Q(verb__in=verbs) | Q(verb__icontains=self.q)
        named |= Q(tender__reference__icontains=self.q) | Q(tender__title__icontains=self.q)
        content = Q(subject__icontains=self.q) | Q(reason__icontains=self.q)
        return named | (content & (Q(actor=user) | ~_behind_curtain(entries, user)))


def _behind_curtain(entries: QuerySet[Entry], user: User) -> Q:
    hidden = curtain.single_q(user)
    families = sorted(frozenset().union(*curtain.NOT_FOR.values()))
    for family in families:
        on = Tender.objects.filter(
            pk__in=entries.filter(verb__startswith=f"{family}.").order_by().values("tender")
        )
        closed = [tender.pk for tender in on if family in curtain.families_closed(user, tender)]
        if closed:
            hidden |= Q(verb__startswith=f"{family}.", tender__in=closed)
    return hidden


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words; ``hidden`` when its content is behind the curtain."""

    entry: Entry
    verb: str
    subject: str
    changes: tuple[str, ...]
    reason: str
    hidden: bool


def lines(entries: Iterable[Entry], user: User) -> list[Line]:
    """The entries as a person reads them."""
    shown = list(entries)
    closed: dict[int | None, frozenset[str]] = {}
    named = _firms({entry.tender for entry in shown if entry.tender is not None})
    single = curtain.single_closed(shown, user)
    found = []
    for entry in shown:
        if entry.tender_id not in closed:
            closed[entry.tender_id] = curtain.families_closed(user, entry.tender)
        hidden = entry.pk in single or curtain.is_closed(entry, user, closed[entry.tender_id])
        names = named.get(entry.tender_id, {})
        found.append(
            Line(
                entry=entry,
                verb=verb_name(entry.verb),
                subject="" if hidden else subject_text(entry.verb, entry.subject, names),
                changes=() if hidden else tuple(changes(entry.before, entry.after, names)),
                reason="" if hidden else entry.reason,
                hidden=hidden,
            )
        )
    return found


def _firms(tenders: Iterable[Tender]) -> dict[int | None, dict[str, str]]:
    """The bidders' names by key, tender by tender; of none whose bids are sealed."""
    opened = [tender.pk for tender in tenders if tender.has_reached(Stage.OPENED)]
    named: dict[int | None, dict[str, str]] = {}
    rows = Bid.objects.filter(tender__in=opened).values_list("tender", "key", "supplier__name")
    for tender, key, name in rows:
        named.setdefault(tender, {})[key] = name
    return named


def choices(entries: QuerySet[Entry]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only what occurs."""
    plain = entries.order_by()
    tenders = plain.exclude(tender=None).values_list("tender__reference", "tender__title").distinct()
    people = plain.values_list("actor_name", flat=True).distinct()
    verbs = plain.values_list("verb", flat=True).distinct()
    return {
        "tender": [(reference, f"{reference} {title}") for reference, title in sorted(tenders)],
        "who": [(name, name_of(name)) for name in sorted(people)],
        "verb": sorted(((verb, verb_name(verb)) for verb in verbs), key=lambda pair: pair[1]),
    }


def name_of(actor_name: str) -> str:
    """Who acted; the system has no name of its own."""
    return _("the system") if actor_name == "system" else actor_name


def sheet(entries: Iterable[Entry], user: User) -> Sheet:
    """The entries as a table, with their hashes so that the chain can be checked elsewhere."""
    header = [
        _("No."), _("Time"), _("Who"), _("What"), _("Tender"), _("Object"), _("Before and after"), _("Reason"),
        _("Hash"),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            line.entry.pk,
            line.entry.at,
            name_of(line.entry.actor_name),
            line.verb,
            line.entry.tender.reference if line.entry.tender else "",
            line.subject,
            _("sealed") if line.hidden else "; ".join(line.changes),
            line.reason,
            line.entry.hash,
        ]
        for line in lines(entries, user)
    ]
    return Sheet(_("Ledger"), header, rows)
