"""A classifier is given out only when it is better than the majority on later tenders and on unseen bidders."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from evaluation.collusion.screens.drawn import ALL, MOST, by_supplier_sets, judged
from evaluation.collusion.screens.features import screens
from evaluation.collusion.screens.labelled import Labelled
from evaluation.collusion.screens.model import Model, fit
from evaluation.collusion.screens.splits import LEAST_TO_LEARN, by_bidder, by_time
from evaluation.collusion.screens.train import (
    LEAST_JUDGED,
    LEAST_OF_EACH,
    average_precision,
    balanced_accuracy,
    judge,
    train,
)


def market(count: int, *, signal: bool, towns: int = 8, seed: int = 1) -> tuple[Labelled, ...]:
    """Tenders of several towns with firms of their own; rings squeeze the spread where there is a ``signal``."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        town, rigged = number % towns, bool(random.random() < 0.4)
        sd = 0.01 if rigged and signal else 0.08
        prices = [Decimal(str(round(1000 * float(np.exp(random.normal(0, sd))), 2))) for _ in range(6)]
        firms = frozenset(f"{town}-{i}" for i in random.choice(12, 6, replace=False))
        found.append(
            Labelled(f"T{number}", date(2020, 1, 1) + timedelta(number), firms, screens(prices), rigged)
        )
    return tuple(found)


def test_a_signal_that_holds_gives_a_model() -> None:
    result = train(market(240, signal=True))
    assert result.refused == ()
    assert result.model is not None
    assert [found.split for found in result.judged] == ["time", "bidder"]
    assert all(found.balanced_accuracy.low > 0.7 for found in result.judged)


def test_prices_that_tell_nothing_give_none() -> None:
    result = train(market(240, signal=False))
    assert result.model is None
    assert any("no better" in str(reason) for reason in result.refused)


def mixing(count: int, firms: int, *, signal: bool, seed: int = 1) -> tuple[Labelled, ...]:
    """One market where any five firms may meet, each with habits of its own; three of a rigged tender's are flagged."""
    random = np.random.default_rng(seed)
    habit = np.exp(random.normal(0, 0.2, firms))
    found = []
    for number in range(count):
        who, rigged = random.choice(firms, 5, replace=False), bool(random.random() < 0.4)
        sd = 0.08 * habit[who] * (0.3 if rigged and signal else 1)
        prices = [Decimal(str(round(1000 * float(np.exp(random.normal(0, s))), 2))) for s in sd]
        names = [f"F{i}" for i in who]
        flagged = frozenset(names[:3]) if rigged else frozenset()
        day = date(2020, 1, 1) + timedelta(number)
        found.append(Labelled(f"T{number}", day, frozenset(names), screens(prices), rigged, flagged))
    return tuple(found)


@pytest.mark.parametrize(("firms", "split"), [(30, "suppliers"), (9, "most suppliers")])
def test_where_suppliers_mix_freely_drawn_sets_of_them_are_held_out(firms: int, split: str) -> None:
    tenders = mixing(300, firms, signal=True)
    assert judge("bidder", tenders, by_bidder(tenders), 0) is None
    result = train(tenders)
    assert result.refused == ()
    assert result.model is not None
    assert [found.split for found in result.judged] == ["time", split]
    assert result.judged[1].balanced_accuracy.low > 0.6


@pytest.mark.slow
def test_prices_that_tell_nothing_are_refused_in_nineteen_of_twenty_mixing_markets() -> None:
    accepted = [train(mixing(240, 12, signal=False, seed=seed), seed).model is not None for seed in range(20)]
    assert sum(accepted) <= 1


def test_a_mixing_market_of_few_tenders_is_too_little_data() -> None:
    result = train(mixing(60, 30, signal=True))
    assert (result.model, result.judged) == (None, ())
    assert "too little data" in str(result.refused[0])


def test_a_market_where_everybody_bids_everywhere_cannot_be_tested_on_unseen_firms() -> None:
    result = train(mixing(240, 6, signal=True))
    assert result.model is None
    assert any("nearly everywhere" in str(reason) for reason in result.refused)


def test_nothing_that_is_learnt_from_has_a_supplier_of_the_drawn_set() -> None:
    tenders = mixing(300, 30, signal=True)
    folds = by_supplier_sets(tenders, 3, ALL)
    assert judged(tenders, folds) >= LEAST_JUDGED
    for fold in folds:
        learnt = frozenset().union(*(tenders[i].bidders for i in fold.train))
        assert fold.test
        assert all(not tenders[i].bidders & learnt for i in fold.test)
        kinds = [tenders[i].collusive for i in fold.train]
        assert min(kinds.count(True), kinds.count(False)) >= LEAST_TO_LEARN


def test_of_those_who_count_at_least_half_are_unseen_where_no_tender_can_be_kept_apart() -> None:
    tenders = mixing(300, 9, signal=True)
    assert by_supplier_sets(tenders, 3, ALL) == []
    folds = by_supplier_sets(tenders, 3, MOST)
    assert judged(tenders, folds) >= LEAST_JUDGED
    for fold in folds:
        learnt = frozenset().union(*(tenders[i].bidders for i in fold.train))
        for i in fold.test:
            those = tenders[i].flagged or tenders[i].bidders
            assert 2 * len(those - learnt) >= len(those)


def test_the_same_seed_draws_the_same_sets() -> None:
    tenders = mixing(150, 30, signal=True)
    assert by_supplier_sets(tenders, 5, ALL) == by_supplier_sets(tenders, 5, ALL)
    assert by_supplier_sets(tenders, 5, ALL) != by_supplier_sets(tenders, 6, ALL)


def test_too_few_tenders_of_a_kind_are_too_little_data() -> None:
    honest = tuple(
        dataclasses.replace(t, collusive=i < LEAST_OF_EACH - 1)
        for i, t in enumerate(market(200, signal=True))
    )
    result = train(honest)
    assert (result.model, result.judged) == (None, ())
    assert "too little data" in str(result.refused[0])


def test_what_is_judged_lies_after_what_was_learnt_from() -> None:
    tenders = market(100, signal=True)
    same_day = tuple(dataclasses.replace(t, date=date(2020, 1, 1 + i // 10)) for i, t in enumerate(tenders))
    for made in (tenders, same_day):
        folds = by_time(made)
        assert folds
        for fold in folds:
            assert max(made[i].date for i in fold.train) < min(made[i].date for i in fold.test)


def test_what_is_judged_shares_no_bidder_with_what_was_learnt_from() -> None:
    tenders = market(200, signal=True)
    folds = by_bidder(tenders)
    assert folds
    for fold in folds:
        learnt = frozenset().union(*(tenders[i].bidders for i in fold.train))
        assert all(not tenders[i].bidders & learnt for i in fold.test)


def test_a_model_is_numbers_in_a_file(tmp_path: Path) -> None:
    tenders = market(120, signal=True)
    model = fit([t.screens for t in tenders], [t.collusive for t in tenders])
    model.save(tmp_path / "m.json")
    again = Model.load(tmp_path / "m.json")
    assert again == model
    assert again.probability(tenders[0].screens) == model.probability(tenders[0].screens)
    (tmp_path / "other.json").write_text('{"format": 9}')
    with pytest.raises(ValueError, match=r"other\.json"):
        Model.load(tmp_path / "other.json")


def test_the_figures_by_hand() -> None:
    """Two of three rigged and one of two honest ones right: (2/3 + 1/2) ÷ 2; precision at ranks 1, 2, 4: 1, 1, 3/4."""
    truth, scores = np.array([True, True, False, True, False]), np.array([0.9, 0.8, 0.7, 0.4, 0.1])
    assert balanced_accuracy(truth, scores) == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert average_precision(truth, scores) == pytest.approx((1 + 1 + 3 / 4) / 3)
