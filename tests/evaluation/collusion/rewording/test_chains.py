"""Seeds become passages the same way from both sides."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.rewording.chains import Chain, clusters, without_overlap
from evaluation.collusion.rewording.seeds import Seeds

PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=25, unique=True)


def seeds(places: list[tuple[int, int]]) -> Seeds:
    a, b = np.array(places, np.int64).T
    return Seeds(a, b, np.ones(len(a)))


def parts(places: list[tuple[int, int]], gap: int) -> set[frozenset[tuple[int, int]]]:
    return {frozenset(zip(p.a.tolist(), p.b.tolist(), strict=True)) for p in clusters(seeds(places), gap)}


def test_seeds_with_few_sentences_between_them_are_one_passage() -> None:
    assert len(parts([(1, 11), (3, 12), (6, 15)], 2)) == 1


def test_seeds_far_apart_on_one_side_only_are_two() -> None:
    assert len(parts([(1, 11), (2, 30)], 2)) == 2


def test_a_division_on_one_side_may_bring_about_another_on_the_other() -> None:
    # On the left 1…3 hang together only through (2, 30), which is far away on the right.
    assert parts([(0, 10), (2, 30), (4, 11)], 1) == {
        frozenset({(0, 10)}),
        frozenset({(2, 30)}),
        frozenset({(4, 11)}),
    }


@given(PLACES, st.integers(0, 5))
def test_the_division_is_the_same_from_both_sides(places: list[tuple[int, int]], gap: int) -> None:
    swapped = parts([(b, a) for a, b in places], gap)
    assert parts(places, gap) == {frozenset((a, b) for b, a in part) for part in swapped}


@given(PLACES, st.integers(0, 5))
def test_no_seed_is_lost_and_no_part_has_a_wide_gap(places: list[tuple[int, int]], gap: int) -> None:
    found = parts(places, gap)
    assert sorted(p for part in found for p in part) == sorted(places)
    for part in found:
        for side in (0, 1):
            at = sorted(p[side] for p in part)
            assert all(after - before <= gap + 1 for before, after in itertools.pairwise(at))


def test_of_two_passages_that_overlap_on_both_sides_the_more_alike_is_kept() -> None:
    none = seeds([(0, 0)])
    weak, strong = Chain(0, 5, 0, 5, 0.5, none), Chain(3, 8, 3, 8, 0.7, none)
    elsewhere = Chain(0, 5, 20, 25, 0.4, none)
    assert without_overlap([weak, strong, elsewhere]) == [elsewhere, strong]
