"""One name for one sign, whatever run found it, so that a decision made once is not asked for again.

The name covers what the sign rests on: the detector, the bidders and the stable core of the evidence.  Where a
passage stands on its page, how alike two texts are and how much the sign weighs may change with a better reader or
other settings; the words, values and file names may not.  New evidence is a new sign: it must be looked at.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evaluation.collusion.alert import Alert

VOLATILE = frozenset(
    {"bbox", "boxes", "start", "end", "similarity", "bits", "strength", "reason", "width", "height"}
)
_SIDES = ("a", "b")


def fingerprint(alert: Alert) -> str:
    """SHA-256 (hex) of detector, sorted bidders and the core of the evidence; the order of the sides is no matter."""
    core = {
        "detector": alert.detector,
        "bidders": sorted(alert.bidders),
        "evidence": sorted(_text(_core(item, alert.bidders)) for item in alert.evidence),
    }
    return hashlib.sha256(_text(core).encode()).hexdigest()


def fingerprints(alerts: Iterable[Alert]) -> list[str]:
    """The fingerprints in order; two alerts that rest on the same evidence are told apart by their order."""
    seen: dict[str, int] = {}
    names = []
    for alert in alerts:
        name = fingerprint(alert)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = hashlib.sha256(f"{name}#{seen[name]}".encode()).hexdigest()
        names.append(name)
    return names


def _core(value: Any, bidders: Sequence[str]) -> Any:
    if isinstance(value, Mapping):
        return {
            _side(str(key), bidders): _core(part, bidders)
            for key, part in value.items()
            if key not in VOLATILE and not isinstance(part, float)
        }
    if isinstance(value, list | tuple):
        return [_core(part, bidders) for part in value if not isinstance(part, float)]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _side(key: str, bidders: Sequence[str]) -> str:
    """A side's own name in place of ``a`` and ``b``."""
    if key in _SIDES and len(bidders) > _SIDES.index(key):
        return f"bidder {bidders[_SIDES.index(key)]}"
    return key


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
