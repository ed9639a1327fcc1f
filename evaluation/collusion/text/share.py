"""How alike two bids are before and after the tender's own words are taken out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from evaluation.collusion.text.engine import Reuse
from evaluation.collusion.text.passages import Passage


def shares(reuse: Reuse, first: int, second: int, passages: Iterable[Passage]) -> dict[str, Any]:
    """For two bidders (by index): characters, how many are quoted from the tender, how many shared beyond it.

    ``raw`` is the share of text that is quoted from the tender or shared with the other bid, ``after`` the share of
    the unquoted text that is shared; both for the bid in which it is larger.
    """
    stream = reuse.stream
    covered = {first: np.zeros(len(stream.codes), bool), second: np.zeros(len(stream.codes), bool)}
    for passage in passages:
        covered[first][passage.a0 : passage.a1] = True
        covered[second][passage.b0 : passage.b1] = True
    ends = np.append(stream.document_start[1:], len(stream.codes)) - 1
    result: dict[str, Any] = {"characters": [], "quoted": [], "shared": []}
    raw, after = 0.0, 0.0
    for bidder in (first, second):
        length = quoted = fresh = 0
        for index in np.flatnonzero(stream.owner == bidder).tolist():
            part = slice(int(stream.document_start[index]), int(ends[index]))
            length += part.stop - part.start
            quoted += int(reuse.quoted[part].sum())
            fresh += int((covered[bidder][part] & ~reuse.quoted[part]).sum())
        result["characters"].append(length)
        result["quoted"].append(quoted)
        result["shared"].append(fresh)
        raw = max(raw, (quoted + fresh) / max(length, 1))
        after = max(after, fresh / max(length - quoted, 1))
    return result | {"raw": round(raw, 4), "after": round(after, 4)}
