"""How alike two bids are before and after the tender's own words are taken out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from evaluation.collusion.text.engine import Reuse
from evaluation.collusion.text.passages import Passage


class Shares:
    """Counts characters of bids; what concerns all pairs is worked out once."""

    def __init__(self, reuse: Reuse) -> None:
        stream = reuse.stream
        self._fresh = np.concatenate(([0], np.cumsum(~reuse.quoted & (stream.codes != 0))))
        ends = np.append(stream.document_start, len(stream.codes))[1:]
        self.characters: dict[int, int] = {}
        self.quoted: dict[int, int] = {}
        for owner, start, end in zip(
            stream.owner.tolist(), stream.document_start.tolist(), ends.tolist(), strict=True
        ):
            length = int(np.count_nonzero(stream.codes[start:end]))
            self.characters[owner] = self.characters.get(owner, 0) + length
            self.quoted[owner] = self.quoted.get(owner, 0) + length - self._between(start, end)

    def of(self, first: int, second: int, passages: Iterable[Passage]) -> dict[str, Any]:
        """For two bidders (by index): characters, how many are quoted from the tender, how many shared beyond it.

        ``raw`` is the share of text that is quoted from the tender or shared with the other bid, ``after`` the share
        of the unquoted text that is shared; both for the bid in which it is larger.
        """
        passages = list(passages)
        shared = [
            self._covered([(p.a0, p.a1) for p in passages]),
            self._covered([(p.b0, p.b1) for p in passages]),
        ]
        raw, after = 0.0, 0.0
        for bidder, fresh in zip((first, second), shared, strict=True):
            length, quoted = self.characters[bidder], self.quoted[bidder]
            raw = max(raw, (quoted + fresh) / max(length, 1))
            after = max(after, fresh / max(length - quoted, 1))
        return {
            "characters": [self.characters[first], self.characters[second]],
            "quoted": [self.quoted[first], self.quoted[second]],
            "shared": shared,
            "raw": round(raw, 4),
            "after": round(after, 4),
        }

    def _between(self, start: int, end: int) -> int:
        return int(self._fresh[end] - self._fresh[start])

    def _covered(self, ranges: list[tuple[int, int]]) -> int:
        """Unquoted characters in at least one of the ranges."""
        total, reached = 0, 0
        for start, end in sorted(ranges):
            if end > reached:
                total += self._between(max(start, reached), end)
                reached = end
        return total
