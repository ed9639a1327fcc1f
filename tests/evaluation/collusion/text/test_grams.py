"""Hashes of n-grams."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.text.grams import gram_hashes, hashes_at, whole

CODES = st.lists(st.sampled_from([1, 2, 3]), min_size=8, max_size=60).map(lambda c: np.array(c, np.uint32))


@given(CODES)
def test_equal_hash_means_equal_characters(codes: np.ndarray) -> None:
    hashes = gram_hashes(codes, 4)
    for i in range(len(hashes)):
        for j in range(i):
            assert (hashes[i] == hashes[j]) == bool((codes[i : i + 4] == codes[j : j + 4]).all())


def test_a_text_shorter_than_the_n_gram_has_none() -> None:
    assert len(gram_hashes(np.array([1, 2, 3], np.uint32), 4)) == 0


def test_only_powers_of_two_are_taken() -> None:
    with pytest.raises(ValueError, match="power of two"):
        gram_hashes(np.array([1, 2, 3, 4, 5, 6], np.uint32), 6)


def test_no_n_gram_reaches_over_a_border() -> None:
    codes = np.array([0, 5, 6, 7, 0, 8, 9], np.uint32)
    assert np.flatnonzero(whole(codes, 2)).tolist() == [1, 2, 5]


@given(st.lists(st.sampled_from([0, 1, 2, 3]), max_size=40), st.data())
def test_the_hash_at_a_place_is_that_of_the_row(row: list[int], data: st.DataObject) -> None:
    codes = np.array(row, np.uint32)
    places = np.array(data.draw(st.lists(st.integers(0, len(row)), max_size=9)), np.int64)
    hashes, fits = hashes_at(codes, places, 4)
    all_hashes, all_fits = gram_hashes(codes, 4), whole(codes, 4)
    for place, value, fit in zip(places.tolist(), hashes.tolist(), fits.tolist(), strict=True):
        assert fit == (place < len(all_fits) and bool(all_fits[place]))
        if fit:
            assert value == int(all_hashes[place])
