"""The edits between two texts, however long."""

import random
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from evaluation.collusion.text.align import align
from evaluation.collusion.text.fold import Codes

TEXT = st.text(st.sampled_from("甲乙丙丁戊"), max_size=60)


def codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def drawn(length: int, seed: int) -> str:
    choice = random.Random(seed).randrange
    return "".join(chr(0x4E00 + choice(2000)) for _ in range(length))


def edited(text: str, seed: int) -> str:
    chance = random.Random(seed)
    return "".join("改" if chance.random() < 0.02 else c for c in text if chance.random() > 0.01)


@given(TEXT, TEXT)
@settings(deadline=None)
def test_blocks_lead_through_both_texts_and_equal_ones_are_equal(one: str, other: str) -> None:
    blocks = align(codes(one), codes(other))
    assert "".join(one[b.a0 : b.a1] for b in blocks) == one
    assert "".join(other[b.b0 : b.b1] for b in blocks) == other
    assert all((one[b.a0 : b.a1] == other[b.b0 : b.b1]) == b.equal for b in blocks)
    assert sum(b.edits for b in blocks) == Levenshtein.distance(one, other)
    assert not any(b.equal and c.equal for b, c in pairwise(blocks))


def test_a_long_alignment_in_pieces_costs_as_few_edits_as_one_of_the_whole() -> None:
    one = drawn(12_000, 1)
    other = edited(one, 2)
    blocks = align(codes(one), codes(other))
    assert "".join(one[b.a0 : b.a1] for b in blocks) == one
    assert "".join(other[b.b0 : b.b1] for b in blocks) == other
    assert sum(b.edits for b in blocks) == Levenshtein.distance(one, other)


def test_moved_parts_are_no_anchors() -> None:
    parts = [drawn(2_000, seed) for seed in range(3)]
    one, other = parts[0] + parts[1] + parts[2], parts[0] + parts[2] + parts[1]
    blocks = align(codes(one), codes(other))
    assert sum(b.a1 - b.a0 for b in blocks if b.equal) >= 4_000
    assert "".join(other[b.b0 : b.b1] for b in blocks) == other
