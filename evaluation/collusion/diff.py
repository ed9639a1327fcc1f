"""What was edited inside a shared passage: the two texts cut into equal and differing pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evaluation.collusion.text.align import align
from evaluation.collusion.text.fold import Codes

Change = Literal["equal", "replace", "delete", "insert"]
_SHORT = 2
"""An equal piece of one or two characters between two edits is noise to the eye and is drawn as part of the edit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of both texts; ``a`` is empty for an insertion, ``b`` for a deletion."""

    change: Change
    a: str
    b: str


def fine_diff(a: str, b: str) -> tuple[Piece, ...]:
    """The pieces in order; joining all ``a`` gives the first text back, joining all ``b`` the second."""
    pieces = [
        _piece(a[block.a0 : block.a1], b[block.b0 : block.b1], equal=block.equal)
        for block in align(_codes(a), _codes(b))
    ]
    merged: list[Piece] = []
    for index, piece in enumerate(pieces):
        inside = 0 < index < len(pieces) - 1
        noise = piece.change == "equal" and inside and len(piece.a) <= _SHORT and not piece.a.isspace()
        if merged and (noise or piece.change != "equal") and merged[-1].change != "equal":
            merged[-1] = _piece(merged[-1].a + piece.a, merged[-1].b + piece.b, equal=False)
        else:
            merged.append(piece)
    return tuple(merged)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _piece(a: str, b: str, *, equal: bool) -> Piece:
    if equal:
        return Piece("equal", a, b)
    return Piece("replace" if a and b else "delete" if a else "insert", a, b)
