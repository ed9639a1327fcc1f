"""``document-mentions``: phrases in the bid documents (87号令 Art. 50)."""

import pytest
from pydantic import ValidationError

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


def test_without_documents_it_does_not_decide() -> None:
    assert judge(BOTH, kind="qualification").passed is None


def test_no_phrases_is_no_rule() -> None:
    with pytest.raises(ValidationError):
        rule({"type": "document-mentions", "phrases": []})
