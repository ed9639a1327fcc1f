"""Reworded passages as evidence of the text-reuse detector, and what they weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import Any

from evaluation.collusion.finding import damped, place_json
from evaluation.collusion.rewording.bidders import Reworded
from procurement.message import Message, msg

PER_DOUBLING = 0.8
_NOTHING = 16.0
_RATE = 0.8


def reworded_bits(net: float) -> float:
    """Bits of one reworded passage: half of what a passage of the first tier with as many rare characters gives.

    Whoever has the same matter to tell uses the same rare words; that explains likeness of terms, not of characters.
    """
    return max(0.0, PER_DOUBLING * log2(net / _NOTHING)) if net > 0 else 0.0


def together(found: Sequence[Reworded], most: float) -> float:
    """Bits of all reworded passages of two bidders; each further one counts 0.8 of the one before."""
    return min(damped([reworded_bits(f.net) for f in found], _RATE), most)


def evidence(found: Sequence[Reworded], a: str, b: str) -> list[Mapping[str, Any]]:
    """The passages in the form that evidence of text reuse has, marked ``reworded``; similarity is a cosine."""
    return [
        {
            "a": place_json(left, a),
            "b": place_json(right, b),
            "similarity": round(similarity, 4),
            "bits": round(reworded_bits(one.net), 1),
            "reworded": True,
        }
        for one in found
        for left, right, similarity in one.pieces
    ]


def derivation(found: Sequence[Reworded], bits: float) -> Message:
    """How the weight of reworded passages was reached."""
    return msg(
        "%(count)s reworded passages, found by rare terms: 0.8 × log2(w ÷ 16) bits each, %(bits)s bits together",
        count=len(found),
        bits=f"{bits:.1f}",
    )
