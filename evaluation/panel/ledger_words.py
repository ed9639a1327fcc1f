"""How the ledger reads out which question to an expert an act was about."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from evaluation.panel.wording import kind_name
from procurement.ledger.subjects import reads


@reads("panel")
def question(subject: str, _names: Mapping[str, str]) -> str:
    """``leaning #7``: what stood out, and the number of the question; a tender's reference stands as it is."""
    kind, mark, number = subject.partition(" #")
    return (
        _("%(kind)s (question %(number)s)") % {"kind": kind_name(kind), "number": number} if mark else subject
    )
