"""The command ``check_scores``: the contract's JSON, exit codes, and no database."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

SHEET = "expert,bidder,criterion,score\n" + "\n".join(
    f"{expert},{bidder},S1,{score}"
    for expert, scores in {
        "J1": "93.50 69.18 65.97", "J2": "93.50 69.18 65.97", "J3": "92.50 67.18 63.97",
        "J4": "93.50 69.18 65.97", "J5": "93.50 69.18 65.97",
    }.items()
    for bidder, score in zip("ABC", scores.split(), strict=True)
)  # fmt: skip
FLAG = {"tender", "kind", "expert", "bidder", "criterion", "direction", "effect", "p", "explanation"}


def run(tmp_path: Path, content: str) -> dict[str, Any]:
    path, target = tmp_path / "panel.csv", tmp_path / "out.json"
    path.write_text(content, encoding="utf-8")
    call_command("check_scores", str(path), json=str(target), stdout=io.StringIO())
    return dict(json.loads(target.read_text(encoding="utf-8")))


def test_the_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    data = run(tmp_path, SHEET)
    assert set(data) == {"flags", "severity", "agreement"}
    assert [set(flag) for flag in data["flags"]] == [FLAG]
    flag = data["flags"][0]
    assert (flag["kind"], flag["expert"], flag["bidder"]) == ("unanimity", ["J1", "J2", "J4", "J5"], None)
    assert data["severity"]["J3"] == pytest.approx(4 / 3, abs=1e-4)
    assert data["agreement"]["kendall_w"] == 1.0


def test_several_tenders_are_each_checked_alone(tmp_path: Path) -> None:
    lines = SHEET.splitlines()
    both = "\n".join([f"{lines[0]},tender", *(f"{line},{t}" for t in ("t1", "t2") for line in lines[1:])])
    data = run(tmp_path, both)
    assert [flag["tender"] for flag in data["flags"]] == ["t1", "t2"]
    assert set(data["agreement"]["tenders"]) == {"t1", "t2"}
    assert data["severity"]["J3"] == pytest.approx(4 / 3, abs=1e-4)


def test_bad_input_ends_with_2_and_names_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"panel\.csv: 2:score") as refusal:
        run(tmp_path, "expert,bidder,criterion,score\ne,b,c,x\n")
    assert refusal.value.returncode == 2
