"""Two prints of one seal are told from prints of two seals by the ring of writing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.reading.seals.find import stamps
from evaluation.reading.seals.mark import HIGH, WIDE, Ring, even, mark_of, ring_of, same_seal
from tests.evaluation.reading.seal_pictures import faded, jpeg, on_white, seal, sheet, stamped

NAMES = (
    "晨星信息技术有限公司",
    "远山数字科技股份有限公司",
    "杭州博远教育装备有限公司",
    "四川华信建设工程有限责任公司",
)


def ring(picture) -> Ring:  # type: ignore[no-untyped-def]
    [found] = stamps(picture)
    return even(ring_of(mark_of(found)))


@given(
    name=st.sampled_from(NAMES),
    turn=st.floats(-180, 180),
    side=st.integers(200, 340),
    strength=st.floats(0.55, 1.0),
)
@settings(max_examples=12, deadline=None)
def test_a_print_is_the_same_seal_whichever_way_it_stands(
    name: str, turn: float, side: int, strength: float
) -> None:
    worn = jpeg(on_white(faded(seal(name, side, turn=turn), strength, seed=side)), 70)
    assert same_seal(ring(on_white(seal(name, 300))), ring(worn))


def test_a_print_over_text_is_the_same_seal() -> None:
    page = stamped(sheet(*("质量保证期三年，七日内到货。",) * 20), seal(NAMES[0], 240, turn=14), (200, 400))
    assert same_seal(ring(on_white(seal(NAMES[0], 300))), ring(jpeg(page)))


@pytest.mark.parametrize(("one", "other"), [(0, 1), (0, 2), (1, 2), (2, 3)])
def test_the_seals_of_two_firms_are_two(one: int, other: int) -> None:
    assert not same_seal(
        ring(on_white(seal(NAMES[one], 300))), ring(on_white(seal(NAMES[other], 260, turn=30)))
    )


def test_half_a_name_in_common_is_not_the_same_seal() -> None:
    a, b = "杭州晨星信息技术有限公司", "杭州恒达机电设备有限公司"
    assert not same_seal(ring(on_white(seal(a, 300))), ring(on_white(seal(b, 300))))


def test_a_mark_is_small_text_that_gives_its_ring_back() -> None:
    [found] = stamps(on_white(seal(NAMES[0], 300)))
    mark = mark_of(found)
    assert len(mark) < 2_000
    assert ring_of(mark).shape == (HIGH, WIDE)


@pytest.mark.parametrize("text", ["", "abc", "not a mark"])
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the mark of a seal"):
        ring_of(text)
