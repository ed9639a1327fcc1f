"""A quotation of the tender is no answer."""

from __future__ import annotations

import numpy as np

from evaluation.evidence.passage import Passage
from evaluation.evidence.quoted import SHARE, TenderText, own_words_first
from evaluation.reading.document import Document, Page

ASKED = "投标人应提供完整的培训方案，包括培训计划、培训教材、培训讲师及考核方式，现场培训不少于三次。"
OWN = "我们为贵校安排两名讲师驻场一个学期，按年级分批上机演练，每批结束后当场答疑并留下录像供老师复看。"


def document(text: str) -> Document:
    boxes = np.full((len(text), 4), np.nan, np.float32)
    return Document("招标文件.pdf", "0" * 64, "application/pdf", (Page(1, 595, 842, text, boxes),))


def passage(text: str, page: int = 1) -> Passage:
    return Passage("投标文件.pdf", page, None, text)


def test_the_tenders_own_words_are_known_whatever_their_line_breaks() -> None:
    tender = TenderText([document(ASKED[:20] + "\n " + ASKED[20:])])
    assert tender.share(ASKED) > 0.95
    assert tender.share("响应：" + ASKED) > SHARE
    assert tender.share(OWN) == 0
    assert 0.3 < tender.share(ASKED + OWN) < SHARE


def test_quotations_come_after_answers_and_stated_places_stay_first() -> None:
    tender = TenderText([document(ASKED)])
    quoted, own, stated = passage(ASKED, 3), passage(OWN, 9), passage(ASKED, 30)
    found = own_words_first([quoted, own], tender, stated=0, limit=8)
    assert [p.page for p in found] == [9, 3]
    assert "Repeats the tender" in str(found[1].reason)
    assert [p.page for p in own_words_first([stated, quoted, own], tender, stated=1, limit=8)] == [30, 9, 3]
    assert own_words_first([stated, quoted, own], tender, stated=1, limit=2) == [stated, own]


def test_without_a_readable_tender_nothing_is_a_quotation() -> None:
    assert TenderText([]).share(ASKED) == 0


def test_short_text_is_never_called_a_quotation() -> None:
    assert TenderText([document(ASKED)]).share("培训方案") == 0
