"""The decision on an alert: what, with which consequence, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.collusion.models import Verdict
from evaluation.collusion.services import MIN_REASON


class DecisionForm(forms.Form):
    """Confirm or dismiss.  ``shown`` is the newest decision the page showed: a newer one asks to look again."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Verdict.CONFIRMED, _("Confirm the sign")), (Verdict.DISMISSED, _("Dismiss the sign"))],
        widget=forms.RadioSelect,
    )
    invalidates = forms.BooleanField(label=_("Treat these bids as invalid"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=MIN_REASON,
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "minlength": MIN_REASON}),
        help_text=_("Say what you saw and why it is or is not enough. The reason goes into the ledger and the report."),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("invalidates") and data.get("verdict") == Verdict.DISMISSED:
            self.add_error("invalidates", _("Bids can be treated as invalid only by confirming an alert."))
        return data


class ReopenForm(forms.Form):
    """Takes a decision back, with a reason."""

    reason = forms.CharField(
        label=_("Why the decision is taken up again"),
        min_length=MIN_REASON,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "minlength": MIN_REASON}),
    )
