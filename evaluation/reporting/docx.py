"""The outline as DOCX, with header, page numbers and table heads that repeat on every page."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from evaluation.reporting.outline import Heading, Outline, Paragraph, Signatures, Table, shown

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIXED = datetime(2020, 1, 1)  # noqa: DTZ001  the format's own properties hold no zone
_SANS, _SERIF = "黑体", "宋体"
_GREY = RGBColor(0x55, 0x55, 0x55)


def to_docx(outline: Outline) -> bytes:
    """The DOCX file; the same outline gives the same bytes."""
    document = Document()
    _set_up(document, outline)
    _cover(document, outline)
    for block in outline.blocks:
        if isinstance(block, Heading):
            heading = document.add_heading(level=block.level)
            _font(heading.add_run(block.text), _SANS, 14 if block.level == 1 else 11.5, RGBColor(0, 0, 0))
        elif isinstance(block, Paragraph):
            run = document.add_paragraph().add_run(block.text)
            _font(run, _SERIF, 9 if block.law else 10.5, _GREY if block.law else None)
        elif isinstance(block, Signatures):
            _signatures(document, block)
        else:
            _table(document, block)
    target = io.BytesIO()
    document.save(target)
    return _still(target.getvalue())


def _set_up(document: Any, outline: Outline) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = f"{outline.title} {outline.reference}", "", ""
    properties.created = properties.modified = _FIXED
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    head = section.header.paragraphs[0]
    _font(head.add_run(f"{outline.title}　{outline.project}　{outline.number}"), _SERIF, 8.5, _GREY)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        _font(foot.add_run(text), _SERIF, 8.5, _GREY)
        if code:
            _field(foot, code)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _SERIF)
    normal.paragraph_format.space_after = Pt(4)


def _cover(document: Any, outline: Outline) -> None:
    for _line in range(6):
        document.add_paragraph()
    for text, font, size in ((outline.title, _SANS, 30), (outline.project, _SERIF, 15)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _font(paragraph.add_run(text), font, size)
    for _line in range(5):
        document.add_paragraph()
    for name, value in outline.lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(3)
        _font(paragraph.add_run(f"{name}：{value}"), _SERIF, 12)
    document.add_page_break()


def _table(document: Any, table: Table) -> None:
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    _font(title.add_run(table.title), _SANS, 9.5)
    if not table.rows:
        document.add_paragraph(table.empty)
        return
    grid = document.add_table(rows=1, cols=len(table.header))
    grid.style = "Table Grid"
    widths = _widths(table)
    size = 7.5 if len(table.header) > 7 else 8.5
    for cell, name, width in zip(grid.rows[0].cells, table.header, widths, strict=True):
        cell.width = width
        _font(cell.paragraphs[0].add_run(name), _SANS, size)
        _shade(cell)
    _repeat(grid.rows[0])
    for row in table.rows:
        cells = grid.add_row().cells
        for cell, value, width in zip(cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            if isinstance(value, Decimal):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _font(paragraph.add_run(shown(value)), _SERIF, size)
    document.add_paragraph()


def _widths(table: Table) -> list[Any]:
    parts = table.widths or tuple(1.0 for _ in table.header)
    return [Cm(17 * part / sum(parts)) for part in parts]


def _signatures(document: Any, block: Signatures) -> None:
    _font(document.add_paragraph().add_run(block.title), _SANS, 10.5)
    for name, role in block.names:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(18)
        _font(
            paragraph.add_run(f"{name}（{role}）　签字：________________　日期：____________"), _SERIF, 10.5
        )


def _font(run: Any, east_asian: str, size: float, colour: RGBColor | None = None) -> None:
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)  # noqa: SLF001
    if colour is not None:
        run.font.color.rgb = colour


def _field(paragraph: Any, code: str) -> None:
    """A field that the word processor fills in, such as the page number."""
    for kind, text in (("begin", ""), ("instr", code), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(8.5)
        element = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
        if kind == "instr":
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)  # noqa: SLF001


def _repeat(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "EEEEEE")
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _still(data: bytes) -> bytes:
    """The same archive with the clock taken out, so that equal reports are equal files."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result,
    ):
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            result.writestr(entry, source.read(item))
    return target.getvalue()
