"""Nonsense is told from text, and unusual text from nonsense."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evaluation.reading import read
from evaluation.reading.ocr.garbage import is_garbage
from evaluation.reading.options import TEXT_ONLY

PROSE = (
    "投标人应当具备政府采购法第二十二条规定的条件，并提供下列材料：营业执照、财务报告、依法缴纳税收和社会保障资金的证明。"
    "评标委员会应当按照招标文件中规定的评标方法和标准，对符合性审查合格的投标文件进行商务和技术评估，综合比较与评价。"
)


def test_prose_is_text() -> None:
    assert not is_garbage(PROSE)
    assert not is_garbage("The bidder shall hand in one original and five copies before the deadline. " * 3)
    assert not is_garbage("")


def test_a_list_of_names_and_traditional_text_are_text() -> None:
    assert not is_garbage(
        "王建国 李秀英 张伟 刘洋 陈静 杨帆 赵磊 黄丽 周杰 吴敏 徐强 孙艳 马超 朱琳 胡军 郭芳 何勇 高翔" * 2
    )
    assert not is_garbage(
        "投標人應當具備政府採購法規定的條件，並提供營業執照、財務報告及繳納稅收的證明文件。" * 3
    )


def test_glyph_numbers_in_place_of_characters_are_nonsense() -> None:
    assert is_garbage("".join(chr(ord(c) + 0x1234) for c in PROSE))
    assert is_garbage("".join(chr(0xE000 + ord(c) % 0x1000) for c in PROSE))
    assert is_garbage("\ufffd" * 40)


def test_a_permuted_alphabet_of_usual_characters_is_nonsense() -> None:
    usual = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
    places = random.Random(7).sample(usual, len(usual))
    table = str.maketrans(dict(zip(usual, places, strict=True)))
    assert is_garbage(PROSE.translate(table))


def test_a_few_bullets_of_a_symbol_font_are_no_sign() -> None:
    assert not is_garbage("\uf0d8投标函\n\uf0d8报价一览表\n\uf0d8商务偏离表\n\uf0d8技术偏离表\n" * 2)


@pytest.mark.parametrize("kind", ["*.pdf", "*.docx"])
def test_no_page_of_a_real_document_is_nonsense(shared: Path, kind: str) -> None:
    for path in (shared / "data/tenders").glob(kind):
        document = read(path.read_bytes(), path.name, options=TEXT_ONLY)
        assert [p.number for p in document.pages if is_garbage(p.text)] == []
