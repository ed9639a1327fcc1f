"""Words for n-grams: each place once, in the part of its hash, and none for what is known or crosses a border."""

import numpy as np
import pytest

from evaluation.collusion.text import keys as module
from evaluation.collusion.text.grams import whole
from evaluation.collusion.text.keys import keyed
from evaluation.collusion.text.quoted import Known

SIZE = 4


@pytest.mark.parametrize("part_bits", [24, 10])
def test_every_unknown_n_gram_has_one_word(part_bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PART_BITS", part_bits)
    draw = np.random.default_rng(4)
    codes = draw.integers(1, 20, 70_000).astype(np.uint32)
    codes[::997] = 0
    asked = codes[5_000:5_400]
    said, keys = keyed(codes, SIZE, Known(asked, SIZE))
    assert len(keys.parts) == (1 if part_bits == 24 else 128)
    words = list(keys.taken())
    places = np.concatenate([keys.places(part) for part in words])
    assert np.array_equal(np.sort(places), np.flatnonzero(whole(codes, SIZE) & ~said))
    known = {tuple(asked[i : i + SIZE].tolist()) for i in range(len(asked) - SIZE + 1)}
    assert all(
        (tuple(codes[i : i + SIZE].tolist()) in known) == said[i]
        for i in range(0, 60_000, 7)
        if codes[i : i + SIZE].all()
    )
    hashes = [set((part >> np.uint64(keys.place_bits)).tolist()) for part in words]
    assert sum(map(len, hashes)) == len(set().union(*hashes))  # equal n-grams are in one part
    assert not any(len(part) for part in keys.taken())
