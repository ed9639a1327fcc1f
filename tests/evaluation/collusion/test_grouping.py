"""Rings: dependent signs are not added twice, and a ring is what hangs together."""

from evaluation.collusion.alert import Alert
from evaluation.collusion.grouping import group
from evaluation.collusion.policy import DEFAULT
from evaluation.collusion.weighing import weigh
from procurement.message import msg


def alert(number: int, detector: str, bidders: str, bits: float) -> Alert:
    return Alert(number, detector, tuple(bidders), DEFAULT.level(bits), bits, msg("sign"), ())


def together(alerts: list[Alert], speaking: frozenset[str] = frozenset()) -> float:
    return weigh(alerts, speaking, DEFAULT).bits


def test_signs_of_one_family_count_half_after_the_first() -> None:
    assert together([alert(1, "text-reuse", "ab", 20), alert(2, "shared-error", "ab", 8)]) == 24


def test_signs_of_different_families_add() -> None:
    assert together([alert(1, "machine", "ab", 24), alert(2, "account", "ab", 30)]) == 54


def test_three_soft_signs_make_a_high_group_and_one_makes_none() -> None:
    soft = [
        alert(1, "network", "ab", 7),
        alert(2, "document-origin", "ab", 8),
        alert(3, "shared-error", "ab", 7),
    ]
    [found] = group(soft, DEFAULT)
    assert (found.bidders, found.level, found.bits, found.alerts) == (("a", "b"), "high", 22.0, (1, 2, 3))
    assert group(soft[:1], DEFAULT) == ()


def test_a_chain_of_strong_pairs_is_one_ring_and_each_alert_counts_once() -> None:
    alerts = [alert(1, "machine", "abc", 24), alert(2, "account", "cd", 30)]
    [found] = group(alerts, DEFAULT)
    assert (found.bidders, found.level, found.bits) == (("a", "b", "c", "d"), "high", 54.0)


def test_a_medium_tie_to_an_outsider_does_not_pull_him_into_the_ring() -> None:
    ring, outsider = group([alert(1, "machine", "ab", 24), alert(2, "text-reuse", "bc", 13)], DEFAULT)
    assert (ring.bidders, ring.level) == (("a", "b"), "high")
    assert (outsider.bidders, outsider.level) == (("b", "c"), "medium")


def test_many_medium_ties_do_not_make_a_high_group() -> None:
    found = group([alert(1, "text-reuse", "ab", 13), alert(2, "text-reuse", "bc", 13)], DEFAULT)
    assert [(g.bidders, g.level) for g in found] == [(("a", "b", "c"), "medium")]
