"""The committee's decision on one item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procurement.numbers import plain
from procurement.tenders.models import Criterion


class DecisionForm(forms.Form):
    """A score or a verdict, and the reason."""

    score = forms.DecimalField(label=_("Score"), min_value=0)
    passed = forms.ChoiceField(
        label=_("Verdict"), choices=[("yes", _("passes")), ("no", _("fails"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text=_("What the committee found and where; it goes into the report and the ledger."),
    )

    def __init__(self, criterion: Criterion, places: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if criterion.kind == "qualification":
            del self.fields["score"]
        else:
            del self.fields["passed"]
            attrs = {"class": "form-control tabular", "max": plain(criterion.max_score), "step": "any"}
            self.fields["score"].widget.attrs.update(attrs)
            self.fields["score"].help_text = _("From 0 to %(most)s, at most %(places)d decimal places.") % {
                "most": plain(criterion.max_score),
                "places": places,
            }
