"""What the benchmark of certainty draws and counts: every combination of signs, pairs by stated bits, false alarms."""

from __future__ import annotations

from math import inf
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.alerts import Outcome, Seen, calibration, interval, plot, report, run
from benchmarks.practice import HARD, SOFT, STRONG, WEAK
from benchmarks.tenders import LAWS, World

absent = pytest.mark.skipif(not LAWS.exists(), reason="../shared/data/zh-laws.txt.xz is absent")
NOBODY: frozenset[str] = frozenset()


def outcome(kind: str, *pairs: Seen, silent: tuple[int, int] = (0, 0), **more: frozenset[str]) -> Outcome:
    levels = {"ring": NOBODY, "high": NOBODY, "medium": NOBODY} | more
    return Outcome(kind=kind, bidders=4, signs=(), pairs=pairs, silent=silent, alerts=(), **levels)


def test_observed_bits_are_the_odds_of_a_ring_over_the_odds_of_any_pair() -> None:
    # 7 ring pairs of 8 and 1 other of 63 at 9…12 bits, half a pair added: (7.5 ÷ 9) over (1.5 ÷ 64) = 35.6, 5.15 bits
    ring = outcome("hard", *[Seen(10.0, ring=True)] * 7, silent=(0, 1))
    honest = outcome("honest", Seen(11.0, ring=False), silent=(62, 0))
    [found] = calibration([ring, honest])
    assert (found.stated, found.pairs, round(found.observed, 2)) == (10.125, 8, 5.15)
    assert found.low < found.observed < found.high
    assert found.rings == 7


def test_where_no_other_pair_was_seen_what_is_observed_has_no_upper_bound() -> None:
    ring, honest = (
        outcome("hard", Seen(30.0, ring=True)),
        outcome("honest", Seen(0.0, ring=False), silent=(99, 0)),
    )
    none_inside, none_outside = calibration([ring, honest])
    assert (none_inside.low, none_outside.high) == (-inf, inf)
    assert [row["interval"][side] for row, side in zip(report([ring, honest])["calibration"], (0, 1), strict=True)] == [
        None, None,
    ]  # fmt: skip


def test_rates_count_tenders_and_a_ring_is_found_when_all_of_it_is() -> None:
    two = frozenset({"b00", "b01"})
    outcomes = [
        outcome("honest"), outcome("honest", high=two), outcome("honest", medium=two), outcome("honest"),
        outcome("soft", ring=two, high=two), outcome("soft", ring=two, high=NOBODY, medium=two),
    ]  # fmt: skip
    found = report(outcomes)
    assert found["false_high_percent"].startswith("25.00")
    assert found["false_medium_or_high_percent"].startswith("50.00")
    assert found["found_by_three_soft_signs_percent"].startswith("50.00")


def test_an_interval_of_none_in_three_thousand_ends_above_one_in_a_thousand() -> None:
    # Wilson: z² ÷ (n + z²) = 3.8416 ÷ 3003.8416
    assert interval(0, 3000) == "0.00 [0.00, 0.13]"


def test_the_plot_has_a_point_with_its_interval_for_each_bin(tmp_path: Path) -> None:
    plot(calibration([outcome("hard", Seen(4.0, ring=True), Seen(20.0, ring=True))]), tmp_path / "p.svg")
    drawn = ET.parse(tmp_path / "p.svg").getroot()
    assert len(drawn.findall(".//{*}circle")) == 2


@absent
def test_every_hard_sign_and_every_combination_of_soft_kinds_has_its_turn() -> None:
    world = World(1)
    drawn = [world.signs(number) for number in range(310)]
    assert {signs[0] for kind, signs in drawn if kind == "hard"} == set(HARD)
    kind_of = {sign: number for number, signs in enumerate(SOFT) for sign in signs}
    for name, wanted in (("soft", STRONG), ("weak", WEAK)):
        assert {tuple(kind_of[s] for s in signs) for kind, signs in drawn if kind == name} == set(wanted)


@absent
def test_a_ring_of_one_hard_sign_is_found_and_a_seed_draws_the_same_again() -> None:
    found = run(World(3), 0, honest=False)
    assert (found.kind, found.ring <= found.high) == ("hard", True)
    assert run(World(3), 0, honest=False).pairs == found.pairs
