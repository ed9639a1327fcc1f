"""How the ledger reads out which sign of collusion an act was about."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from evaluation.collusion.labels import detector_name
from procurement.ledger.subjects import reads


@reads("alert")
def sign(subject: str, names: Mapping[str, str]) -> str:
    """``3 machine a/b``: the alert's number, its detector, its bidders."""
    number, _space, rest = subject.partition(" ")
    detector, _space, bidders = rest.partition(" ")
    if not number.isdigit() or not detector:
        return subject
    firms = "、".join(names.get(key, key) for key in bidders.split("/"))
    said = {"number": number, "kind": detector_name(detector), "firms": firms}
    return _("Alert %(number)s: %(kind)s (%(firms)s)") % said


@reads("inquiry")
def inquiry(subject: str, _names: Mapping[str, str]) -> str:
    """The number of a wider comparison."""
    return _("Inquiry %(number)s") % {"number": subject} if subject.isdigit() else subject
