"""Other tools on the workload of ``textreuse.py``: each takes the texts and the tender's, and gives pairs of places.

They are not dependencies of the product.  ``uv sync --group benchmarks`` installs them, ``uv sync`` removes them again.
What a tool leaves to its user is done here in the plainest way: it gets windows of 50 characters, 25 apart, where it
compares sets, and windows that begin or end with a quotation of the tender are left out.
"""

from __future__ import annotations

import importlib.util
import io
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

import numpy as np

WINDOW, STEP = 50, 25
GRAM = 5
PERMUTATIONS = 64
LIKE = 0.5
QUOTED = 12

Evidence = list[dict[str, Any]]
Method = Callable[[Mapping[str, str], str], Evidence]


def pair(one: str, start: int, end: int, other: str, at: int, to: int) -> dict[str, Any]:
    """Two places in the form that evidence has."""
    return {
        "a": {"document": one, "start": start, "end": end},
        "b": {"document": other, "start": at, "end": to},
    }


def windows(texts: Mapping[str, str], template: str) -> list[tuple[str, int, list[str]]]:
    """Document, place and n-grams of every window that the tender does not say."""
    known = {template[i : i + QUOTED] for i in range(len(template))}
    found = []
    for name, text in texts.items():
        for start in range(0, len(text) - WINDOW, STEP):
            piece = text[start : start + WINDOW]
            if piece[:QUOTED] not in known and piece[-QUOTED:] not in known:
                found.append((name, start, [piece[i : i + GRAM] for i in range(WINDOW - GRAM + 1)]))
    return found


def datasketch(texts: Mapping[str, str], template: str) -> Evidence:
    """MinHash of 5-grams in windows, joined by an LSH index."""
    from datasketch import MinHash, MinHashLSH

    index, kept = MinHashLSH(threshold=LIKE, num_perm=PERMUTATIONS), {}
    for name, start, grams in windows(texts, template):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([gram.encode() for gram in grams])
        kept[name, start] = sketch
        index.insert((name, start), sketch)
    return [
        pair(name, start, start + WINDOW, other, at, at + WINDOW)
        for (name, start), sketch in kept.items()
        for other, at in index.query(sketch)
        if other > name
    ]


def rensa(texts: Mapping[str, str], template: str) -> Evidence:
    """The same with MinHash and index in Rust."""
    from rensa import RMinHash, RMinHashLSH

    pieces = windows(texts, template)
    sketches = RMinHash.from_token_sets([grams for _, _, grams in pieces], PERMUTATIONS, 1)
    index = RMinHashLSH(LIKE, PERMUTATIONS, 16)
    index.insert_many(sketches)
    found = []
    for here, others in enumerate(index.query_all(sketches)):
        name, start, _ = pieces[here]
        for there in others:
            other, at, _ = pieces[there]
            if other > name:
                found.append(pair(name, start, start + WINDOW, other, at, at + WINDOW))
    return found


def copydetect(texts: Mapping[str, str], template: str) -> Evidence:
    """Winnowing of 20-grams (Schleimer et al. 2003), every two documents; stretches paired by a fingerprint in both."""
    from copydetect import CodeFingerprint, compare_files

    def prints(name: str, text: str, known: Any = None) -> Any:
        return CodeFingerprint(name, 20, 1, boilerplate=known, filter=False, fp=io.StringIO(text))

    known = np.array(sorted(prints("template", template).hashes))
    own = {name: prints(name, text, known) for name, text in texts.items()}
    found = []
    for one, other in combinations(own, 2):
        _, _, (left, right) = compare_files(own[one], own[other])
        if not left.size:
            continue
        joined = set()
        for value in own[one].hashes & own[other].hashes:
            for i in own[one].hash_idx[value]:
                for j in own[other].hash_idx[value]:
                    joined.add((_holding(left, i), _holding(right, j)))
        for i, j in joined:
            found.append(
                pair(one, int(left[0][i]), int(left[1][i]), other, int(right[0][j]), int(right[1][j]))
            )
    return found


def _holding(stretches: Any, place: int) -> int:
    return max(bisect_right(stretches[0], place) - 1, 0)


PEERS: dict[str, tuple[str, Method]] = {
    "datasketch MinHash windows": ("datasketch", datasketch),
    "rensa MinHash windows": ("rensa", rensa),
    "copydetect winnowing": ("copydetect", copydetect),
}


def missing(module: str) -> str:
    """Why a peer is left out; empty when it can run."""
    if importlib.util.find_spec(module) is None:
        return f"{module} is not installed: uv sync --group benchmarks"
    return ""
