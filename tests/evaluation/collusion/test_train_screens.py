"""The command ``train_screens``: figures on stdout, 0 with a model, 2 with the reason without one."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from evaluation.collusion.screens.features import screens
from evaluation.collusion.screens.model import Model

HEADER = "tender,date,buyer,supplier,uscc,price,won,collusive"


def history(*, signal: bool, tenders: int = 240) -> str:
    random = np.random.default_rng(3)
    lines = [HEADER]
    for number in range(tenders):
        rigged = random.random() < 0.4
        prices = np.exp(random.normal(0, 0.01 if rigged and signal else 0.08, 6)) * 1000
        firms = random.choice(12, 6, replace=False)
        lines += [
            f"T{number},{2000 + number // 12}-{number % 12 + 1:02d}-01,县{number % 8},第{number % 8}县{firm}公司,,"
            f"{price:.2f},{int(price == prices.min())},{int(rigged)}"
            for firm, price in zip(firms, prices, strict=True)
        ]
    return "\n".join(lines) + "\n"


def run(tmp_path: Path, content: str) -> tuple[str, dict[str, object]]:
    (tmp_path / "h.csv").write_text(content, encoding="utf-8")
    out = io.StringIO()
    call_command(
        "train_screens",
        str(tmp_path / "h.csv"),
        json=str(tmp_path / "r.json"),
        out=tmp_path / "m.json",
        stdout=out,
    )
    return out.getvalue(), dict(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")))


def test_figures_stand_beside_the_majority_rate_and_the_model_is_written(tmp_path: Path) -> None:
    text, data = run(tmp_path, history(signal=True))
    assert len(text.splitlines()) == 2
    assert "0.500" in text
    assert data["usable"] is True
    (time, bidder) = data["splits"]  # type: ignore[misc]
    assert (time["split"], bidder["split"]) == ("time", "bidder")
    assert time["majority_rate"] >= 0.5
    narrow = screens([1000, 1001, 1002, 1003, 1004, 1005])  # type: ignore[list-item]
    assert Model.load(tmp_path / "m.json").probability(narrow) > 0.5


def test_a_classifier_that_is_no_better_is_refused_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run(tmp_path, history(signal=False))
    assert caught.value.returncode == 2
    assert not (tmp_path / "m.json").exists()
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["usable"] is False


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("tender,date,supplier,price\n", "1:collusive"),
        (HEADER + "\nT1,2024-13-01,学校,甲公司,,100,1,0\n", "2:date"),
        (HEADER + "\nT1,2024-01-01,学校,甲公司,,-5,1,0\n", "2:price"),
        (HEADER + "\nT1,2024-01-01,学校,甲公司,,100,1,是\n", "2:collusive"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_place(tmp_path: Path, content: str, place: str) -> None:
    with pytest.raises(CommandError, match=place) as caught:
        run(tmp_path, content)
    assert caught.value.returncode == 2


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("train_screens", str(tmp_path / "none.csv"))
    assert caught.value.returncode == 2
