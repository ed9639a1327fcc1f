"""What a wider comparison found that no alert has yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluation.collusion.finding import Finding, damped
from evaluation.collusion.fingerprint import VOLATILE
from procurement.message import msg

Evidence = Mapping[str, Any]
_RATE = 0.9


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert that is there already."""

    detector: str
    bidders: tuple[str, ...]
    evidence: Sequence[Evidence]


def fresh(detector: str, finding: Finding, standing: Iterable[Standing]) -> Finding | None:
    """The finding with only that evidence which no alert of its kind about these bidders has; ``None`` when none is left.

    Passages count as known where they overlap a known one on both sides.  The weight is that of what is left: of
    passages by their own bits, of anything else by its share.
    """
    about = [
        item
        for alert in standing
        if alert.detector == detector and set(finding.bidders) <= set(alert.bidders)
        for item in alert.evidence
    ]
    left = tuple(item for item in finding.evidence if not any(_same(item, other) for other in about))
    if finding.evidence and not left:
        return None
    if len(left) == len(finding.evidence):
        return finding
    bits, count = _weight(left, finding), len(left)
    return replace(
        finding,
        evidence=left,
        bits=bits,
        summary=msg("%(count)s more places than the alerts had, found by looking further", count=count),
        derivation=(
            msg("What is new of it, %(count)s places: %(bits)s bits", count=count, bits=f"{bits:.1f}"),
        ),
        detail={},
    )


def _weight(left: Sequence[Evidence], finding: Finding) -> float:
    bits = [float(item["bits"]) for item in left if "bits" in item]
    weight = damped(bits, _RATE) if bits else finding.bits * len(left) / len(finding.evidence)
    return min(weight, finding.bits)


def _same(one: Evidence, other: Evidence) -> bool:
    if (
        one.get("field")
        and "value" in one
        and (one["field"], one["value"]) == (other.get("field"), other.get("value"))
    ):
        return True
    sides = [(one.get(side), other.get(side)) for side in ("a", "b")]
    if all(isinstance(x, Mapping) and isinstance(y, Mapping) for x, y in sides):
        return all(_overlap(x, y) for x, y in sides) or all(
            _overlap(x, y) for x, y in zip(*_turned(sides), strict=True)
        )
    return _core(one) == _core(other)


def _turned(sides: Sequence[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    """The sides of the second piece of evidence the other way round."""
    return [sides[0][0], sides[1][0]], [sides[1][1], sides[0][1]]


def _overlap(one: Any, other: Any) -> bool:
    """Whether two places lie on one page of one bid and share text, or are the same picture."""
    if any(one.get(key) != other.get(key) for key in ("bidder", "tender", "document", "page")):
        return False
    if "start" not in one or "start" not in other:
        return bool(one.get("sha256") == other.get("sha256"))
    return bool(max(one["start"], other["start"]) < min(one["end"], other["end"]))


def _core(item: Evidence) -> str:
    return json.dumps(
        {k: v for k, v in item.items() if k not in VOLATILE | {"bidders", "documents"}},
        sort_keys=True,
        default=str,
    )
