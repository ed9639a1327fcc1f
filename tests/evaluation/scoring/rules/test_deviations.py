"""``deviations``: what the response table adds and takes (87号令 Art. 50, 63(6); 实施条例 Art. 51(6))."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from tests.evaluation.scoring.make import document, judge, points, rule

RULE = {
    "type": "deviations", "field": "deviations", "start": "15", "each_negative": "-3", "each_positive": "1",
    "starred_negative": "reject",
}  # fmt: skip


def row(kind: str, *, starred: bool = False, clause: str = "3.2.1", **more: Any) -> dict[str, Any]:
    return {"clause": clause, "starred": starred, "kind": kind, **more}


@pytest.mark.parametrize(
    ("rows", "score"),
    [
        ([], "15"),
        ([row("none")], "15"),
        ([row("negative")], "12"),
        ([row("negative"), row("negative"), row("positive")], "10"),
        ([row("positive")], "16"),
        ([row("positive", starred=True)], "16"),
        ([row("negative")] * 6, "0"),  # 15 − 18 is held at 0
    ],
)
def test_points_start_full_and_move_with_each_deviation(rows: list[dict[str, Any]], score: str) -> None:
    assert points(judge(RULE, {"deviations": rows}, max_score="16")) == Decimal(score)


def test_a_starred_negative_deviation_rejects_with_its_clause_and_article() -> None:
    score = judge(RULE, {"deviations": [row("negative", starred=True, clause="3.2.9")]})
    assert score.rejection is not None
    assert "3.2.9" in str(score.rejection.reason)
    assert score.rejection.basis == "财政部令第87号第五十条、第六十三条第（六）项"


def test_in_the_tendering_regime_another_article_rejects() -> None:
    score = judge(RULE, {"deviations": [row("negative", starred=True)]}, regime="tendering", object="works")
    assert score.rejection is not None
    assert score.rejection.basis == "《招标投标法实施条例》第五十一条第（六）项"


def test_a_starred_negative_deviation_may_cost_points_instead() -> None:
    rows = {"deviations": [row("negative", starred=True), row("negative")]}
    assert points(judge({**RULE, "starred_negative": "-5"}, rows, max_score="15")) == 7
    plain = {key: value for key, value in RULE.items() if key != "starred_negative"}
    assert points(judge(plain, rows, max_score="15")) == 9


def test_without_a_start_it_is_the_maximum() -> None:
    plain = {key: value for key, value in RULE.items() if key != "start"}
    assert points(judge(plain, {"deviations": [row("negative")]}, max_score="10")) == 7


def test_as_a_qualification_it_passes_or_rejects() -> None:
    assert judge(RULE, {"deviations": [row("negative")]}, kind="qualification").passed is True
    starred = judge(RULE, {"deviations": [row("negative", starred=True)]}, kind="qualification")
    assert (starred.passed, starred.rejection is not None) == (False, True)
    assert judge(RULE, {}, kind="qualification").passed is False


def test_a_bid_without_the_table_earns_nothing_and_a_warning() -> None:
    score = judge(RULE, {})
    assert (points(score), [w.kind for w in score.warnings]) == (0, ["not-stated"])


def test_deviations_are_shown_on_their_pages() -> None:
    rows = [row("none"), row("negative", clause="3.2.7", evidence={"document": "投标文件.pdf", "page": 1})]
    score = judge(RULE, {"deviations": rows}, documents=[document("3.2.7 内存 负偏离")])
    assert [(p.page, p.text) for p in score.evidence] == [(1, "3.2.7")]


def test_deviations_without_a_page_are_found_in_the_table() -> None:
    pages = document("3.2.7 内存不低于 32GB", "技术偏离表：3.2.7 负偏离")
    score = judge(
        RULE,
        {"deviations": [row("none", clause="3.1.1"), row("negative", clause="3.2.7")]},
        documents=[pages],
    )
    assert [(p.page, p.text) for p in score.evidence] == [(2, "3.2.7")]


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("无偏离", [""]),
        (["无"], ["[0]"]),
        ([row("nothing")], ["[0].kind"]),
        ([{"clause": "1"}], ["[0].kind"]),
        ([{"clause": "1", "kind": "none", "starred": "yes"}], ["[0].starred"]),
        ([row("none")], []),
    ],
)
def test_a_wrong_kind_is_named_when_the_bid_is_loaded(value: Any, paths: list[str]) -> None:
    assert [path for path, _found, _expected in rule(RULE).field_problems(value)] == paths


@pytest.mark.parametrize(
    ("change", "kind", "path"),
    [
        ({"each_negative": "3"}, "objective", "each_negative"),
        ({"each_positive": "-1"}, "objective", "each_positive"),
        ({"starred_negative": "5"}, "objective", "starred_negative"),
        ({"starred_negative": "-5"}, "qualification", "starred_negative"),
    ],
)
def test_points_with_the_wrong_sign_are_refused(change: dict[str, str], kind: str, path: str) -> None:
    assert [p for p, _ in rule({**RULE, **change}).problems(kind, Decimal(15))] == [path]


@pytest.mark.parametrize("wrong", ["rejected", 1.5, True])
def test_starred_negative_is_reject_or_exact_points(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        rule({**RULE, "starred_negative": wrong})
