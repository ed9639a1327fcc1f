"""Alerts for tests: said in one line, stored the way the pipeline stores them."""

from __future__ import annotations

from typing import Any

from evaluation.collusion.alert import Alert, CollusionResult, Group, Level
from evaluation.collusion.models import Alert as StoredAlert
from evaluation.collusion.services import store
from evaluation.scoring.models import Evaluation
from procurement.message import msg


def alert(
    number: int = 1,
    bidders: tuple[str, ...] = ("a", "b"),
    *,
    detector: str = "machine",
    level: Level = "high",
    bits: float = 24.0,
    evidence: tuple[dict[str, Any], ...] | None = None,
    basis: tuple[str, ...] = ("87号令 37(1)",),
) -> Alert:
    """A sign between two bidders; each number has evidence of its own."""
    value = f"00:1A:2B:3C:4D:{number:02X}"
    return Alert(
        id=number,
        detector=detector,
        bidders=bidders,
        level=level,
        bits=bits,
        summary=msg("Same %(what)s: %(value)s", what="MAC", value=value),
        basis=basis,
        evidence=evidence or ({"field": "mac", "value": value, "bidders": list(bidders)},),
        derivation=(msg("%(what)s %(value)s: %(bits)s bits", what="MAC", value=value, bits="24"),),
        limits=msg(
            "One network address alone does not suffice: offices, carriers and print shops share addresses"
        ),
    )


def passage(
    text: str = "我单位在三十日内完成全部设备的安装", other: str | None = None, **places: Any
) -> dict[str, Any]:
    """One shared passage as evidence; ``places`` overrides document, page, start and end of both sides."""
    place: dict[str, Any] = {"document": "投标文件.txt", "page": 1, "start": 0} | places
    return {
        "a": {"bidder": "a", **place, "end": place["start"] + len(text), "text": text},
        "b": {"bidder": "b", **place, "end": place["start"] + len(other or text), "text": other or text},
        "similarity": 1.0 if other is None else 0.9,
    }


def stored(evaluation: Evaluation, *alerts: Alert, ring: tuple[str, ...] = ()) -> list[StoredAlert]:
    """The alerts kept with the evaluation, joined into one group when ``ring`` names its bidders."""
    ids = tuple(one.id for one in alerts)
    groups = (Group(ring, "high", sum(one.bits for one in alerts), ids),) if ring else ()
    store(evaluation=evaluation, result=CollusionResult(tuple(alerts), groups))
    return list(StoredAlert.objects.filter(evaluation=evaluation).order_by("number"))
