"""``field-equals``: a stated value (87号令 Art. 63(3))."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from evaluation.scoring.rules.field_equals import FieldEquals
from evaluation.scoring.stated import WORDS, any_of, said
from tests.evaluation.scoring.make import document, judge, points, rule


@pytest.mark.parametrize(
    ("wanted", "stated", "passed"),
    [
        ({"value": "clean"}, "clean", True),
        ({"value": "clean"}, "listed", False),
        ({"value": "clean"}, None, False),
        ({"one_of": ["一级", "特级"]}, "特级", True),
        ({"one_of": ["一级", "特级"]}, "二级", False),
        ({"value": "5.0"}, 5, True),
        ({"value": date(2026, 1, 1)}, "2026-01-01", True),
        ({"value": True}, True, True),
        ({"value": True}, "true", False),
        ({"value": "clean"}, {"value": "clean", "evidence": {"document": "a.pdf", "page": 1}}, True),
    ],
)
def test_it_passes_on_the_wanted_value_only(wanted: dict[str, Any], stated: Any, passed: bool) -> None:
    fields = {} if stated is None else {"f": stated}
    score = judge({"type": "field-equals", "field": "f", **wanted}, fields, kind="qualification")
    assert score.passed is passed


def test_as_an_objective_criterion_it_is_all_or_nothing() -> None:
    raw = {"type": "field-equals", "field": "f", "value": "有"}
    assert [points(judge(raw, {"f": v}, max_score="2")) for v in ("有", "无")] == [2, 0]


def test_the_value_is_shown_where_it_stands_in_the_documents() -> None:
    raw = {"type": "field-equals", "field": "f", "value": "一级资质"}
    score = judge(raw, {"f": "一级资质"}, documents=[document("封面", "我公司具有一级资质")])
    assert [(p.page, p.text) for p in score.evidence] == [(2, "一级资质")]


@pytest.mark.parametrize("wrong", [{}, {"value": "a", "one_of": ["b"]}, {"one_of": []}, {"value": 1.5}])
def test_exactly_one_of_value_and_one_of_is_given_and_never_a_float(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FieldEquals.model_validate({"type": "field-equals", "field": "f", **wrong})


def test_a_value_that_is_no_scalar_is_named_when_the_bid_is_loaded() -> None:
    made = rule({"type": "field-equals", "field": "f", "value": "a"})
    assert [p[1] for p in made.field_problems(["a"])] == [["a"]]
    assert made.field_problems("a") == []


def test_words_that_many_tenders_use_are_said_in_the_readers_language_and_kept_as_stated() -> None:
    score = judge(
        {"type": "field-equals", "field": "f", "value": "clean"}, {"f": "listed"}, kind="qualification"
    )
    assert "is listed as dishonest; not listed as dishonest is required" in str(score.explanation)
    assert score.inputs["f"] == "listed"


def test_several_wanted_values_stand_in_one_sentence() -> None:
    assert str(any_of(("transfer", "保函", 3))) == "bank transfer, 保函, 3"
    assert said("甲级") == "甲级"
    assert said(True) == WORDS["true"]
