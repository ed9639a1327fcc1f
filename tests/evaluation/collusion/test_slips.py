"""A pair of characters is a slip when a word was meant that differs in one of them, and not when it is merely rare."""

from dataclasses import replace

import pytest

from evaluation.collusion.finding import Context
from evaluation.collusion.odds import odds
from evaluation.collusion.policy import DEFAULT
from evaluation.collusion.rarity.pairs import shipped
from evaluation.collusion.rarity.terms import TERMS
from evaluation.collusion.slips import slips
from evaluation.reading.document import Document
from tests.evaluation.collusion.material import HONEST, case, document


def found(one: str, other: str, *others: str, tender: str = "投标人应当说明安排。") -> list[tuple[str, str]]:
    """What is written and what was meant, in bids of which the first two have a sentence more."""
    texts = [
        HONEST[0] + one,
        HONEST[1] + other,
        *(HONEST[2 + i] + more for i, more in enumerate(others or ("", ""))),
    ]
    made = case({key: document(text) for key, text in zip("abcd", texts, strict=False)}, (document(tender),))
    return [(slip.wrong, slip.right) for slip in slips(Context(made, DEFAULT))]


def test_a_slip_is_found_though_the_word_meant_stands_nowhere_else() -> None:
    assert found("管理员由厂家陪训两天。", "陪训后当场考核。") == [("陪训", "培训")]
    assert found("全套峻工资料已移交。", "峻工前清扫现场。") == [("峻工", "竣工")]


@pytest.mark.parametrize(
    "sentence", ["我方派人赴厂监造。", "套管内径为三十毫米。", "开关均为暗装。", "本行授信额度充足。"]
)
def test_a_word_of_the_trade_is_none(sentence: str) -> None:
    assert found(sentence, sentence) == []


def test_two_characters_that_punctuation_parts_are_no_pair() -> None:
    assert found("先由技工按。装到位后复核。", "请按、装两键。") == []


def test_a_line_break_parts_no_pair() -> None:
    assert found("管理员由厂家陪\n训两天。", "陪训后当场考核。") == [("陪训", "培训")]


def test_the_seam_of_two_words_in_the_tender_does_not_excuse_a_slip_and_the_slip_itself_does() -> None:
    # 支付合同 has 付合 over a seam; 付合 for 符合 is a slip all the same.
    seam, slip = "采购人按期支付合同价款。", "产品性能付合国家标准。"
    assert found(slip, slip, tender=seam) == [("付合", "符合")]
    assert found(slip, slip, tender=seam + slip) == []


def test_a_word_that_the_dictionary_has_needs_the_company_of_the_word_meant() -> None:
    used = "调试完成后提交调试报告，调试两次。"
    assert found(used + "数据的调式完成之后抽查。", used + "广播的调式在周六。", used, used) == [
        ("调式", "调试")
    ]
    assert found(used + "这首曲子的调式偏暗。", used + "钢琴调式练习。", used, used) == []


def test_a_slip_in_a_sentence_that_was_copied_is_found() -> None:
    used = "现场完成调试后提交记录，设备调试两次，调试由专人负责。"
    copied = used + "承包人完成调式后提交报告。"
    assert found(copied, copied, used, used) == [("调式", "调试")]


@pytest.mark.parametrize(
    ("phrase", "usual"),
    [
        ("漏水绳触发即关阀并短信告知。", "机关"),
        ("确认无业务后再剪断抽出旧缆。", "间断"),
        ("狭小房间须一室一策逐间说明。", "一侧"),
        ("返工台账从2018年记到今天。", "年级"),
        ("完好的部位不做改动。", "不作"),
    ],
)
def test_free_words_that_meet_are_no_slip_though_another_word_is_common_here(phrase: str, usual: str) -> None:
    used = f"我方负责{usual}工作。关于{usual}，另有说明。"
    assert found(phrase + used, phrase + used, used, used) == []


def test_what_was_recognised_on_a_scan_has_the_recognisers_slips() -> None:
    def scanned(text: str) -> Document:
        typed = document(text)
        return replace(typed, pages=tuple(replace(page, source="ocr") for page in typed.pages))

    said = "管理员由厂家陪训两天。"
    bids = {"a": document(HONEST[0] + said), "b": scanned(HONEST[1] + said), "c": document(HONEST[2])}
    assert list(slips(Context(case(bids), DEFAULT))) == []
    bids["b"] = document(HONEST[1] + said)
    assert [slip.wrong for slip in slips(Context(case(bids), DEFAULT))] == ["陪训"]


def test_characters_that_make_new_words_easily_speak_less_for_a_slip() -> None:
    assert odds("陪训", "培训") > odds("预建", "预见") + 8
    assert odds("交低", "交底", used=0.001) > odds("交低", "交底")


def test_the_terms_are_words_and_none_is_a_slip_of_the_benchmark() -> None:
    from benchmarks.slips import slips as known

    assert {len(term) for term in TERMS} <= {2, 3}
    assert not TERMS & {entry.written for entry in known()}
    assert all(shipped().seen(entry.written) <= 1 for entry in known())
