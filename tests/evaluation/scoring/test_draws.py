"""Draws can be repeated by anybody, and are even."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.draws import SeededDraws


def test_a_draw_is_sha256_of_seed_criterion_purpose_and_step() -> None:
    number = int.from_bytes(hashlib.sha256(b"20260302|P1|factor|0").digest(), "big")
    options = ["0.96", "0.97", "0.98", "0.99"]
    assert SeededDraws(20260302, "P1").one("factor", options) == options[number % 4]


@given(st.integers(), st.text(max_size=8), st.integers(1, 12), st.integers(0, 15))
def test_the_same_seed_draws_the_same_and_never_one_twice(
    seed: int, code: str, size: int, count: int
) -> None:
    options = list(range(size))
    drawn = SeededDraws(seed, code).some("subset", options, count)
    assert drawn == SeededDraws(seed, code).some("subset", options, count)
    assert len(set(drawn)) == len(drawn) == min(count, size)
    assert list(drawn) == sorted(drawn)


def test_every_pair_is_drawn_about_equally_often() -> None:
    pairs = Counter(SeededDraws(seed, "P1").some("subset", "abcd", 2) for seed in range(3000))
    assert len(pairs) == 6
    assert all(400 <= count <= 600 for count in pairs.values())  # 500 expected, standard deviation 20


def test_nothing_cannot_be_drawn_from() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        SeededDraws(1, "P1").one("factor", [])
