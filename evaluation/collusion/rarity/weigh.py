"""What a shared passage weighs once everything known is taken off: how likely it is to stand elsewhere as well."""

from __future__ import annotations

from collections.abc import Collection

from evaluation.collusion.across.match import share_rare
from evaluation.collusion.across.prints import sampled
from evaluation.collusion.rarity.background import shipped
from evaluation.collusion.text.engine import Reuse
from evaluation.collusion.text.passages import Passage


def rarity(reuse: Reuse, passage: Passage, common: Collection[int] = frozenset()) -> float:
    """The part (0…1) of a passage's weight that counts, by the shipped background and by the agency's earlier texts.

    ``common`` are the fingerprints that many earlier bids, or an earlier tender's documents, have too.  Characters
    that the present tender says weigh nothing already (``net``), so that only the others are looked at.
    """
    codes = reuse.stream.codes[passage.a0 : passage.a1]
    own = codes[~reuse.quoted[passage.a0 : passage.a1]]
    found = shipped().rarity(own)
    if common:
        prints, _at = sampled(codes)
        found *= share_rare(prints, frozenset(common))
    return found
