"""DOC and WPS: order, tables, fields, page ends, what stands aside, what is hidden."""

from __future__ import annotations

import pytest

from evaluation.reading import UnreadableError, read
from evaluation.reading.document import Document
from tests.evaluation.reading.old_office import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    TINY,
    WHITE,
    Span,
    doc_of,
    ole,
)


def document_of(data: bytes, name: str = "投标文件.doc") -> Document:
    return read(data, name)


@pytest.mark.parametrize("name", ["投标文件.doc", "投标文件.wps"])
def test_paragraphs_come_in_order_with_a_box_for_each_character(name: str) -> None:
    document = document_of(doc_of("投标函\r致：海州市政府采购中心\r"), name)
    page = document.pages[0]
    assert document.media_type == "application/msword"
    assert page.text == "投标函\n致：海州市政府采购中心"
    assert page.boxes.shape == (len(page.text), 4)


def test_text_of_one_byte_a_character_is_read() -> None:
    assert (
        document_of(doc_of("Bill of quantities – 2026\r", narrow=True)).pages[0].text
        == "Bill of quantities – 2026"
    )


def test_characters_beyond_the_basic_plane_are_whole() -> None:
    assert document_of(doc_of("𠀀字\r")).pages[0].text == "𠀀字"


def test_rows_and_cells_of_a_table_are_kept_apart() -> None:
    row = [
        [Span(f"{text}\x07", paragraph=IN_TABLE) for text in texts] + [Span("\x07", paragraph=ROW_END)]
        for texts in (["名称", "数量", ""], ["交换机", "", "12"])
    ]
    page = document_of(doc_of("表前\r", *row[0], *row[1], "表后\r")).pages[0]
    assert page.tables[0].rows == (("名称", "数量", ""), ("交换机", "", "12"))
    assert page.text == "表前\n名称\t数量\t\n交换机\t\t12\n表后"


def test_a_field_is_read_as_what_it_shows() -> None:
    toc = "\x13 HYPERLINK \\l _Toc1 \x14第一章 总则\t\x13 PAGEREF _Toc1 \\h \x143\x15\x15\r"
    assert document_of(doc_of(toc)).pages[0].text == "第一章 总则\t3"


def test_deleted_text_is_not_read() -> None:
    assert document_of(doc_of("甲", Span("乙", DELETED), "丙\r")).pages[0].text == "甲丙"


def test_a_page_end_starts_a_page() -> None:
    assert [p.text for p in document_of(doc_of("第一页\x0c", "第二页\r")).pages] == ["第一页", "第二页"]


def test_headings_are_declared_by_their_styles() -> None:
    (heading,) = document_of(doc_of("第一章 总则\r", style=1)).outline
    assert heading == (1, "第一章 总则", 1)


def test_notes_headers_and_comments_stand_aside_and_text_boxes_follow_the_body() -> None:
    parts = ["正文\r", "脚注\r", "页眉\r", "批注\r", "尾注\r", "框中\r"]
    lengths = [3, 3, 3, 0, 3, 3, 3]
    document = document_of(doc_of(*parts, stories=lengths))
    assert document.pages[0].text == "正文\n框中"
    assert document.aside == ("脚注", "页眉", "批注", "尾注")


@pytest.mark.parametrize(
    ("kind", "how"), [("invisible-mode", HIDDEN), ("white-on-white", WHITE), ("microscopic", TINY)]
)
def test_text_that_nobody_sees_is_reported_with_its_place(kind: str, how: bytes) -> None:
    secret = "本项目最低报价是我们的报价"
    document = document_of(doc_of("可见的文字，", Span(secret, how), "，可见的文字\r"))
    (mark,) = document.evasion
    assert (mark.kind, mark.severity) == (kind, "medium")
    assert document.page(1).text[mark.start : mark.end] == secret


def test_hidden_text_in_a_header_is_reported_by_where_it_is() -> None:
    document = document_of(doc_of("正文\r", Span("页眉里的隐藏文字\r", HIDDEN), stories=[3, 0, 9]))
    (mark,) = document.evasion
    assert (mark.kind, mark.page, mark.start, mark.end, mark.box) == ("invisible-mode", 1, 0, 0, None)
    assert str(mark.message).startswith("In a header: “页眉里的隐藏文字”")


def test_a_file_with_a_password_is_called_encrypted() -> None:
    with pytest.raises(UnreadableError, match="encrypted"):
        document_of(doc_of("正文\r", flags=0x0100))


def test_a_container_without_a_word_file_asks_to_be_converted() -> None:
    with pytest.raises(UnreadableError, match="convert this"):
        document_of(ole({"CONTENTS": b"Works"}), "旧.wps")


def test_a_file_of_an_older_word_asks_to_be_converted() -> None:
    with pytest.raises(UnreadableError, match="before 97"):
        document_of(ole({"WordDocument": b"\xdc\xa5\x65\x00" + bytes(600), "0Table": b""}))


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match="holds no text"):
        document_of(doc_of("\r"))
