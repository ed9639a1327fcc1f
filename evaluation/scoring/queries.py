"""What was scored, asked for."""

from evaluation.scoring.models import Evaluation
from procurement.tenders.models import Tender


def current(tender: Tender) -> Evaluation | None:
    """The newest evaluation of a tender: the one that counts; ``None`` before the first."""
    return Evaluation.objects.filter(tender=tender).order_by("-number").first()
