"""The CSV of ``check_scores``: what is wrong is named by line and column."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from evaluation.calibration import ExpertScore
from evaluation.calibration.score_file import MOST_PROBLEMS, read_scores
from procurement.problems import Refused

HEADER = "expert,bidder,criterion,score"


def refused(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "panel.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Refused) as refusal:
        read_scores(path)
    return refusal.value.render()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_columns_in_any_order_and_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "panel.csv"
    path.write_bytes(
        "score,tender,seconds,bidder,criterion,max_score,expert\r\n8.5,T1,30,甲,方案,10,张\r\n\r\n".encode(
            encoding
        )
    )
    assert read_scores(path) == [
        ExpertScore("张", "甲", "方案", Decimal("8.5"), Decimal(10), Decimal(30), "T1")
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "1:expert"),
        ("expert,bidder,criterion\ne,b,c\n", "1:score"),
        (f"{HEADER},comment\n", "found comment"),
        (f"{HEADER},score\n", "each column once"),
        (f"{HEADER}\n", "at least one score"),
        (f"{HEADER}\ne,b,c,8\ne,b,d,eight\n", "3:score: found eight"),
        (f"{HEADER}\ne,b,c,nan\n", "2:score: found nan"),
        (f"{HEADER}\ne,,c,8\n", "2:bidder"),
        (f"{HEADER}\ne,b,c\n", "panel.csv: 2: found 3"),
        (f"{HEADER},max_score\ne,b,c,8,0\n", "2:max_score: found 0"),
        (f"{HEADER},seconds\ne,b,c,8,-1\n", "2:seconds: found -1"),
        (
            f"{HEADER}\ne,b,c,8\ne,b,c,9\n",
            "3:score: found 9; expected each item scored once by each expert, it stands on line 2",
        ),
        (b"\xff\xff\xff", "text in UTF-8"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str | bytes, words: str) -> None:
    assert words in refused(tmp_path, content)


def test_one_item_of_two_tenders_is_no_repetition(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_text(f"{HEADER},tender\ne,b,c,8,t1\ne,b,c,9,t2\n", encoding="utf-8")
    assert [row.tender for row in read_scores(path)] == ["t1", "t2"]


def test_a_file_that_is_wrong_throughout_does_not_fill_the_screen(tmp_path: Path) -> None:
    assert refused(tmp_path, HEADER + "\n" + "e,b,c,x\n" * 1000).count("\n") < MOST_PROBLEMS + 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="a readable file"):
        read_scores(tmp_path / "absent.csv")
