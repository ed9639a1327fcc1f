"""Forms about people, and the base that gives every form of the house its look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procurement.people.models import Role


class HouseForm(forms.Form):
    """A form whose fields carry the classes of the component library; errors are told to assistive technology."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress(self)

    def take(self, refusal: ValidationError) -> None:
        """Shows a service's refusal beside the field it names, or above the form."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for field, errors in refusal.error_dict.items():
            self.add_error(field if field in self.fields else None, errors)


def dress(form: forms.BaseForm) -> None:
    """Gives each field's widget the class it needs."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
            name = "form-check-input"
        elif isinstance(widget, forms.Select):
            name = "form-select"
        else:
            name = "form-control"
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {name}".strip()


class SignInForm(AuthenticationForm):
    """User name and password."""

    error_messages = {
        "invalid_login": _("User name and password do not match. Both are case-sensitive."),
        "inactive": _("This account has been closed. Ask the administrator."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")
        dress(self)


class PersonForm(HouseForm):
    """An account as the administrator changes it."""

    display_name = forms.CharField(label=_("Name"), max_length=60)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        help_text=_("Exactly one, so that nobody both scores and supervises."),
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    is_active = forms.BooleanField(label=_("may sign in"), required=False)
    password = forms.CharField(
        label=_("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Leave empty to keep the present one."),
    )


class PoolForm(HouseForm):
    """A list of experts, as a file."""

    file = forms.FileField(
        label=_("List of experts"),
        help_text=_("XLSX or CSV with the columns 账号, 姓名, 单位, 启用; the last two may be missing."),
    )


class NewPersonForm(HouseForm):
    """A new account."""

    username = forms.CharField(
        label=_("User name"), max_length=150, validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text=_("Letters, digits and @ . + - _"),
    )  # fmt: skip
    display_name = forms.CharField(label=_("Name"), max_length=60)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        help_text=_("Exactly one, so that nobody both scores and supervises."),
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters, not a common word, not the name."),
    )
