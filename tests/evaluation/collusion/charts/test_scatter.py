"""Item prices against each other: the line of a constant ratio, the axes, the items that follow it."""

from decimal import Decimal

import numpy as np
import pytest

from evaluation.collusion.charts.scatter import PAD, SIZE, scatter
from evaluation.collusion.price_items import Items
from evaluation.reading.bills import BillRow


def bill(*prices: str) -> Items:
    return {
        f"k{n}": BillRow(f"ZH-{n}", "设备", "台", Decimal(1), Decimal(price), Decimal(price), n)
        for n, price in enumerate(prices, 1)
    }


def test_points_lie_on_the_line_of_their_ratio() -> None:
    drawn = scatter(
        bill("100", "1000", "10000"), bill("97", "970", "9700"), obeying=["ZH-1 设备"], factor=0.97
    )
    assert drawn is not None
    across, up = zip(*(map(float, pair.split(",")) for pair in drawn.line.split()), strict=True)
    for point in drawn.points:
        assert np.interp(point.x, across, up) == pytest.approx(point.y, abs=0.3)
    assert [point.obeys for point in drawn.points] == [True, False, False]
    assert drawn.points[0].said == "ZH-1 设备 · 100 · 97 · 1 : 0.9700"


@pytest.mark.parametrize(("dearest", "logarithmic"), [("2000", False), ("90000", True)])
def test_the_axes_are_logarithmic_when_prices_span_much(dearest: str, logarithmic: bool) -> None:
    drawn = scatter(bill("100", dearest), bill("120", "2200"), obeying=[])
    assert drawn is not None
    assert drawn.logarithmic is logarithmic
    assert drawn.line == ""
    assert all(PAD <= point.x <= SIZE and 0 <= point.y <= SIZE - PAD for point in drawn.points)
    assert drawn.across


def test_fewer_than_two_common_items_are_no_picture() -> None:
    assert scatter(bill("100"), bill("100"), obeying=[]) is None
    assert scatter(bill("100", "200"), {}, obeying=[]) is None
