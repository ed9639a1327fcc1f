"""How the ledger reads out which item the committee decided."""

from collections.abc import Mapping

from procurement.ledger.subjects import reads


@reads("score")
def item(subject: str, names: Mapping[str, str]) -> str:
    """``a O1``: a bidder's key and the code of a criterion."""
    key, _space, code = subject.partition(" ")
    return f"{names.get(key, key)} {code}".rstrip()
