"""The ranking, asked for."""

from evaluation.ranking.models import Ranking
from procurement.tenders.models import Tender


def current(tender: Tender) -> Ranking | None:
    """The newest ranking of a tender: the one that counts; ``None`` before the first."""
    return Ranking.objects.filter(tender=tender).order_by("-pk").first()
