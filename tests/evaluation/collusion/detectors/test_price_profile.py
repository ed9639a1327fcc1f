"""One pattern of dear and cheap items in two bids, against what honest bidders of one market have by chance."""

import numpy as np

from evaluation.collusion.price_items import items_of
from evaluation.collusion.price_profile import by_chance, market
from tests.evaluation.collusion.material import alerts, bill, case

ITEMS = 40


def bids(seed: int, patterned: float) -> dict[str, object]:
    """Seven bidders around one market; ``b`` takes over the part ``patterned`` of how ``a`` leaves it, five per cent up."""
    random = np.random.default_rng(seed)
    base = 1000 * np.exp(random.normal(0, 1, ITEMS))
    off = random.normal(0, 0.12, (7, ITEMS))
    off[1] = patterned * off[0] + 0.05 + (1 - patterned) * off[1]
    rows = base * np.exp(off)
    return {
        key: bill({f"G{i:02d}": f"{p:.2f}" for i, p in enumerate(row)})
        for key, row in zip("abcdefg", rows, strict=True)
    }


def test_a_pattern_taken_over_with_noise_ties_two_bids() -> None:
    for seed in range(3):
        [alert] = alerts(case(bids(seed, 0.85)), "price-profile")
        assert alert.bidders == ("a", "b")
        assert alert.bits >= 8
        assert alert.basis == ("实施条例 40(4)", "87号令 37(4)")


def test_honest_bidders_of_one_market_show_no_pattern() -> None:
    found = [alert for seed in range(6) for alert in alerts(case(bids(seed, 0.0)), "price-profile")]
    assert found == []


def test_an_exact_relation_is_left_to_the_price_list() -> None:
    made = bids(1, 0.0)
    made["b"] = bill({row[0]: f"{float(row[4]) * 2:.2f}" for row in made["a"].pages[0].tables[0].rows[1:]})  # type: ignore[attr-defined]
    tied = [a for a in alerts(case(made), "price-profile") if a.bidders == ("a", "b")]
    assert tied == []
    assert any(a.bidders == ("a", "b") for a in alerts(case(made), "price-list"))


def test_below_five_bidders_there_is_no_market_to_leave() -> None:
    few = dict(list(bids(1, 0.9).items())[:4])
    assert alerts(case(few), "price-profile") == []


def test_two_profiles_share_the_error_of_one_median() -> None:
    # k = 7: 1.57 / 7.5 = 0.2093 of the variance of one price; 0.2093 / 1.2093 = 0.173
    assert round(by_chance(7), 3) == 0.173


def test_the_market_is_the_median_where_five_price_an_item() -> None:
    made = case(
        {k: bill({"A": p, "B": "7"}) for k, p in zip("abcde", ("10", "12", "11", "40", "9"), strict=True)}
    )
    prices = market({b.bidder: items_of(b) for b in made.bidders})
    assert prices == {"a": 11.0, "b": 7.0}
