"""How the ledger reads out which question to a bidder an act was about."""

from collections.abc import Mapping

from procurement.ledger.subjects import reads


@reads("clarification")
def question(subject: str, names: Mapping[str, str]) -> str:
    """``a #2``: a bidder's key and the number of the question."""
    key, _space, number = subject.rpartition(" ")
    return f"{names.get(key, key)} {number}"
