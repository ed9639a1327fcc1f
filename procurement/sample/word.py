"""Blocks → DOCX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from procurement.sample.blocks import (
    Block,
    Break,
    Certificate,
    Contents,
    Cover,
    Heading,
    Items,
    Numbering,
    Para,
    Style,
    Table,
    mark,
)
from procurement.sample.origin import stable_zip
from procurement.sample.reference import said


def to_docx(blocks: Sequence[Block], style: Style, *, author: str, made: datetime, pages: int) -> bytes:
    """The DOCX's bytes; ``pages`` is the page count that Word keeps in the file's extended properties."""
    blocks, style = [said(block) for block in blocks], said(style)
    document = docx.Document()
    _prepare(document, style, author, made)
    numbering = Numbering(style.headings)
    for block in blocks:
        if isinstance(block, Contents):
            _contents(document, blocks, Numbering(style.headings))
        else:
            _put(document, block, style, numbering)
    out = io.BytesIO()
    document.save(out)
    return stable_zip(out.getvalue(), made, {"docProps/app.xml": _extended(out.getvalue(), pages)})


def _put(document: Any, block: Block, style: Style, numbering: Numbering) -> None:
    match block:
        case Cover():
            document.add_paragraph(block.title, style="Title")
            for line in block.lines:
                document.add_paragraph(line)
        case Heading():
            if block.level == 1:
                document.add_page_break()
            document.add_heading(numbering.number(block.level) + block.text, block.level)
        case Para():
            document.add_paragraph(block.text)
        case Items():
            for place, line in enumerate(block.lines, start=1):
                document.add_paragraph(mark(style.marks, place) + line)
        case Table():
            _table(document, block.header, block.rows)
        case Certificate():
            document.add_paragraph(block.title)
            _table(document, ("项目", "内容"), block.rows)
        case Break():
            document.add_page_break()


def _contents(document: Any, blocks: Sequence[Block], numbering: Numbering) -> None:
    document.add_page_break()
    document.add_paragraph("目　录")
    for heading in (block for block in blocks if isinstance(block, Heading)):
        words = numbering.number(heading.level) + heading.text
        if heading.level < 3:
            document.add_paragraph(words)


def _prepare(document: Any, style: Style, author: str, made: datetime) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = made.replace(tzinfo=None)
    properties.title = properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "宋体", Pt(style.size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(style.margin)
    section.header.paragraphs[0].text = style.header


def _table(document: Any, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(header))
    table.style = "Table Grid"
    # One pass over all cells: asking the table for cell after cell takes the square of the time.
    cells = iter(table._cells)  # noqa: SLF001
    for row in (header, *rows):
        for text in row:
            next(cells).text = text


def _extended(content: bytes, pages: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        old = file.read("docProps/app.xml").decode()
    return re.sub(r"<Pages>\d+</Pages>", f"<Pages>{pages}</Pages>", old).encode()
