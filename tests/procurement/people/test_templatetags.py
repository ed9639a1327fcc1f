"""Amounts, points and messages as people read them."""

from decimal import Decimal

import pytest
from django.utils import translation

from procurement.message import msg
from procurement.people.templatetags.gongping import amount, flowing, level_badge, message, percent, score


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("2715000"), "2,715,000"),
        (Decimal("2715000.5"), "2,715,000.50"),
        (Decimal("2715000.00"), "2,715,000"),
        (Decimal("0.1234"), "0.1234"),
        ("800000.00", "800,000"),
    ],
)
def test_amounts_are_grouped_and_exact(value, shown):
    assert f">{shown}</data>" in amount(value)


def test_an_amount_names_its_ten_thousands_on_hover():
    with translation.override("en"):
        assert 'title="271.50 ten thousand yuan"' in amount("2715000")


def test_no_amount_is_a_dash_and_a_text_is_escaped():
    assert amount(None) == "–"
    assert amount("<b>") == "<b>"  # no markup is added, so the template escapes it


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("20.2100"), "20.21"),
        (Decimal("30.0000"), "30"),
        (Decimal("0E-4"), "0"),
        (Decimal("1E+2"), "100"),
        (None, "–"),
    ],
)
def test_points_lose_needless_zeros_only(value, shown):
    assert score(value) == shown


def test_a_share_is_a_percentage():
    assert percent("0.125") == "12.5%"


def test_a_stored_message_is_told_in_the_readers_language():
    stored = msg("last of %(count)s", count=3).to_json()
    with translation.override("en"):
        assert message(stored) == "last of 3"


def test_an_empty_message_is_empty_not_a_catalogue_header():
    assert message(msg("")) == ""
    assert message(None) == ""


def test_a_risk_has_a_shape_and_a_word():
    shapes = {level_badge(level)["shape"] for level in ("high", "medium", "low")}
    assert len(shapes) == 3


def test_the_end_of_a_line_between_chinese_characters_is_no_blank():
    assert flowing("课堂侧的显\n示、扩声\n  由 A\nB 控制") == "课堂侧的显示、扩声由 A\nB 控制"
