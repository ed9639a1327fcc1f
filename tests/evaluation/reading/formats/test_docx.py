"""DOCX: order, tables, text boxes, breaks, what stands aside, marks."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_BREAK

from evaluation.reading import UnreadableError, read
from evaluation.reading.document import Document
from tests.evaluation.reading import make


def document_of(data: bytes) -> Document:
    return read(data, "a.docx")


def test_paragraphs_are_unbroken_however_many_lines_they_take() -> None:
    long = "为保证项目顺利实施，我公司将成立专门的项目组。" * 12
    page = document_of(make.docx_of("投标函", long)).pages[0]
    assert page.text == f"投标函\n{long}"
    assert len(page.boxes_between(4, len(page.text))) > 1


def test_a_table_keeps_its_place_among_paragraphs_and_its_cells_their_text() -> None:
    word = docx.Document()
    word.add_paragraph("表前")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["名称", "数量", "交换机", "12"], strict=True):
        cell.text = text
    word.add_paragraph("表后")
    page = document_of(make.saved(word)).pages[0]
    assert page.text == "表前\n名称\t数量\n交换机\t12\n表后"
    assert page.tables[0].rows == (("名称", "数量"), ("交换机", "12"))


def test_merged_cells_are_none() -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "竖"
    table.cell(1, 0).text = "左"
    rows = document_of(make.saved(word)).pages[0].tables[0].rows
    assert rows == (("横", None, "竖"), ("左", "", None))


def test_an_explicit_page_break_starts_a_page() -> None:
    word = docx.Document()
    word.add_paragraph("第一页").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("第二页")
    assert [p.text for p in document_of(make.saved(word)).pages] == ["第一页", "第二页"]


def test_a_file_longer_than_a_page_goes_on_over_it_and_loses_nothing() -> None:
    paragraphs = [f"第{i}条 供应商应当按照采购文件的要求编制响应文件。" * (1 + i % 7) for i in range(120)]
    document = document_of(make.docx_of(*paragraphs))
    assert len(document.pages) > 3
    assert "".join(p.text.replace("\n", "") for p in document.pages) == "".join(paragraphs)
    for page in document.pages:
        assert len(page.boxes) == len(page.text)
        assert float(page.boxes[:, 3][page.boxes[:, 3] == page.boxes[:, 3]].max()) <= page.height


def test_headers_and_footers_stand_aside() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "某某公司投标文件"
    word.add_paragraph("正文")
    document = document_of(make.saved(word))
    assert document.pages[0].text == "正文"
    assert "某某公司投标文件" in document.aside


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>丙</w:t></w:r></w:ins></w:p>"
    )
    assert document_of(with_body(body)).pages[0].text == "甲丙"


def test_a_text_box_is_read_once() -> None:
    inner = "<w:txbxContent><w:p><w:r><w:t>盖章处</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert document_of(with_body(body)).pages[0].text == "正文\n盖章处"


def with_body(body: str) -> bytes:
    head = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
    )
    return make.rezipped(make.docx_of("x"), word__document_x=f"{head}{body}</w:body></w:document>".encode())


def test_marks_of_origin_are_read() -> None:
    word = docx.Document()
    word.add_paragraph("正文")
    word.core_properties.author = "李岩"
    word.core_properties.last_modified_by = "周明"
    origin = document_of(make.saved(word)).origin
    assert (origin.author, origin.last_editor) == ("李岩", "周明")


def test_a_document_type_declaration_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(UnreadableError, match="not well-formed"):
        document_of(make.rezipped(make.docx_of("x"), word__document_x=bomb))
