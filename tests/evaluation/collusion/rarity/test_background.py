"""What everybody writes weighs next to nothing; names, figures and the particulars of a job weigh in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from evaluation.collusion.rarity import sample
from evaluation.collusion.rarity.background import TABLE, load, of_texts, save, shipped, stock_sentences
from evaluation.collusion.text.fold import fold
from tests.evaluation.collusion.material import HONEST, alerts, case, document

LAWS = Path(__file__).resolve().parents[5] / "shared" / "data" / "zh-laws.txt.xz"
# Written by nobody in particular, and not in the shipped list.
STOCK = (
    "我公司将为本项目配备经验丰富的技术团队，建立完善的售后服务体系，为采购人提供优质、高效的服务。"
    "综上所述，我公司有信心、有能力按照招标文件的要求，保质保量地完成本项目的全部工作内容。"
)


def rarity(text: str) -> float:
    return shipped().rarity(fold(text).codes)


def test_phrases_of_any_bid_weigh_next_to_nothing_and_particulars_in_full() -> None:
    assert rarity(STOCK) < 0.1
    for own in HONEST:
        assert rarity(own) > 0.7


def test_wording_that_recurs_in_statutes_weighs_little() -> None:
    assert (
        rarity("违反本法规定，构成犯罪的，依法追究刑事责任；尚不构成犯罪的，由县级以上人民政府责令改正")
        < 0.15
    )


def test_up_to_half_of_common_wording_simply_does_not_count() -> None:
    made = of_texts(["甲乙丙丁戊己庚辛"] * 3, [], {})
    assert made.rarity(fold("甲乙丙丁戊己庚辛子丑寅卯辰巳午未").codes) == 0.5
    assert made.rarity(fold("甲乙丙丁戊己庚辛子丑寅卯").codes) == pytest.approx((1 / 3) * (2 / 3))
    assert made.rarity(fold("").codes) == 1.0


def test_an_n_gram_of_fewer_than_three_stretches_is_not_common() -> None:
    assert not of_texts(["甲乙丙丁戊己"] * 2, [], {}).common(fold("甲乙丙丁戊己").codes).any()


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = of_texts([HONEST[0]] * 3, [HONEST[1]], {"source": "x"})
    save(made, tmp_path / "t.npz")
    read = load(tmp_path / "t.npz")
    assert (read.law.tolist(), read.stock.tolist(), read.about) == (
        made.law.tolist(),
        made.stock.tolist(),
        made.about,
    )


def test_two_bids_that_share_only_stock_phrases_share_nothing_that_weighs() -> None:
    bids = {"a": document(HONEST[0] + STOCK), "b": document(HONEST[1] + STOCK)}
    assert [alert.bits for alert in alerts(case(bids), "text-reuse")] in ([], [0.0])
    bids = {"a": document(HONEST[0] + HONEST[2]), "b": document(HONEST[1] + HONEST[2])}
    [alert] = alerts(case(bids), "text-reuse")
    assert alert.bits > 2


def test_the_shipped_table_is_small_and_names_its_source() -> None:
    assert TABLE.stat().st_size < 3_000_000
    assert shipped().about["source"] == "zh-laws.txt.xz"
    assert shipped().about["left_out"] == 369


@pytest.mark.slow
@pytest.mark.skipif(not LAWS.exists(), reason="../shared/data/zh-laws.txt.xz is absent")
def test_the_shipped_table_is_what_the_command_makes(tmp_path: Path) -> None:
    call_command("build_background", str(LAWS), out=tmp_path / "again.npz")
    again = load(tmp_path / "again.npz")
    assert again.about == shipped().about
    assert again.law.tolist() == shipped().law.tolist()
    assert again.stock.tolist() == shipped().stock.tolist()


def test_no_stock_sentence_is_said_twice_and_measuring_has_text_of_its_own() -> None:
    sentences = stock_sentences()
    assert len(sentences) == len(set(sentences)) > 150
    used, left = sample.stretches("\n".join(map(str, range(1000))))
    assert not set(used) & set(left)
    assert "\n".join(
        part for pair in zip(used, [*left, ""], strict=True) for part in pair
    ).strip() == "\n".join(map(str, range(1000)))
