"""Growing chains over edits: all at once as one after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.collusion.text.extend import DROP, EDIT, MATCH, MOST_STEPS, extend

LOW = -(10**6)
REACH = 6
TEXT = st.lists(st.sampled_from([0, 1, 2, 3, 3, 3]), max_size=50)


def alone(left: list[int], right: list[int], room: int) -> float:
    """The most that matches exceed edits by, aligned cell by cell from the beginning of both texts."""
    score, most = {(0, 0): 0}, 0
    for s in range(1, min(room + 1, MOST_STEPS)):
        for i in range(s + 1):
            j = s - i
            if abs(i - j) > REACH or i > len(left) or j > len(right):
                continue
            if (i and not left[i - 1]) or (j and not right[j - 1]):
                continue
            same = i > 0 and j > 0 and left[i - 1] == right[j - 1]
            score[i, j] = max(
                score.get((i - 1, j - 1), LOW) + (MATCH if same else EDIT),
                score.get((i - 1, j), LOW) + EDIT,
                score.get((i, j - 1), LOW) + EDIT,
            )
        here = {cell: value for cell, value in score.items() if sum(cell) == s}
        most = max(most, *here.values(), 0)
        score.update({cell: LOW for cell, value in here.items() if value < most - DROP})
    return most / MATCH


@given(st.lists(st.tuples(TEXT, TEXT, st.sampled_from([3, 20, 1200])), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_chains_grown_together_grow_as_each_would_alone(
    chains: list[tuple[list[int], list[int], int]],
) -> None:
    left, right, a, b = [0], [0], [], []
    for one, other, _ in chains:
        a.append(len(left))
        b.append(len(right))
        left += [*one, 0]
        right += [*other, 0]
    rooms = [room for _, _, room in chains]
    codes = np.array(left, np.uint32), np.array(right, np.uint32)
    took_a, took_b, gained = extend(*codes, np.array(a), np.array(b), 1, np.array(rooms))
    assert gained.tolist() == [alone(one, other, room) for one, other, room in chains]
    assert all(taken <= len(one) for taken, (one, _, _) in zip(took_a, chains, strict=True))
    assert all(taken <= len(other) for taken, (_, other, _) in zip(took_b, chains, strict=True))


@given(TEXT, TEXT)
@settings(max_examples=40, deadline=None)
def test_backwards_is_forwards_in_a_mirror(one: list[int], other: list[int]) -> None:
    room = np.array([1200])
    left, right = np.array([0, *one], np.uint32), np.array([0, *other], np.uint32)
    ahead = extend(left, right, np.array([1]), np.array([1]), 1, room)
    back = extend(left[::-1], right[::-1], np.array([len(one) - 1]), np.array([len(other) - 1]), -1, room)
    assert [x.tolist() for x in ahead] == [x.tolist() for x in back]


@pytest.mark.parametrize("length", [31, 32, 33, 100, 500])
def test_a_long_equal_stretch_is_followed_to_its_end(length: int) -> None:
    text = np.concatenate((np.arange(1, length + 1), [0])).astype(np.uint32)
    start = np.array([0])
    assert [x.tolist() for x in extend(text, text, start, start, 1, np.array([1200]))] == [
        [length], [length], [float(length)],
    ]  # fmt: skip


def test_a_chain_at_the_edge_of_the_text_stays_as_it_is() -> None:
    text = np.array([1, 2, 3], np.uint32)
    grown = extend(text, text, np.array([3, -1]), np.array([3, 1]), 1, np.array([1200, 1200]))
    assert [x.tolist() for x in grown] == [[0, 0], [0, 0], [0.0, 0.0]]
