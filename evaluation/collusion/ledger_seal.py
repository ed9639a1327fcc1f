"""Which acts on signs of collusion an officer does not read in the ledger."""

from django.db.models import Q

from evaluation.collusion.queries import ACROSS_TENDERS
from procurement.ledger.curtain import closed_for
from procurement.people.models import Role


@closed_for(Role.OFFICER)
def rests_on_another_tender() -> Q:
    """Decisions, notes and hands of signs whose evidence is another tender's content: their reasons speak of it."""
    detectors = "|".join(ACROSS_TENDERS)
    return Q(verb__startswith="alert.", subject__regex=rf"^\d+ ({detectors})( |$)")
