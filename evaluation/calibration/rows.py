"""What goes into the check of expert scores and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from procurement.message import Message

FlagKind = Literal["leaning", "item", "out-of-range", "unanimity", "straight-line", "too-fast"]
Direction = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class ExpertScore:
    """One expert's score of one criterion of one bidder; ``seconds`` is the time spent on it, where known."""

    expert: str
    bidder: str
    criterion: str
    score: Decimal
    max_score: Decimal | None = None
    seconds: Decimal | None = None
    tender: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look again, before signing; it changes no score and accuses nobody.

    ``expert`` is a tuple where the flag is about several.  ``effect`` is in points per item (for ``too-fast`` in
    seconds, for ``straight-line`` a share); ``p`` is the chance of seeing as much in a panel without any such
    thing, over all its cells together.
    """

    tender: str
    kind: FlagKind
    expert: str | tuple[str, ...]
    explanation: Message
    bidder: str | None = None
    criterion: str | None = None
    direction: Direction | None = None
    effect: float | None = None
    p: float | None = None

    def to_json(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """The form of the outer contract."""
        return {
            "tender": self.tender,
            "kind": self.kind,
            "expert": self.expert if isinstance(self.expert, str) else list(self.expert),
            "bidder": self.bidder,
            "criterion": self.criterion,
            "direction": self.direction,
            "effect": None if self.effect is None else round(self.effect, 4),
            "p": None if self.p is None else float(f"{self.p:.3g}"),
            "explanation": self.explanation.render(translate),
        }


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the experts of one panel agree; ``None`` where the panel is too small to say.

    ``kendall_w`` is Kendall's W of the experts' orders of the bidders, ``p`` its permutation p; ``icc`` the
    intraclass correlation ICC(2,1) and ``icc_mean`` ICC(2,k) of the totals; ``krippendorff_alpha`` the interval
    alpha over all items.
    """

    kendall_w: float | None = None
    p: float | None = None
    icc: float | None = None
    icc_mean: float | None = None
    krippendorff_alpha: float | None = None

    def to_json(self) -> dict[str, float | None]:
        """The numbers, to four places."""
        values = {
            "kendall_w": self.kendall_w,
            "p": self.p,
            "icc": self.icc,
            "icc_mean": self.icc_mean,
            "krippendorff_alpha": self.krippendorff_alpha,
        }
        return {name: None if value is None else round(value, 4) for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Calibration:
    """The whole check: flags, each expert's severity, and the agreement of each panel.

    ``severity`` is in points per item: how far below the colleagues on the same items an expert scores (above 0 is
    severe, below 0 lenient), estimated over all tenders at once.
    """

    flags: tuple[Flag, ...]
    severity: Mapping[str, float]
    agreement: Mapping[str, Agreement] = field(default_factory=dict)

    def to_json(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """The JSON of ``check_scores``: one panel's agreement as it is, of several the means and each of them."""
        panels = {tender: agreement.to_json() for tender, agreement in self.agreement.items()}
        if len(panels) == 1:
            agreement: dict[str, Any] = next(iter(panels.values()))
        else:
            agreement = {**_means(list(panels.values())), "tenders": panels}
        return {
            "flags": [flag.to_json(translate) for flag in self.flags],
            "severity": {expert: round(value, 4) for expert, value in self.severity.items()},
            "agreement": agreement,
        }


def _means(panels: list[dict[str, float | None]]) -> dict[str, float | None]:
    """The mean of each coefficient over the panels that have it; a p-value has no mean."""
    found: dict[str, float | None] = {}
    for name in Agreement().to_json():
        values = [value for panel in panels if (value := panel[name]) is not None]
        if name != "p":
            found[name] = round(sum(values) / len(values), 4) if values else None
    return found
