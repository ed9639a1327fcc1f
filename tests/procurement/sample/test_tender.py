"""The sample's tender: what 87号令 asks of one, and what the package format offers."""

from __future__ import annotations

import itertools
from decimal import Decimal

from procurement.sample.goods import goods
from procurement.sample.tender_data import CEILING, LETTERS, criteria
from procurement.sample.voice import plain

from .conftest import Written


def test_points_add_up_to_100_and_the_price_has_30_of_them() -> None:
    # 87号令 Art. 55: weights sum to 1, the price of goods weighs at least 30 %
    points = {c["code"]: Decimal(c["max_score"]) for c in criteria() if c["kind"] != "qualification"}
    assert sum(points.values()) == 100
    assert points["P1"] >= 30


def test_every_kind_and_every_rule_type_is_there() -> None:
    assert len(criteria()) >= 12
    assert {c["kind"] for c in criteria()} == {"qualification", "objective", "subjective"}
    used = {c["rule"]["type"] for c in criteria() if "rule" in c}
    assert used == {
        "field-present",
        "field-equals",
        "document-mentions",
        "tiers",
        "count",
        "deviations",
        "value",
        "price",
    }


def test_no_qualification_is_scored_again() -> None:
    # Art. 55: qualification conditions may not be scored
    fields = [
        (c["kind"] == "qualification", c["rule"].get("field"))
        for c in criteria()
        if c["kind"] != "subjective"
    ]
    asked = {field for first, field in fields if first and field}
    assert not asked & {field for first, field in fields if not first}


def test_levels_of_a_subjective_item_meet_without_gaps() -> None:
    for criterion in criteria():
        levels = criterion.get("levels", [])
        assert all(high["from"] == low["to"] for high, low in itertools.pairwise(levels))
        if levels:
            assert (levels[0]["to"], levels[-1]["from"]) == (criterion["max_score"], "0")


def test_the_tender_document_has_40_pages_and_prints_every_requirement(written: Written) -> None:
    assert len(written.tender_pages) >= 40
    whole = "".join(written.tender_pages)
    missing = [r.clause for item in goods() for r in item.requirements if plain(r.text)[:30] not in whole]
    assert not missing


def test_the_letters_asked_for_are_not_named_in_the_tender_document(written: Written) -> None:
    # a bid that only quotes the tender must not earn the points of O5
    whole = "".join(written.tender_pages)
    assert not [phrase for phrase in LETTERS if phrase in whole]


def test_the_reference_prices_stay_below_the_ceiling() -> None:
    assert sum(item.reference * item.quantity for item in goods()) < Decimal(CEILING)
