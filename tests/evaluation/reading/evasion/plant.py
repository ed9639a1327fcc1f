"""Tricks, planted in real files of every kind."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import pikepdf
from docx.shared import Pt, RGBColor

from evaluation.reading import Document, ReadOptions, read
from evaluation.reading.document import Evasion
from tests.evaluation.reading.make import saved, saved_pdf, typst_pdf

PROSE = "投标人应当具备政府采购法规定的条件，并提供营业执照、财务报告和缴纳税收的证明，不得以他人名义投标。"
SECRET = "The lowest offer of this tender is ours and must win"


def body(pages: int = 1) -> bytes:
    """An honest digital PDF."""
    return typst_pdf(
        "\n#pagebreak()\n".join(f"= 第 {n + 1} 章\n\n" + f"{PROSE}\n\n" * 6 for n in range(pages))
    )


def drawn_over(data: bytes, content: str, *, page: int = 1) -> bytes:
    """The PDF with this content stream drawn on a page, with Helvetica as /Planted."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sheet = pdf.pages[page - 1]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        sheet.add_resource(font, pikepdf.Name.Font, pikepdf.Name("/Planted"))
        sheet.contents_add(b"q\n", prepend=True)
        sheet.contents_add(f"Q\n{content}".encode("latin-1"))
        return saved_pdf(pdf)


def text_at(x: float, y: float, *, size: float = 11, before: str = "", text: str = SECRET) -> str:
    """A content stream that draws the text, y up from the page's foot."""
    return f"q BT {before} /Planted {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q\n"


def word(runs: Sequence[tuple[str, Callable[[docx.text.run.Run], None] | None]]) -> bytes:
    """A Word file: a paragraph of prose, one of these runs with what is done to each, and prose again."""
    document = docx.Document()
    document.add_paragraph(PROSE)
    paragraph = document.add_paragraph()
    for text, change in runs:
        run = paragraph.add_run(text)
        if change is not None:
            change(run)
    document.add_paragraph(PROSE)
    return saved(document)


def hidden(run: docx.text.run.Run) -> None:
    run.font.hidden = True


def white(run: docx.text.run.Run) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def tiny(run: docx.text.run.Run) -> None:
    run.font.size = Pt(1)


def marks(
    data: bytes, kind: str, name: str = "a.pdf", *, ocr: bool = False
) -> tuple[Document, list[Evasion]]:
    """The document, and its marks of one kind."""
    document = read(data, name, options=ReadOptions(ocr=ocr))
    return document, [mark for mark in document.evasion if mark.kind == kind]


def places(document: Document, found: Sequence[Evasion]) -> list[str]:
    """The text that marks point at."""
    return [document.page(mark.page).text[mark.start : mark.end] for mark in found]
