"""The order of the law: who leaves, why, and what is scored among those who stay."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from evaluation.scoring.conditions import Condition, first_failure
from evaluation.scoring.engine import score_tender
from evaluation.scoring.result import BidOutcome, Rejection
from evaluation.scoring.rule import RuleContext
from procurement.message import msg
from tests.evaluation.scoring.make import bid, bids, document, rule, tender

LICENCE = {
    "code": "Q1", "title": "营业执照", "kind": "qualification",
    "rule": {"type": "field-present", "field": "business_licence"},
}  # fmt: skip
CREDIT = {
    "code": "Q2", "title": "信用记录", "kind": "qualification",
    "rule": {"type": "field-equals", "field": "credit_status", "value": "clean"},
}  # fmt: skip
PRICE = {
    "code": "P1", "kind": "objective", "max_score": "30",
    "rule": {"type": "price", "formula": "lowest-price-ratio"},
}  # fmt: skip
TABLE = {
    "code": "O3", "kind": "objective", "max_score": "15",
    "rule": {"type": "deviations", "field": "deviations", "start": "15", "each_negative": "-3",
             "starred_negative": "reject"},
}  # fmt: skip
CAPITAL = {
    "code": "O1", "kind": "objective", "max_score": "5",
    "rule": {"type": "tiers", "field": "capital", "tiers": [{"at_least": "100", "score": "5"}]},
}  # fmt: skip
MENTION = {
    "code": "Q3", "kind": "qualification", "rule": {"type": "document-mentions", "phrases": ["投标函"]},
}  # fmt: skip
SOUND: dict[str, Any] = {
    "business_licence": "有",
    "credit_status": "clean",
    "deviations": [],
    "capital": "100",
}
ALL = [LICENCE, CREDIT, PRICE, TABLE, CAPITAL]


def judged(outcome: BidOutcome) -> dict[str, Any]:
    return {s.criterion: s.score if s.kind == "objective" else s.passed for s in outcome.scores}


def test_a_sound_bid_gets_every_score_in_the_order_of_the_tender() -> None:
    outcome = score_tender(tender(ALL), {"a": bid("100", SOUND)}, {})["a"]
    assert judged(outcome) == {"Q1": True, "Q2": True, "P1": 30, "O3": 15, "O1": 5}
    assert [s.criterion for s in outcome.scores] == ["Q1", "Q2", "P1", "O3", "O1"]
    assert (outcome.valid, outcome.evaluated_price, outcome.rejections) == (True, Decimal(100), ())


@pytest.mark.parametrize(
    ("regime", "kind", "basis"),
    [
        ("government-procurement", "goods", "财政部令第87号第六十三条第（三）项"),
        ("tendering", "works", "《招标投标法实施条例》第五十一条第（三）项"),
    ],
)
def test_a_failed_qualification_rejects_with_reason_and_article(regime: str, kind: str, basis: str) -> None:
    outcome = score_tender(
        tender(ALL, regime=regime, object=kind), {"a": bid("100", {**SOUND, "credit_status": "listed"})}, {}
    )["a"]
    assert not outcome.valid
    assert [(r.code, r.basis) for r in outcome.rejections] == [("Q2", basis)]
    assert "listed" in str(outcome.rejections[0].reason)


def test_a_rejected_bid_goes_no_further() -> None:
    # 87号令 Art. 52: only bids that passed the conformity review are assessed.
    outcome = score_tender(tender(ALL), {"a": bid("100", {"business_licence": "有"})}, {})["a"]
    assert judged(outcome) == {"Q1": True, "Q2": False}
    assert outcome.evaluated_price is None
    assert outcome.warnings == ()


def test_all_failed_qualifications_are_named_at_once() -> None:
    assert [r.code for r in score_tender(tender(ALL), {"a": bid("100")}, {})["a"].rejections] == ["Q1", "Q2"]


@pytest.mark.parametrize(
    ("price", "limits", "valid"),
    [
        ("100", {"budget": "100"}, True),
        ("100.01", {"budget": "100"}, False),
        ("90", {"budget": "100", "ceiling": "90"}, True),
        ("90.01", {"budget": "100", "ceiling": "90"}, False),
    ],
)
def test_a_price_above_budget_or_ceiling_is_invalid(price: str, limits: dict[str, str], valid: bool) -> None:
    outcome = score_tender(tender([PRICE], **limits), {"a": bid(price)}, {})["a"]
    assert outcome.valid is valid
    assert [(r.code, r.basis) for r in outcome.rejections] == (
        [] if valid else [("price-limit", "财政部令第87号第六十三条第（四）项")]
    )


def test_the_limit_meets_the_quoted_price_not_the_adjusted_one() -> None:
    made = tender([PRICE], budget="100", adjustments={"small_micro": "0.20"})
    assert not score_tender(made, {"a": bid("110", sme="small")}, {})["a"].valid  # adjusted 88


def test_a_starred_negative_deviation_rejects_and_sets_no_price() -> None:
    starred = {**SOUND, "deviations": [{"clause": "3.2", "starred": True, "kind": "negative"}]}
    found = score_tender(tender(ALL), {"a": bid("50", starred), "b": bid("100", SOUND)}, {})
    assert [r.code for r in found["a"].rejections] == ["O3"]
    assert judged(found["a"]) == {"Q1": True, "Q2": True, "O3": None}
    assert judged(found["b"])["P1"] == 30  # the rejected 50 is not the lowest price


def test_rejections_that_people_impose_take_the_bid_out_of_the_price() -> None:
    imposed = {"a": [Rejection("collusion", msg("confirmed"), "87号令 37")]}
    found = score_tender(tender([PRICE]), bids(a="50", b="100"), {}, imposed=imposed)
    assert not found["a"].valid
    assert judged(found["b"])["P1"] == 30


def test_what_a_rule_cannot_decide_is_a_warning_and_no_rejection() -> None:
    picture = document("", source="scanned")
    outcome = score_tender(tender([MENTION, PRICE]), {"a": bid("9000000")}, {"a": [picture]})["a"]
    assert outcome.valid
    assert judged(outcome) == {"Q3": None, "P1": 30}
    assert [w.kind for w in outcome.warnings] == ["undecided", "unreadable-pages"]


def test_a_score_that_misses_a_fact_warns_on_the_bid() -> None:
    outcome = score_tender(tender([CAPITAL]), {"a": bid("9000000")}, {})["a"]
    assert [w.kind for w in outcome.warnings] == ["not-stated"]


def test_the_adjusted_price_counts_on_both_sides_of_the_division() -> None:
    # Art. 55: a small firm at 100 is evaluated at 90, another at 95: 90 ÷ 95 × 30 = 28.42.
    made = tender([PRICE], adjustments={"small_micro": "0.10"})
    found = score_tender(made, {"small": bid("100", sme="small"), "large": bid("95")}, {})
    assert {name: (o.evaluated_price, judged(o)["P1"]) for name, o in found.items()} == {
        "small": (Decimal("90.00"), Decimal("30.00")),
        "large": (Decimal("95.00"), Decimal("28.42")),
    }
    small = found["small"].scores[0]
    assert small.inputs["deduction small_micro"] == "0.1"
    assert "policy deduction of 10 %" in str(small.explanation)


def test_the_price_is_shown_where_it_stands() -> None:
    text = document("封面", "投标总价：2,715,000.00元")
    outcome = score_tender(tender([PRICE]), {"a": bid("2715000")}, {"a": [text]})["a"]
    assert [(p.page, p.text) for p in outcome.scores[0].evidence] == [(2, "2,715,000.00")]
    assert outcome.scores[0].evidence[0].bbox is not None


def test_no_bids_no_outcomes() -> None:
    assert score_tender(tender(ALL), {}, {}) == {}


def test_sentences_say_the_criterion_and_inputs_keep_the_field() -> None:
    """A data key such as ``training_mode`` is nothing a bidder or a supervisor knows."""
    criteria = (
        {"type": "field-equals", "field": "training_mode", "value": "online"},
        {"type": "field-present", "field": "training_mode"},
        {"type": "tiers", "field": "training_mode", "tiers": [{"at_least": "1", "score": "1"}]},
        {"type": "value", "field": "training_mode"},
        {"type": "count", "field": "training_mode", "each": "1"},
        {"type": "deviations", "field": "training_mode"},
    )
    for raw in criteria:
        for stated in ({}, {"training_mode": "onsite"}):
            spec = tender(
                [{"code": "O1", "title": "培训方式", "kind": "objective", "max_score": "2", "rule": raw}]
            )
            (criterion,) = spec.criteria
            context = RuleContext(spec, criterion, "a", bid(fields=stated), ())
            assert criterion.rule is not None
            score = criterion.rule.score(context)  # type: ignore[attr-defined]
            said = " ".join([str(score.explanation), *(str(w.detail) for w in score.warnings)])
            assert "培训方式" in said
            assert "training_mode" not in said
    equals = rule(criteria[0]).score(  # type: ignore[attr-defined]
        RuleContext(spec, criterion, "a", bid(fields={"training_mode": "onsite"}), ())
    )
    assert equals.inputs == {"training_mode": "onsite"}


def test_an_entrys_own_field_is_said_in_words_or_not_at_all() -> None:
    where = {"signed_on": Condition(at_least="2023-03-02")}
    assert str(first_failure(where, {"signed_on": "2022-01-01"})).startswith("date of signing: ")
    assert str(first_failure({"odd_key": Condition(equals="1")}, {})) == "not stated"
