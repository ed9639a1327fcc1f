"""Fingerprints: the same text leaves the same ones wherever it stands; what the tender says leaves none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.across.prints import ONE_IN, PRINTS_VERSION, SIZE, leaf, sampled
from evaluation.collusion.text.fold import fold
from tests.evaluation.collusion.across.prose import prose
from tests.evaluation.collusion.material import document


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 10**6))
def test_a_shared_passage_leaves_the_same_fingerprints_wherever_it_stands(
    before: int, after: int, seed: int
) -> None:
    passage = prose(seed, 300)
    around = prose(seed + 1, before) + passage + prose(seed + 2, after)
    assert set(sampled(fold(passage).codes)[0].tolist()) <= set(leaf([document(around)]).prints.tolist())


def test_about_one_place_in_32_is_kept() -> None:
    """32,000 places, of each 1 in 32 is kept: 1,000 ± 4 standard deviations of √1000."""
    kept = len(leaf([document(prose(1, 32 * 1000 + SIZE))]).prints)
    assert abs(kept - 32 * 1000 / ONE_IN) < 4 * 1000**0.5


def test_layout_and_width_change_no_fingerprint() -> None:
    text = prose(7, 500)
    spaced = text.replace("。", " 。\n")
    assert leaf([document(text)]).prints.tolist() == leaf([document(spaced)]).prints.tolist()


def test_what_the_tender_says_leaves_none() -> None:
    asked, own = prose(2, 2000), prose(3, 2000)
    both = leaf([document(own + asked)], [document(asked)]).prints
    assert len(both)
    assert set(both.tolist()) & set(leaf([document(asked)]).prints.tolist()) == set()


def test_they_are_sorted_once_each_and_nothing_crosses_a_border() -> None:
    text = prose(4, 3000)
    twice = leaf([document(text), document(text)])
    assert twice.prints.tolist() == sorted(set(leaf([document(text)]).prints.tolist()))
    assert twice.characters == 6000
    assert leaf([]).prints.dtype == np.int64


def test_stored_fingerprints_stay_comparable() -> None:
    """What lies in a database must mean the same later: whoever changes hashing or sampling raises the version."""
    assert PRINTS_VERSION == 1
    assert leaf([document(prose(5, 100))]).prints.tolist() == PINNED


PINNED = [37715293334719476, 40006028984758035, 236986784151916906, 555023724500626189]
