"""Real tenders of unrelated agencies, compared as if they were bids: what is alike is a model text, and stays below high."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.slow
MODEL_TEXT = {"text-reuse", "shared-error", "mixed-documents"}
"""What documents that follow one model text may share; everything else would say that one hand made them."""


@pytest.fixture(scope="module")
def result(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    target = tmp_path_factory.mktemp("real") / "alerts.json"
    files = [str(path) for path in sorted((shared / "data" / "tenders").iterdir())]
    call_command("compare_bids", *files, json=str(target))
    return dict(json.loads(target.read_text(encoding="utf-8")))


def test_the_comparison_runs_to_its_end_over_all_ten(result: dict[str, Any]) -> None:
    assert len(result["bidders"]) == 10
    assert result["unreadable"] == []


def test_no_alert_and_no_group_between_unrelated_agencies_is_high(result: dict[str, Any]) -> None:
    assert not [a for a in (*result["alerts"], *result["groups"]) if a["level"] == "high"]


def test_what_is_found_above_low_is_shared_text_alone(result: dict[str, Any]) -> None:
    assert {a["detector"] for a in result["alerts"] if a["level"] != "low"} <= MODEL_TEXT


def test_marks_of_origin_stay_low(result: dict[str, Any]) -> None:
    assert {a["level"] for a in result["alerts"] if a["detector"] == "document-origin"} <= {"low"}
