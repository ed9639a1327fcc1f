"""The policy of a place as a form: one row a sign, empty where the place around it is followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from evaluation.collusion.labels import detector_name
from evaluation.collusion.policy import BASIS, PROCUREMENT, STRENGTHS, TENDERING, Policy, Strength
from evaluation.policies.layers import MOST_BITS, Layer
from evaluation.policies.signs import family, sign_name
from procurement.people.forms import HouseForm

REGIMES = ((PROCUREMENT, _("government procurement")), (TENDERING, _("tendering")))
_SEPARATORS = str.maketrans({"，": ",", "；": ",", "、": ",", ";": ",", "\n": ","})


class PlaceForm(HouseForm):
    """Which place gets a policy of its own."""

    region = forms.CharField(
        label=_("Region code"),
        max_length=6,
        validators=[
            RegexValidator(r"^(\d{2}|\d{4}|\d{6})$", _("A region code has 2, 4 or 6 digits (GB/T 2260)."))
        ],
        help_text=_(
            "33 for a province, 3301 for a city, 330106 for a county: the buyer's credit code names it."
        ),
    )


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign: what it is called, what it weighs around this place, and the fields of this place."""

    sign: str
    label: str
    around: Strength
    bits: forms.BoundField
    most: forms.BoundField


@dataclass(frozen=True, slots=True)
class DetectorPart:
    """The signs of one detector, and its articles by regime."""

    label: str
    rows: tuple[SignRow, ...]
    articles: tuple[tuple[str, str, forms.BoundField], ...]


class PolicyForm(HouseForm):
    """Thresholds, weights and articles of one place; ``around`` is the policy of the place around it."""

    name = forms.CharField(label=_("Name of the place"), max_length=60)
    high = forms.FloatField(label=_("“high” from"), required=False, min_value=0, max_value=MOST_BITS)
    medium = forms.FloatField(label=_("“medium” from"), required=False, min_value=0, max_value=MOST_BITS)
    shared = forms.CharField(
        label=_("Known to be shared by many"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Network addresses, machine numbers, telephones and accounts of the agency's hall, a platform or a guarantor,"
            " one a line. They are shown and not counted; the places around add theirs."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The rule or the finding this follows from; it is kept with the version."),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, around: Policy, layer: Layer | None, **kwargs: Any) -> None:
        self.around = around
        own = layer or Layer()
        kwargs["initial"] = {
            "name": own.name,
            "high": own.high,
            "medium": own.medium,
            "shared": "\n".join(own.shared),
            "after": layer.number if layer else 0,
        }
        super().__init__(*args, **kwargs)
        self.fields["high"].widget.attrs["placeholder"] = f"{around.high:g}"
        self.fields["medium"].widget.attrs["placeholder"] = f"{around.medium:g}"
        for sign in STRENGTHS:
            held, wide = own.strengths.get(sign), around.strengths[sign]
            self._weight(f"bits:{sign}", _("Weight: %s"), sign, held.bits if held else None, wide.bits)
            self._weight(f"most:{sign}", _("At most: %s"), sign, held.most if held else None, wide.most)
        for name in BASIS:
            for regime, _label in REGIMES:
                self._articles(name, regime, own)

    def _weight(self, field: str, label: Any, sign: str, own: float | None, wide: float | None) -> None:
        widget = forms.NumberInput(
            attrs={
                "step": "0.5",
                "placeholder": "–" if wide is None else f"{wide:g}",
                "aria-label": label % sign_name(sign),
                "class": "form-control form-control-sm form-number",
            }
        )
        self.fields[field] = forms.FloatField(
            label=sign_name(sign), required=False, min_value=0, max_value=MOST_BITS, widget=widget
        )
        self.initial[field] = own

    def _articles(self, name: str, regime: str, own: Layer) -> None:
        wide = ", ".join(self.around.basis.get(name, {}).get(regime, ()))
        widget = forms.TextInput(attrs={"placeholder": wide or "–", "class": "form-control form-control-sm"})
        self.fields[f"basis:{name}:{regime}"] = forms.CharField(
            label=detector_name(name), required=False, max_length=200, widget=widget
        )
        self.initial[f"basis:{name}:{regime}"] = ", ".join(own.basis.get(name, {}).get(regime, ()))

    def parts(self) -> Iterator[DetectorPart]:
        """The form's rows, detector by detector."""
        for name in BASIS:
            rows = tuple(
                SignRow(
                    sign,
                    sign_name(sign),
                    self.around.strengths[sign],
                    self[f"bits:{sign}"],
                    self[f"most:{sign}"],
                )
                for sign in STRENGTHS
                if family(sign) == name
            )
            articles = tuple(
                (regime, str(label), self[f"basis:{name}:{regime}"]) for regime, label in REGIMES
            )
            yield DetectorPart(detector_name(name), rows, articles)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for sign in STRENGTHS:
            if cleaned.get(f"most:{sign}") is not None and cleaned.get(f"bits:{sign}") is None:
                self.add_error(f"bits:{sign}", _("Say the weight, too, where you say the most."))
        return cleaned

    def layer(self, region: str) -> Layer:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        basis: dict[str, dict[str, tuple[str, ...]]] = {}
        for name in BASIS:
            for regime, _label in REGIMES:
                text = said[f"basis:{name}:{regime}"].translate(_SEPARATORS)
                if articles := tuple(a.strip() for a in text.split(",") if a.strip()):
                    basis.setdefault(name, {})[regime] = articles
        strengths = {
            sign: Strength(said[f"bits:{sign}"], said[f"most:{sign}"])
            for sign in STRENGTHS
            if said[f"bits:{sign}"] is not None
        }
        shared = (value.strip() for value in said["shared"].translate(_SEPARATORS).split(","))
        known = tuple(dict.fromkeys(value for value in shared if value))
        return Layer(
            region, said["name"], said["after"] + 1, said["high"], said["medium"], strengths, basis, known
        )
