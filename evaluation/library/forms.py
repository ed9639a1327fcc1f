"""The forms of the library page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TextForm(forms.Form):
    """A model text to add."""

    file = forms.FileField(
        label=_("Model text or earlier tender document"),
        help_text=_(
            "PDF, DOCX or text. What bids quote from it is left out of the comparison, and shown as quoted."
        ),
    )


class RemoveForm(forms.Form):
    """Why a model text is taken out."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
