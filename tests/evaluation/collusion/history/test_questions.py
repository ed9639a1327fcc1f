"""Each question about the past: what it finds, what it leaves alone, and that it says when it has too little data."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from evaluation.collusion.history.chance import Answer, bits
from evaluation.collusion.history.escort import escort
from evaluation.collusion.history.leaning import leaning
from evaluation.collusion.history.losing import losing
from evaluation.collusion.history.network import Tie, circles, ties
from evaluation.collusion.history.odds import odds
from evaluation.collusion.history.rotation import rotation
from evaluation.collusion.history.runner_up import runner_up
from evaluation.collusion.history.together import together
from procurement.message import msg
from tests.evaluation.collusion.history.markets import anybody, known, market

A, B = "甲公司", "乙公司"
PAIR = ("a", "b")


def mixed(*parts: tuple[int, dict[str, object]]):  # type: ignore[no-untyped-def]
    """A market of several kinds of tenders, told apart by their numbers."""
    rows = []
    for number, (tenders, options) in enumerate(parts):
        made = market(tenders, seed=number + 1, **options)  # type: ignore[arg-type]
        rows += [
            type(row)(f"{number}{row.tender}", *[getattr(row, f) for f in row.__slots__[1:]]) for row in made
        ]
    return known(rows)


@pytest.mark.parametrize("ask", [together, escort, runner_up, odds])
def test_a_pair_question_with_too_few_tenders_is_left_open(ask) -> None:  # type: ignore[no-untyped-def]
    found = ask(known(market(4, always=(A, B))), A, B, PAIR, 7)
    assert found.p is None
    assert found.reason is not None


def test_the_other_questions_are_left_open_too() -> None:
    few = known(market(4, always=(A, B), experts=lambda *_: ("e1",)))
    assert rotation(few, (A, B), PAIR, 7).p is None
    assert losing(few, A, "a", 7).p is None
    assert leaning(few, A, "e1", "a", 7).p is None


def test_two_firms_that_come_together_and_never_apart_are_noticed() -> None:
    made = mixed((20, {"always": (A, B)}), (80, {}))
    found = together(made, A, B, PAIR, 7)
    assert found.p is not None
    assert found.p < 0.03


def test_firms_of_one_trade_that_all_meet_are_not_noticed() -> None:
    """Half of the market is another trade: every pair within a trade meets more often than chance over all tenders."""
    made = mixed((60, {"firms": 12}), (60, {"always": (A,), "firms": 1, "bids": 2}))
    x, y = "路人1公司", "路人2公司"
    found = together(made, x, y, PAIR, 7)
    assert found.p is None or found.p > 0.03


def wins_by(favourite: str, share: float):  # type: ignore[no-untyped-def]
    def choose(draw: random.Random, number: int, present: Sequence[str]) -> str:
        losers = [firm for firm in present if firm not in (A, B)]
        return favourite if favourite in present and draw.random() < share else draw.choice(losers)

    return choose


def test_one_that_never_wins_beside_a_firm_that_wins_nowhere_else_is_an_escort() -> None:
    made = mixed(
        (15, {"always": (A, B), "win": wins_by(A, 0.9)}), (20, {"always": (A,), "win": wins_by(A, 0.1)})
    )
    found = escort(made, A, B, PAIR, 7)
    assert found.p is not None
    assert found.p < 0.001
    assert "b never won" in str(found.text)


def test_a_firm_that_wins_everywhere_needs_no_escort() -> None:
    """What looks like an escort beside 甲 is how every stranger fares beside 甲."""
    made = mixed(
        (8, {"always": (A, B), "win": wins_by(A, 0.8)}), (40, {"always": (A,), "win": wins_by(A, 0.8)})
    )
    found = escort(made, A, B, PAIR, 7)
    assert found.p is not None
    assert found.p > 0.05


def test_both_have_won_so_neither_is_an_escort() -> None:
    made = known(market(30, always=(A, B), win=lambda d, n, p: A if n % 2 else B))
    assert escort(made, A, B, PAIR, 7).p == 1.0


def test_wins_in_turn_are_a_rotation_and_wins_by_lot_are_not() -> None:
    """ABABAB…: 12 wins in strict turn are 2 of the 12!/(6!·6!) = 924 orders, p = 0.0022."""
    turn = rotation(known(market(12, always=(A, B), win=lambda d, n, p: A if n % 2 else B)), (A, B), PAIR, 7)
    lot = rotation(known(market(40, always=(A, B), win=lambda d, n, p: d.choice((A, B)))), (A, B), PAIR, 7)
    assert turn.p == pytest.approx(2 / 924, rel=0.35)
    assert lot.p is not None
    assert lot.p > 0.05


def test_a_rotation_of_three_is_found() -> None:
    firms = (A, B, "丙公司")
    made = known(market(15, always=firms, win=lambda d, n, p: firms[n % 3]))
    found = rotation(made, firms, ("a", "b", "c"), 7)
    assert found.p is not None
    assert found.p < 0.01


def test_the_same_runner_up_again_and_again_is_noticed() -> None:
    rows = market(12, always=(A, B), win=lambda d, n, p: A)
    rows = tuple(
        type(r)(r.tender, r.date, r.buyer, r.supplier, r.uscc, "100.5" if r.supplier == B else r.price, r.won)
        for r in rows
    )
    found = runner_up(known(rows), A, B, PAIR, 7)
    assert found.p is not None
    assert found.p < 0.001
    fair = runner_up(known(market(40, always=(A, B), win=lambda d, n, p: A)), A, B, PAIR, 7)
    assert fair.p is not None
    assert fair.p > 0.05


def test_better_odds_beside_the_other_are_noticed() -> None:
    made = mixed(
        (15, {"always": (A, B), "win": wins_by(A, 0.9)}), (20, {"always": (A,), "win": wins_by(A, 0.1)})
    )
    found = odds(made, A, B, PAIR, 7)
    assert found.p is not None
    assert found.p < 0.001


def test_an_expert_under_whom_a_firm_wins_and_without_whom_it_does_not() -> None:
    def panel(draw: random.Random, number: int, winner: str) -> Sequence[str]:
        return ("e1", "e2") if winner == A else ("e2", "e3")

    made = known(market(40, always=(A,), experts=panel))
    told, other = leaning(made, A, "e1", "a", 7), leaning(made, A, "e2", "a", 7)
    assert told.p is not None
    assert told.p < 0.001
    assert other.p is None, "who always sits there cannot be compared with anything"


def test_never_winning_is_measured_against_the_number_of_bidders() -> None:
    """20 tenders of 5 bidders lost: 0.8²⁰ = 0.0115."""
    made = known(market(20, always=(A,), win=lambda d, n, p: p[1]))
    assert losing(made, A, "a", 7).p == pytest.approx(0.8**20, rel=0.3)


def test_the_same_seed_gives_the_same_answer_whatever_else_was_asked() -> None:
    made = known(market(40, always=(A, B)))
    first = escort(made, A, B, PAIR, 7), odds(made, A, B, PAIR, 7)
    assert (escort(made, A, B, PAIR, 7), odds(made, A, B, PAIR, 7)) == first


def test_honest_markets_give_uniform_p_values() -> None:
    """Of 60 honest markets, about one in ten has p ≤ 0.1, and never many more (binomial, 12 of 60 has 2 %)."""
    found = []
    for seed in range(60):
        made = known(market(40, seed=seed, always=(A, B), win=anybody))
        answers = [runner_up(made, A, B, PAIR, seed), rotation(made, (A, B), PAIR, seed)]
        found += [a.p for a in answers if a.p is not None]
    assert sum(p <= 0.1 for p in found) <= 0.2 * len(found)


def test_what_a_p_value_weighs() -> None:
    """Sellke, Bayarri & Berger 2001, Table 1: p = 0.05 gives odds of 2.46 at most, p = 0.01 of 7.99, p = 0.001 of 53.2."""
    for p, odds_against in ((0.05, 2.456), (0.01, 7.988), (0.001, 53.26)):
        assert 2 ** bits(p, 1) == pytest.approx(odds_against, rel=1e-3)
    assert bits(0.5, 1) == bits(0.01, 100) == 0.0
    assert bits(0.001, 10) == bits(0.01, 1)


def test_firms_hang_together_by_ties() -> None:
    def met(p: float) -> Answer:
        return Answer("together", p, msg("met"), ("T1", "T2"))

    found = ties(
        {("a", "b"): met(0.001), ("b", "c"): met(0.01), ("c", "d"): met(0.2), ("e", "f"): met(0.001)}
    )
    assert [(t.a, t.b) for t in found] == [("a", "b"), ("b", "c"), ("e", "f")]
    assert circles(found) == (("a", "b", "c"),)
    assert circles([Tie("a", "b", 6, 0.01)]) == ()
