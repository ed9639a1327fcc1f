"""Totals, order and ties by the articles (87号令 Art. 55–57; 实施条例 Art. 53)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evaluation.calibration import ExpertScore
from evaluation.ranking.rank import RankingResult, rank
from evaluation.scoring.engine import score_tender
from tests.evaluation.scoring.make import bid, tender

VALUE = {"code": "O1", "kind": "objective", "max_score": "90", "rule": {"type": "value", "field": "points"}}
PRICE = {
    "code": "P1", "kind": "objective", "max_score": "30",
    "rule": {"type": "price", "formula": "lowest-price-ratio"},
}  # fmt: skip
PLAN = {"code": "S1", "kind": "subjective", "max_score": "10"}
TEAM = {"code": "S2", "kind": "subjective", "max_score": "10"}


def ranking(
    offers: Mapping[str, tuple[str, str]],
    *,
    criteria: tuple[dict[str, Any], ...] = (VALUE,),
    scores: tuple[ExpertScore, ...] = (),
    experts: list[str] | None = None,
    **changes: Any,
) -> RankingResult:
    """The ranking of bids given as name: (quoted price, points)."""
    made = tender(criteria, **changes)
    offered = {name: bid(price, {"points": points}) for name, (price, points) in offers.items()}
    return rank(made, score_tender(made, offered, {}), offered, scores, experts=experts)


def places(result: RankingResult) -> dict[str, int | None]:
    return {row.bidder: row.rank for row in result.rows}


def given_by(expert: str, **points: str) -> tuple[ExpertScore, ...]:
    """Scores of bid ``a``, or of ``bidder_criterion``."""
    return tuple(
        ExpertScore(expert, key.split("_")[0], key.split("_")[1], Decimal(value))
        for key, value in points.items()
    )


def test_more_points_rank_first_whatever_the_price() -> None:
    # Art. 57: by score from high to low
    assert places(ranking({"a": ("100", "50"), "b": ("900", "51")})) == {"b": 1, "a": 2}


def test_equal_points_go_to_the_lower_quoted_price() -> None:
    # Art. 57: 得分相同的，按投标报价由低到高顺序排列
    result = ranking({"a": ("900.01", "50"), "b": ("900", "50")})
    assert places(result) == {"b": 1, "a": 2}
    assert "quoted price decides" in str(result.row("b").explanation)


def test_the_tie_looks_at_the_quoted_price_not_at_the_adjusted_one() -> None:
    made = tender((VALUE,), adjustments={"small_micro": "0.20"})
    offered = {"small": bid("110", {"points": "50"}, sme="small"), "large": bid("100", {"points": "50"})}
    result = rank(made, score_tender(made, offered, {}), offered)
    assert places(result) == {"large": 1, "small": 2}  # adjusted, the small one would be 88


def test_equal_points_and_prices_tie_and_the_next_place_stays_free() -> None:
    # Art. 57: 得分且投标报价相同的并列
    result = ranking({"a": ("900", "50"), "b": ("900", "50"), "c": ("900", "40")})
    assert places(result) == {"a": 1, "b": 1, "c": 3}
    assert "tied with b" in str(result.row("a").explanation)
    assert any("tied for first place: a、b" in str(note) for note in result.notes)


def test_totals_that_round_alike_are_equal() -> None:
    # 8.333… and 8.33 both stand in the report as 8.33; the price decides
    scores = (
        *given_by("e1", a_S1="8", b_S1="8.33"),
        *given_by("e2", a_S1="8", b_S1="8.33"),
        *given_by("e3", a_S1="9", b_S1="8.33"),
    )
    result = ranking({"a": ("900", "50"), "b": ("800", "50")}, criteria=(VALUE, PLAN), scores=scores)
    assert {row.bidder: row.total for row in result.rows} == {"a": Decimal("58.33"), "b": Decimal("58.33")}
    assert places(result) == {"b": 1, "a": 2}


def test_the_total_is_objective_points_plus_the_mean_of_the_experts_totals() -> None:
    # experts: 7 + 8.5 = 15.5; 8 + 9 = 17; 8 + 8 = 16 → mean 16.1666…; 50 + 16.1666… = 66.17
    scores = (
        *given_by("e1", a_S1="7", a_S2="8.5"),
        *given_by("e2", a_S1="8", a_S2="9"),
        *given_by("e3", a_S1="8", a_S2="8"),
    )
    row = ranking({"a": ("900", "50")}, criteria=(VALUE, PLAN, TEAM), scores=scores).row("a")
    assert row.total == Decimal("66.17")
    # per criterion each mean rounds by itself: 23 ÷ 3 = 7.67, 25.5 ÷ 3 = 8.50
    assert row.parts == {"O1": Decimal("50.00"), "S1": Decimal("7.67"), "S2": Decimal("8.50")}


def test_an_exact_half_of_a_mean_rounds_up() -> None:
    scores = (*given_by("e1", a_S1="8.00"), *given_by("e2", a_S1="8.01"))
    assert ranking({"a": ("900", "50")}, criteria=(VALUE, PLAN), scores=scores).row("a").total == Decimal(
        "58.01"
    )


def test_without_every_score_nobody_has_a_place() -> None:
    scores = given_by("e1", a_S1="7")
    result = ranking(
        {"a": ("900", "50"), "b": ("900", "40")}, criteria=(VALUE, PLAN), scores=scores, experts=["e1", "e2"]
    )
    assert (result.complete, places(result)) == (False, {"a": None, "b": None})
    assert [str(note) for note in result.notes] == [
        "a: S1 lacks the scores of 1 experts",
        "b: S1 lacks the scores of 2 experts",
    ]


def test_without_any_expert_the_ranking_waits() -> None:
    result = ranking({"a": ("900", "50")}, criteria=(VALUE, PLAN))
    assert not result.complete
    assert "no expert scores yet" in str(result.notes[0])


def test_scores_of_experts_who_do_not_belong_are_passed_over() -> None:
    scores = (*given_by("e1", a_S1="7"), *given_by("stranger", a_S1="10"))
    result = ranking({"a": ("900", "50")}, criteria=(VALUE, PLAN), scores=scores, experts=["e1"])
    assert result.row("a").total == 57


def test_an_experts_score_of_an_objective_item_does_not_count() -> None:
    # Art. 64(3): objective factors leave nothing to differ on; the system's score stands
    assert ranking({"a": ("900", "50")}, scores=given_by("e1", a_O1="90")).row("a").total == 50


def test_an_objective_score_that_a_person_must_decide_holds_the_ranking_up() -> None:
    result = ranking({"a": ("900", "many"), "b": ("900", "40")})
    assert not result.complete
    assert [str(note) for note in result.notes] == ["a: O1 is to be decided by a person"]


def test_a_rejected_bid_has_no_place_and_takes_none() -> None:
    result = ranking({"a": ("900", "50"), "b": ("2000", "60")}, budget="1000")
    assert places(result) == {"a": 1, "b": None}
    assert result.complete


def test_lowest_price_ranks_by_the_adjusted_price_and_ties() -> None:
    # Art. 54, 56: by price from low to high, with nothing but policy deductions
    made = tender((PLAN,), method="lowest-evaluated-price", adjustments={"small_micro": "0.10"})
    offered = {"a": bid("100", sme="small"), "b": bid("95"), "c": bid("90")}
    result = rank(made, score_tender(made, offered, {}), offered)
    assert result.complete
    assert places(result) == {"a": 1, "c": 1, "b": 3}
    assert {row.total for row in result.rows} == {None}


def test_discounts_rank_the_higher_quote_first_on_a_tie() -> None:
    discount = {**PRICE, "rule": {"type": "price", "formula": "highest-discount"}, "max_score": "0.01"}
    result = ranking({"a": ("0.15", "50"), "b": ("0.16", "50")}, criteria=(VALUE, discount))
    assert places(result) == {"b": 1, "a": 2}


def test_at_most_three_candidates_and_none_from_a_tie_across_the_third_place() -> None:
    # 实施条例 Art. 53: 中标候选人应当不超过3个，并标明排序
    four = {name: ("900", points) for name, points in (("a", "50"), ("b", "40"), ("c", "30"), ("d", "20"))}
    made = ranking(four, regime="tendering", object="works")
    assert [row.bidder for row in made.rows if row.candidate] == ["a", "b", "c"]
    tied = ranking({**four, "d": ("900", "30")}, regime="tendering", object="works")
    assert [row.bidder for row in tied.rows if row.candidate] == ["a", "b"]


def test_the_result_names_its_article() -> None:
    assert ranking({"a": ("900", "50")}).basis == "财政部令第87号第五十七条"
    assert ranking({"a": ("900", "50")}, method="lowest-evaluated-price").basis == "财政部令第87号第五十六条"


@given(
    st.permutations([("a", ("900", "50")), ("b", ("900", "50")), ("c", ("800", "50")), ("d", ("1", "10"))])
)
def test_the_order_in_which_bids_arrive_does_not_matter(offers: list[tuple[str, tuple[str, str]]]) -> None:
    result = ranking(dict(offers))
    assert [(row.bidder, row.rank) for row in result.rows] == [("c", 1), ("a", 2), ("b", 2), ("d", 4)]
