"""Forms about tenders: opening, the committee, a package to load."""

from __future__ import annotations

import zipfile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from procurement.people.forms import HouseForm
from procurement.people.models import User
from procurement.tenders.models import Tender
from procurement.tenders.queries import experts_free_for

MAX_PACKAGE_BYTES = 2 * 1024**3
MIN_REASON = 5


class OpenForm(HouseForm):
    """Opening the bids; before the deadline it needs a written reason."""

    early_reason = forms.CharField(
        label=_("Why before the deadline"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["early_reason"].required = True
        else:
            del self.fields["early_reason"]


class AssignForm(HouseForm):
    """An expert to put on the committee."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Expert"), empty_label=_("choose an expert"), error_messages={
            "invalid_choice": _("This person is not an active expert, or is on the committee already."),
        },
    )  # fmt: skip
    buyer_representative = forms.BooleanField(label=_("represents the buyer"), required=False)

    def __init__(self, *args: Any, tender: Tender, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = experts_free_for(tender)


class UnassignForm(HouseForm):
    """A person to take off the tender, and why."""

    user = forms.ModelChoiceField(queryset=User.objects.all(), widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), min_length=MIN_REASON, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Changes of members stand in the report (87号令 Art. 58(6))."),
    )  # fmt: skip


class PackageForm(HouseForm):
    """A tender package as one ``.zip``."""

    package = forms.FileField(
        label=_("Tender package (.zip)"),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip", "class": "visually-hidden"}),
        error_messages={
            "required": _("Choose a .zip file first."),
            "empty": _("This file is empty. Expected: a .zip package with tender.yaml in it."),
        },
    )

    def clean_package(self) -> UploadedFile:
        """Size and kind; everything else is checked by the loader, which names file and place."""
        package: UploadedFile = self.cleaned_data["package"]
        if package.size and package.size > MAX_PACKAGE_BYTES:
            raise forms.ValidationError(
                _("The package has %(size)s MB; %(most)s MB are allowed."),
                params={"size": package.size // 1024**2, "most": MAX_PACKAGE_BYTES // 1024**2},
            )
        if not zipfile.is_zipfile(package):
            raise forms.ValidationError(
                _(
                    "%(name)s is not a .zip file, or it was cut off on the way. Pack the tender's folder as .zip."
                ),
                params={"name": package.name},
            )
        package.seek(0)
        return package
