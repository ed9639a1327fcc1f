"""Every statement of law is data that can be checked against the text."""

import re
from datetime import date
from pathlib import Path

import pytest

from evaluation.scoring.law import ARTICLES, article


def test_the_article_in_force_on_the_day_counts() -> None:
    before = article("abnormally-low", "government-procurement", date(2026, 1, 31))
    after = article("abnormally-low", "government-procurement", date(2026, 2, 1))
    assert (before.citation, after.citation) == (
        "财政部令第87号第六十条",
        "财政部令第87号第六十条；财库〔2026〕2号",
    )


@pytest.mark.parametrize(
    ("ground", "regime", "day"),
    [
        ("price-weight", "tendering", date(2026, 1, 1)),
        ("qualification", "government-procurement", date(2017, 9, 30)),
        ("no-such-ground", "tendering", date(2026, 1, 1)),
    ],
)
def test_a_regime_that_has_no_article_is_never_given_the_others(ground: str, regime: str, day: date) -> None:
    with pytest.raises(KeyError):
        article(ground, regime, day)


def test_the_words_stand_in_the_text_of_the_law(shared: Path) -> None:
    texts = "".join(
        path.read_text(encoding="utf-8") for path in sorted((shared / "domain" / "law").iterdir())
    )
    plain = re.sub(r"\s", "", texts)
    quoted = [a for a in ARTICLES if a.certainty == "text"]
    assert len(quoted) > 15
    for known in quoted:
        assert re.sub(r"\s", "", known.words) in plain, known
