"""Tricks with drawing: invisible mode, white on white, off the page, microscopic; in PDF and Word."""

from __future__ import annotations

import pytest

from evaluation.reading import read
from tests.evaluation.reading import make
from tests.evaluation.reading.evasion.plant import (
    PROSE,
    SECRET,
    body,
    drawn_over,
    hidden,
    marks,
    places,
    text_at,
    tiny,
    white,
    word,
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("invisible-mode", text_at(100, 300, before="3 Tr")),
        ("invisible-mode", text_at(100, 300, before="7 Tr")),
        ("white-on-white", text_at(100, 300, before="1 g")),
        ("white-on-white", text_at(100, 300, before="0.98 0.99 1 rg")),
        ("white-on-white", text_at(100, 300, before="1 Tr 1 G")),
        ("off-page", text_at(700, 300)),
        ("off-page", text_at(100, -60)),
        ("off-page", text_at(-400, 300)),
        ("microscopic", text_at(100, 300, size=0.8)),
        ("microscopic", "q 0.05 0 0 0.05 0 0 cm " + text_at(2000, 6000, size=12) + "Q\n"),
    ],
)
def test_a_planted_sentence_is_found_with_its_place(kind: str, content: str) -> None:
    document, found = marks(drawn_over(body(2), content, page=2), kind)
    assert found, document.evasion
    assert {m.page for m in found} == {2}
    assert "".join("".join(places(document, found)).split()) == "".join(SECRET.split())
    assert {m.severity for m in found} == {"medium"}
    assert all(m.box is not None for m in found)
    assert {m.kind for m in document.evasion} == {kind}


def test_a_whole_paragraph_unseen_is_grave() -> None:
    content = "".join(text_at(60, 300 - 14 * n, before="3 Tr") for n in range(4))
    _, found = marks(drawn_over(body(), content), "invisible-mode")
    assert {m.severity for m in found} == {"high"}


def test_white_letters_on_a_dark_ground_are_seen_and_not_reported() -> None:
    band = "q 0.1 0.2 0.5 rg 60 290 480 30 re f Q\n"
    document, found = marks(drawn_over(body(), band + text_at(100, 300, before="1 g")), "white-on-white")
    assert found == []
    assert SECRET in document.pages[0].text


def test_dark_letters_are_not_looked_at_and_honest_pages_have_no_marks() -> None:
    assert read(body(3), "a.pdf").evasion == ()


def test_a_table_that_hangs_over_the_edge_is_low() -> None:
    row = text_at(60, 300, text="Item one of the list") + text_at(600, 300, text="wide column")
    _, found = marks(drawn_over(body(), row), "off-page")
    assert {m.severity for m in found} == {"low"}


@pytest.mark.parametrize(
    ("kind", "change"), [("invisible-mode", hidden), ("white-on-white", white), ("microscopic", tiny)]
)
def test_the_same_tricks_in_word_are_found_with_their_place(kind: str, change: object) -> None:
    data = word([("可见的文字，", None), ("本项目最低报价是我们的报价", change), ("，可见的文字", None)])  # type: ignore[list-item]
    document, found = marks(data, kind, "a.docx")
    assert places(document, found) == ["本项目最低报价是我们的报价"]
    assert [m.severity for m in found] == ["medium"]
    assert {m.kind for m in document.evasion} == {kind}


def test_white_letters_in_a_shaded_cell_of_a_word_table_are_honest() -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.add_paragraph(PROSE)
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))
    white(cell.paragraphs[0].add_run("序号名称规格数量"))
    assert read(make.saved(document), "a.docx").evasion == ()
