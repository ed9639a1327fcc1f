"""How likely a pair of characters is a mistyped word rather than right."""

from __future__ import annotations

from math import log2

from evaluation.collusion.rarity.pairs import shipped
from evaluation.collusion.words import ALL, frequency

_USUAL_PARTNERS = 32 * 32


def odds(wrong: str, meant: str, used: float = 0.0) -> float:
    """log2 of how much likelier it is that ``meant`` was to stand here than that the characters of ``wrong`` meet by chance.

    The word meant is as frequent as the dictionary has it, as the statutes have it (twenty times the dictionary's share
    at most), and as it is ``used`` here, a share of all pairs (two hundred times at most).  Two characters meet as often
    as both are common, and the oftener the more others they go with: 预 and 法 make new words at will, 峻 and 训 do not.
    How often a character is mistyped at all is left to the threshold.
    """
    known = shipped()
    share = frequency(meant) / ALL
    likely = share + min(known.seen(meant) / known.total, 20 * share) + min(used, 200 * share)
    by_chance = (frequency(wrong[0]) + 1) / ALL * (frequency(wrong[1]) + 1) / ALL
    before, after = known.partners(wrong)
    return log2(max(likely, 1e-12) / by_chance) - log2((before + 1) * (after + 1) / _USUAL_PARTNERS)
