"""Facts as YAML hands them over."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from evaluation.scoring.facts import as_date, as_fact, comparable, evidence_problems, number_problems, same


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("5.0", 5, True),
        (date(2024, 5, 11), "2024-05-11", True),
        ("ｃｌｅａｎ ", "clean", True),
        ("Clean", "clean", False),
        (True, 1, False),
        (True, True, True),
        (None, None, False),
        (5.0, 5, False),  # a binary float is no amount
    ],
)
def test_values_that_say_the_same(left: Any, right: Any, expected: bool) -> None:
    assert same(left, right) is expected


def test_a_value_is_truth_then_number_then_date_then_text() -> None:
    assert comparable("20240511") == Decimal(20240511)
    assert comparable("2024-05-11") == date(2024, 5, 11)
    assert comparable(datetime(2024, 5, 11, 9)) == date(2024, 5, 11)  # noqa: DTZ001  as YAML reads a time
    assert comparable("甲级") == "甲级"
    assert comparable(["甲级"]) is None
    assert as_date("soon") is None


@pytest.mark.parametrize("value", [None, False, "", [], {}])
def test_nothing_is_stated_by_what_is_empty(value: Any) -> None:
    assert not as_fact(value).present


@pytest.mark.parametrize("value", [0, "0", "无", True, {"evidence": {"document": "a.pdf", "page": 1}}])
def test_everything_else_states_something(value: Any) -> None:
    assert as_fact(value).present


def test_a_mapping_carries_value_and_place() -> None:
    fact = as_fact({"value": "12", "evidence": {"document": "a.pdf", "page": 3}})
    assert fact.value == "12"
    assert [(place.document, place.page) for place in fact.places] == [("a.pdf", 3)]


def test_a_place_of_a_wrong_shape_is_named() -> None:
    assert [p[0] for p in evidence_problems({"evidence": {"document": "a.pdf", "page": 0}})] == ["evidence"]
    assert [p[0] for p in evidence_problems({"evidence": [{"document": "a.pdf", "page": 1}, 7]}, "[2]")] == [
        "[2].evidence[1]"
    ]


def test_a_number_that_is_none_is_named() -> None:
    assert [p[:2] for p in number_problems("1,200")] == [("", "1,200")]
    assert [p[:2] for p in number_problems({"value": 1.5})] == [("value", 1.5)]
    assert number_problems("1200.50") == []
