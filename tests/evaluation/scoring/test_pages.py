"""Every rule type and formula has its page, and every example on it is true."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from procurement.tenders.rule_types import PRICE_FORMULAS, RULE_TYPES
from tests.evaluation.scoring.make import document, judge, rule
from tests.evaluation.scoring.prices import make as price

PAGES = Path(__file__).resolve().parents[3] / "docs" / "rules"


def example(name: str) -> dict[str, Any]:
    """The YAML block of a page."""
    found = re.search(r"```yaml\n(.*?)```", (PAGES / f"{name}.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return dict(yaml.safe_load(found[1]))


@pytest.mark.parametrize("name", sorted(RULE_TYPES))
def test_the_example_of_a_rule_type(name: str) -> None:
    raw = example(name)
    assert raw["rule"]["type"] == name
    for bid in raw["bids"]:
        texts = [document(*bid["pages"])] if bid.get("pages") else []
        score = judge(raw["rule"], bid.get("fields"), max_score=raw["max_score"], documents=texts).score
        assert (None if score is None else str(score)) == bid["score"], bid


@pytest.mark.parametrize("name", sorted(PRICE_FORMULAS))
def test_the_example_of_a_price_formula(name: str) -> None:
    raw = example(name)
    assert raw["rule"]["formula"] == name
    more = {"ceiling": raw["ceiling"]} if "ceiling" in raw else {}
    found = price.points(raw["rule"], *raw["prices"], max_score=raw["max_score"], **more)
    assert [str(score) for score in found] == raw["scores"]


@pytest.mark.parametrize("name", sorted([*RULE_TYPES, *PRICE_FORMULAS]))
def test_a_rule_that_was_stored_scores_as_before(name: str) -> None:
    raw = example(name)
    stored = json.loads(rule(raw["rule"]).model_dump_json(by_alias=True))
    if name in PRICE_FORMULAS:
        more = {"ceiling": raw["ceiling"]} if "ceiling" in raw else {}
        found = price.points(stored, *raw["prices"], max_score=raw["max_score"], **more)
        assert [str(score) for score in found] == raw["scores"]
        return
    for bid in raw["bids"]:
        texts = [document(*bid["pages"])] if bid.get("pages") else []
        score = judge(stored, bid.get("fields"), max_score=raw["max_score"], documents=texts).score
        assert (None if score is None else str(score)) == bid["score"]


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {*RULE_TYPES, *PRICE_FORMULAS, "README"}
