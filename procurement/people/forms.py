"""Forms about people, and the base that gives every form of the house its look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class HouseForm(forms.Form):
    """A form whose fields carry the classes of the component library; errors are told to assistive technology."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress(self)


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
