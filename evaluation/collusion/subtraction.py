"""What the page of a sign on shared text says of the tender's own words, which the comparison leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.collusion.alert_page import Party, parties
from evaluation.collusion.models import Alert


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of a bid is the tender's own words, and how much is shared beyond them; all in characters.

    ``raw`` is how alike the bid is to the other one with the tender's words in it, ``after`` with them taken out.
    """

    party: Party
    characters: int
    quoted: int
    shared: int

    @property
    def own(self) -> int:
        """Characters that neither the tender nor the other bid has."""
        return max(0, self.characters - self.quoted - self.shared)

    @property
    def raw(self) -> float:
        """Quoted or shared, as a share of the whole text."""
        return (self.quoted + self.shared) / max(self.characters, 1)

    @property
    def after(self) -> float:
        """Shared, as a share of what is not quoted."""
        return self.shared / max(self.characters - self.quoted, 1)

    @property
    def raw_width(self) -> str:
        """``raw`` on a bar of 100 units."""
        return f"{100 * min(self.raw, 1):.1f}"

    @property
    def after_width(self) -> str:
        """``after`` on a bar of 100 units."""
        return f"{100 * min(self.after, 1):.1f}"


def left_out(alert: Alert, names: Mapping[str, str]) -> list[LeftOut]:
    """Raw similarity beside similarity after subtraction, for both bids; empty for signs that compare no text."""
    counts = [alert.detail.get(key) for key in ("characters", "quoted", "shared")]
    if not all(isinstance(count, list) and len(count) == len(alert.bidders) for count in counts):
        return []
    rows = zip(parties(alert, names), *counts, strict=True)
    return [LeftOut(party, *(int(count) for count in numbers)) for party, *numbers in rows]


def left_out_rows(alert: Alert, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The same in words, for files."""
    words = _(
        "%(characters)d characters, %(quoted)d quoted from the tender, %(shared)d shared beyond it: alike %(raw)s before and %(after)s after subtraction"
    )
    return [
        (
            row.party.name,
            words
            % {
                "characters": row.characters,
                "quoted": row.quoted,
                "shared": row.shared,
                "raw": f"{row.raw:.1%}",
                "after": f"{row.after:.1%}",
            },
        )
        for row in left_out(alert, names)
    ]
