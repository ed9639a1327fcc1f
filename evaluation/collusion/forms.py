"""The decision on an alert: what, with which consequence, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.collusion.group_page import Sign
from evaluation.collusion.models import Alert, Verdict
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
        help_text=_(
            "Say what you saw and why it is or is not enough. The reason goes into the ledger and the report."
        ),
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


class GroupForm(forms.Form):
    """One verdict for each open alert of a suspected ring, one reason for all: never one click for everything."""

    LEAVE = "leave"

    invalidates = forms.BooleanField(
        label=_("Treat the bids of the confirmed signs as invalid"), required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=MIN_REASON,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "minlength": MIN_REASON}),
        help_text=_("The same reason is written to each alert you decide here."),
    )

    def __init__(self, *args: Any, signs: Sequence[Sign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signs = signs
        for sign in signs:
            self.fields[f"alert-{sign.alert.fingerprint}"] = forms.ChoiceField(
                label=f"{sign.alert.number}",
                choices=[
                    (Verdict.CONFIRMED, _("confirm")),
                    (Verdict.DISMISSED, _("dismiss")),
                    (self.LEAVE, _("leave open")),
                ],
                initial=self.LEAVE,
                widget=forms.RadioSelect,
            )

    def verdicts(self) -> Iterator[tuple[Sign, forms.BoundField]]:
        """Each sign with its field, for the template."""
        for sign in self.signs:
            yield sign, self[f"alert-{sign.alert.fingerprint}"]

    def decides(self, sign: Sign) -> bool:
        """Whether what was sent decides this sign, be it among those of the form or no longer."""
        return bool(self.data.get(f"alert-{sign.alert.fingerprint}", self.LEAVE) != self.LEAVE)

    def choices(self) -> list[tuple[Alert, str]]:
        """The alerts that are decided, with their verdicts."""
        chosen = ((sign.alert, self.cleaned_data[f"alert-{sign.alert.fingerprint}"]) for sign in self.signs)
        return [(alert, verdict) for alert, verdict in chosen if verdict != self.LEAVE]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        verdicts = {value for name, value in data.items() if name.startswith("alert-")}
        if not self.errors and verdicts <= {self.LEAVE}:
            raise forms.ValidationError(_("Choose a verdict for at least one alert."))
        if data.get("invalidates") and Verdict.CONFIRMED not in verdicts:
            self.add_error("invalidates", _("Bids can be treated as invalid only by confirming an alert."))
        return data


class WiderForm(forms.Form):
    """What to look at beyond the comparison that every tender gets, and why."""

    bidders = forms.MultipleChoiceField(label=_("Bidders"), widget=forms.CheckboxSelectMultiple)
    two_by_two = forms.BooleanField(
        label=_("Two by two, with lower thresholds"),
        required=False,
        initial=True,
        help_text=_("Each pair alone: shorter passages show, and what many bids share is not left out."),
    )
    two_hops = forms.BooleanField(
        label=_("Ownership and management over two hops"),
        required=False,
        help_text=_("Through firms known from other opened tenders."),
    )
    other_tenders = forms.BooleanField(
        label=_("All other tenders, earlier and later"),
        required=False,
        help_text=_("With fewer fingerprints in common than the comparison of every tender asks for."),
    )
    reason = forms.CharField(
        label=_("Why more is asked for"),
        min_length=MIN_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "minlength": MIN_REASON}),
    )

    def __init__(self, *args: Any, bidders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bidders"].choices = bidders  # type: ignore[attr-defined]

    def ways(self) -> list[forms.BoundField]:
        """The ways to look further, for the template."""
        return [self["two_by_two"], self["two_hops"], self["other_tenders"]]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not (data.get("two_by_two") or data.get("two_hops") or data.get("other_tenders")):
            raise forms.ValidationError(_("Choose at least one way to look further."))
        return data
