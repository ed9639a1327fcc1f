"""When others may read in the ledger what an expert did with a score sheet: once the seal is off."""

from evaluation.panel.seal import seal_is_off
from procurement.ledger.curtain import readable_when
from procurement.tenders.models import Tender


@readable_when("panel")
def scores_are_gathered(tender: Tender) -> bool:
    """Every assigned expert has submitted (87号令 Art. 55)."""
    return seal_is_off(tender)
