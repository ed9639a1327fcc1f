"""The sample people whom the demo offers as buttons on the sign-in page: one of each role."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procurement.people.models import Role, User


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample person and what may be tried as them."""

    user: User
    hint: Promise


HINTS = {
    Role.OFFICER: _("Loads a tender, opens the bids, has them evaluated, hands out the report."),
    Role.EXPERT: _("Reads each bid beside its criteria and scores the subjective items."),
    Role.SUPERVISOR: _("Looks at the signs of collusion and decides them with a reason."),
    Role.ADMINISTRATOR: _("Keeps people and roles, and checks that the ledger is whole."),
}
FIRST_STEPS = {
    Role.OFFICER: (
        _("Open the sample tender: the stage line shows how far it is and what you may do now."),
        _("Or load a package of your own under “New tender”: every problem is named by file and place."),
    ),
    Role.EXPERT: (
        _("Choose a bid to score: the page that answers the criterion opens beside it."),
        _(
            "Keys: j/k criterion, n/p bid, 1–9 level. Drafts save themselves; nobody sees them before you submit."
        ),
    ),
    Role.SUPERVISOR: (
        _(
            "Start with the suspected group in the alerts: both bids' pages stand side by side with the shared passages."
        ),
        _("Confirm or dismiss each sign with a reason; it lands in the ledger."),
    ),
    Role.ADMINISTRATOR: (
        _("Add a person or change a role under “People”."),
        _("The ledger shows every consequential act, and whether its chain is whole."),
    ),
}
_USERNAMES = ("officer", "expert1", "supervisor", "admin")


def demo_is_on() -> bool:
    """Whether this is a demonstration, where anybody may be one of the sample people."""
    return bool(getattr(settings, "GONGPING_DEMO", False))


def sample_people() -> list[Sample]:
    """The sample people in the order of the work; none outside a demonstration."""
    if not demo_is_on():
        return []
    people = User.objects.filter(username__in=_USERNAMES, is_active=True)
    found = {user.username: user for user in people}
    return [Sample(found[name], HINTS[Role(found[name].role)]) for name in _USERNAMES if name in found]
