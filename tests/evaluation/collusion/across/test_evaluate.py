"""The command ``evaluate`` on two tenders: the second one's alert names the first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from evaluation.collusion.models import Alert, Leaf
from tests.evaluation.collusion.across.prose import prose
from tests.packages import bid_yaml, tender_yaml, write_package

pytestmark = pytest.mark.django_db
SHARED = prose(80, 700)


def evaluated(folder: Path, reference: str, texts: dict[str, str]) -> list[dict[str, Any]]:
    bids = {key: bid_yaml(supplier={"name": key}, documents=["投标文件.txt"]) for key in texts}
    write_package(folder, tender_yaml(reference=reference), bids)
    for key, text in texts.items():
        (folder / "bids" / key / "投标文件.pdf").unlink()
        (folder / "bids" / key / "投标文件.txt").write_text(text, encoding="utf-8")
    call_command("load_package", str(folder))
    call_command("evaluate", reference, json=str(folder / "r.json"))
    found = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    return [alert for alert in found["alerts"] if alert["detector"] == "other-tenders"]


def test_the_second_tender_finds_the_first_and_the_first_finds_nothing(tmp_path: Path) -> None:
    before = {"第一公司": prose(81, 800) + SHARED, "第二公司": prose(82, 800)}
    assert evaluated(tmp_path / "old", "T-OLD", before) == []
    after = {"第三公司": SHARED + prose(83, 800), "第二公司": prose(84, 800)}
    (alert,) = evaluated(tmp_path / "new", "T-NEW", after)
    assert (alert["bidders"], alert["basis"]) == (["第三公司"], ["87号令 37(1)"])
    assert {item["b"]["tender"] for item in alert["evidence"]} == {"T-OLD"}
    assert Leaf.objects.filter(bid__isnull=False).count() == 4


def test_what_was_evaluated_is_not_added_to_by_a_later_tender(tmp_path: Path) -> None:
    old = {"第一公司": prose(81, 800) + SHARED, "第二公司": prose(82, 800)}
    evaluated(tmp_path / "old", "T-OLD", old)
    evaluated(tmp_path / "new", "T-NEW", {"第三公司": SHARED + prose(83, 800), "第二公司": prose(84, 800)})
    call_command("evaluate", "T-OLD", json=str(tmp_path / "r.json"))
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert not Alert.objects.filter(evaluation__tender__reference="T-OLD", detector="other-tenders").exists()
    assert [a for a in found["alerts"] if a["detector"] == "other-tenders"] == []
