"""Alerts and groups in the JSON form of the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evaluation.collusion.alert import Alert, CollusionResult, Group


def alert_json(alert: Alert, translate: Callable[[str], str] = str) -> dict[str, Any]:
    """An ALERT; ``translate`` (normally ``gettext``) turns sentences into the reader's language."""
    return {
        "id": alert.id,
        "detector": alert.detector,
        "bidders": list(alert.bidders),
        "level": alert.level,
        "bits": alert.bits,
        "summary": alert.summary.render(translate),
        "basis": list(alert.basis),
        "evidence": [dict(item) for item in alert.evidence],
        "derivation": [step.render(translate) for step in alert.derivation],
        "limits": None if alert.limits is None else alert.limits.render(translate),
        "detail": dict(alert.detail),
    }


def group_json(group: Group) -> dict[str, Any]:
    """A group of bidders with the ids of its alerts."""
    return {
        "bidders": list(group.bidders),
        "level": group.level,
        "bits": group.bits,
        "alerts": list(group.alerts),
    }


def result_json(result: CollusionResult, translate: Callable[[str], str] = str) -> dict[str, Any]:
    """``alerts`` and ``groups``."""
    return {
        "alerts": [alert_json(alert, translate) for alert in result.alerts],
        "groups": [group_json(group) for group in result.groups],
    }
