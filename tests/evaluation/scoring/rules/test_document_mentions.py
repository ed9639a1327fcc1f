"""``document-mentions``: phrases in the bid documents (87号令 Art. 50)."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from evaluation.reading.document import Document
from tests.evaluation.scoring.make import document, judge, rule

BOTH = {"type": "document-mentions", "phrases": ["质保期五年", "原厂授权"]}


@pytest.mark.parametrize(
    ("mode", "text", "passed"),
    [
        ("all", "质保期五年，原厂授权", True),
        ("all", "质保期五年", False),
        ("any", "质保期五年", True),
        ("any", "三年", False),
        ("all", "质保期\n五年；原厂\n授权", True),
    ],
)
def test_all_or_any_of_the_phrases(mode: str, text: str, passed: bool) -> None:
    assert judge({**BOTH, "mode": mode}, kind="qualification", documents=[document(text)]).passed is passed


def test_each_phrase_is_shown_with_document_page_and_box() -> None:
    score = judge(BOTH, documents=[document("封面", "质保期五年"), document("原厂授权", name="授权.pdf")])
    assert [(p.document, p.page, p.text) for p in score.evidence] == [
        ("投标文件.pdf", 2, "质保期五年"),
        ("授权.pdf", 1, "原厂授权"),
    ]
    assert all(p.bbox is not None for p in score.evidence)


def test_what_cannot_be_read_is_not_said_to_be_absent() -> None:
    score = judge(
        BOTH, kind="qualification", documents=[document("质保期五年"), document("", source="scanned")]
    )
    assert score.passed is None
    assert "1 of 2 pages have no text" in str(score.explanation)


def test_a_picture_beside_all_phrases_changes_nothing() -> None:
    texts = [document("质保期五年原厂授权"), document("", source="scanned")]
    assert judge(BOTH, kind="qualification", documents=texts).passed is True


def recognised(text: str, *, sure: float, page: float = 0.95) -> Document:
    """A scanned page whose only line was recognised with this confidence, and the page as a whole with that."""
    made = document(text, source="ocr")
    lines = ((0, len(text), sure),)
    return replace(made, pages=(replace(made.pages[0], ocr_confidence=page, ocr_lines=lines),))


@pytest.mark.parametrize(
    ("text", "sure", "page", "passed"),
    [
        ("质保期五年，原厂授权", 0.95, 0.95, True),
        ("质保期五年，原厂授权", 0.55, 0.95, None),  # found, but perhaps something else is printed there
        ("质保其五年，原厂授仅", 0.55, 0.95, None),  # not found, but a line much like it was hard to read
        ("质保其五年，原厂授仅", 0.95, 0.95, False),
        ("交货地点见采购需求", 0.55, 0.95, False),  # hard to read, and nothing like it
        ("交货地点见采购需求", 0.55, 0.60, None),  # the whole page was hard to read
    ],
)
def test_text_recognised_with_little_confidence_is_neither_there_nor_absent(
    text: str, sure: float, page: float, passed: bool | None
) -> None:
    documents = [recognised(text, sure=sure, page=page)]
    assert judge(BOTH, kind="qualification", documents=documents).passed is passed


def test_a_phrase_that_is_surely_absent_fails_whatever_else_is_unsure() -> None:
    documents = [recognised("质保期五年", sure=0.55)]
    score = judge(BOTH, kind="qualification", documents=documents)
    assert score.passed is False
    assert "“原厂授权” not found" in str(score.explanation)
    any_of = judge({**BOTH, "mode": "any"}, kind="qualification", documents=documents)
    assert any_of.passed is None
    assert "“质保期五年” may stand in text that was recognised with a confidence below 0.8" in str(
        any_of.explanation
    )


def test_a_sure_place_beside_an_unsure_one_decides() -> None:
    documents = [recognised("质保期五年原厂授权", sure=0.55), document("质保期五年原厂授权", name="b.pdf")]
    score = judge(BOTH, kind="qualification", documents=documents)
    assert score.passed is True
    assert {p.document for p in score.evidence} == {"b.pdf"}


def test_without_documents_it_does_not_decide() -> None:
    assert judge(BOTH, kind="qualification").passed is None


def test_no_phrases_is_no_rule() -> None:
    with pytest.raises(ValidationError):
        rule({"type": "document-mentions", "phrases": []})
