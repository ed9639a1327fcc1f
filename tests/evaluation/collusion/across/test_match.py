"""From fingerprints to candidates: rare ones count, common ones do not, the heaviest come first."""

import numpy as np

from evaluation.collusion.across.match import (
    FEW,
    LEAST,
    MOST_CANDIDATES,
    Candidate,
    Hit,
    candidates,
    rarity,
    share_rare,
)


def hits(*bids_of_each: tuple[int, tuple[int, ...]]) -> list[Hit]:
    return [Hit(n, firms, bids) for n, (firms, bids) in enumerate(bids_of_each)]


def test_exactly_one_other_firm_is_strongest_and_beyond_few_is_nothing() -> None:
    weights = [rarity(firms) for firms in range(1, FEW + 2)]
    assert weights == sorted(weights, reverse=True)
    assert (weights[0], weights[-1]) == (1.0, 0.0)


def test_a_bid_with_fewer_rare_fingerprints_than_least_is_not_read_again() -> None:
    enough = int(LEAST)
    assert candidates(hits(*[(1, (8,))] * enough)) == (Candidate(8, float(enough), enough),)
    assert candidates(hits(*[(1, (8,))] * (enough - 1))) == ()
    assert candidates(hits(*[(4, (8,))] * enough)) == ()


def test_the_heaviest_come_first_and_no_more_than_can_be_read() -> None:
    found = candidates(hits(*[(1, (bid,)) for bid in range(20) for _ in range(4 + bid)]))
    assert [c.bid for c in found] == list(range(19, 19 - MOST_CANDIDATES, -1))


def test_a_passage_of_common_fingerprints_counts_little() -> None:
    assert share_rare(np.array([1, 2, 3]), frozenset()) == 1.0
    assert share_rare(np.array([1, 2, 3]), frozenset({1, 2, 3})) == 0.25
    assert share_rare(np.array([], np.int64), frozenset({1})) == 1.0
