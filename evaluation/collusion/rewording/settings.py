"""What counts as alike, and how far apart two alike sentences of one passage may stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """One set for every language and every way of rewording.

    Attributes:
        cosine: least cosine of two sentences' rarity-weighted terms for them to seed a passage.
        dice: least share of distinct terms that the two have in common.
        gap: most sentences between two seeds of one passage, on either side.
        least_gap: how far the gap is narrowed where a passage as a whole is not alike enough.
        whole: least cosine of the two sides of a passage as wholes.
        whole_wide: the same where gaps are wide.
        least_length: least length of either side, in Latin letters; a Hanzi counts as three.
        verbatim: length from which an unbroken equal stretch is a passage by itself, with exact ends.
        wide_gap: the gap for a condensed passage; 0 looks for none.
        condensed: how many times longer the one side must be for a passage to be called condensed.
    """

    cosine: float = 0.34
    dice: float = 0.33
    gap: int = 4
    least_gap: int = 2
    whole: float = 0.40
    whole_wide: float = 0.34
    least_length: int = 150
    verbatim: int = 256
    wide_gap: int = 32
    condensed: float = 3.0


DEFAULT = Settings()
"""For two texts of any kind."""
BETWEEN_BIDS = Settings(cosine=0.28, dice=0.25, whole=0.30, wide_gap=0)
"""For all bids of a tender: what is alike by chance is sorted out by the worth of what is shared, not here."""
