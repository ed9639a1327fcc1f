"""The shipped table of pairs: units of the language, not seams."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.collusion.rarity import sample
from evaluation.collusion.rarity.pairs import TABLE, load, of_texts, save, shipped

LAWS = Path(__file__).resolve().parents[5] / "shared" / "data" / "zh-laws.txt.xz"


def test_words_and_neighbouring_single_characters_count_and_seams_do_not() -> None:
    made = of_texts(["企业积极安装设备", "不付租金"])
    assert (made.seen("安装"), made.seen("业积"), made.seen("不付")) == (1, 0, 1)
    assert made.partners("不付") == (1, 1)


def test_counts_are_kept_to_a_twelfth() -> None:
    made = of_texts(["安装"] * 1000)
    assert abs(made.seen("安装") - 1000) < 1000 / 12


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = of_texts(["安装设备", "培训人员"])
    save(made, tmp_path / "pairs.npz")
    read = load(tmp_path / "pairs.npz")
    assert (read.keys.tolist(), read.level.tolist(), read.total) == (
        made.keys.tolist(),
        made.level.tolist(),
        made.total,
    )


def test_the_shipped_table_is_small_and_knows_rare_words_of_the_law_but_no_slips() -> None:
    assert TABLE.stat().st_size < 100_000
    assert shipped().seen("安装") > 100
    assert min(shipped().seen(word) for word in ("监造", "授信", "不付")) > 0
    assert max(shipped().seen(slip) for slip in ("按装", "峻工", "付合")) == 0


@pytest.mark.slow
@pytest.mark.skipif(not LAWS.exists(), reason="../shared/data/zh-laws.txt.xz is absent")
def test_the_shipped_table_is_made_from_the_half_that_is_not_measured_on() -> None:
    used, _ = sample.stretches(sample.read(LAWS))
    again = of_texts(used)
    assert (again.total, again.keys.tolist()) == (shipped().total, shipped().keys.tolist())
