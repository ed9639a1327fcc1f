"""Small files of every format, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import docx
import openpyxl
import pikepdf
import typst
from PIL import Image, ImageDraw

FONTS = str(files("pylopdf_fonts_zh_cn"))
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "tenders"


@cache
def typst_pdf(source: str) -> bytes:
    """A born-digital PDF of this Typst source, in Noto Sans SC on A4."""
    head = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Noto Sans SC", size: 11pt)\n'
    return bytes(typst.compile((head + source).encode(), font_paths=[FONTS]))


def raw_pdf(contents: Sequence[str], *, size: tuple[int, int] = (600, 800), **page_keys: object) -> bytes:
    """A PDF whose pages run these content streams, with Helvetica as /F1 and Times as /F2."""
    pdf = pikepdf.new()
    fonts = pikepdf.Dictionary(
        F1=pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        ),
        F2=pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/Times-Roman"),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        ),
    )
    for content in contents:
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=fonts)
        page.Contents = pdf.make_stream(content.encode("latin-1"))
        for key, value in page_keys.items():
            page[f"/{key}"] = value
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def saved_pdf(pdf: pikepdf.Pdf) -> bytes:
    """What ``pdf.save`` writes."""
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def show(text: str, x: float, y: float, *, size: float = 12, font: str = "F1", before: str = "") -> str:
    """The drawing of one line of text at (x, y), y up from the page's foot."""
    return f"BT {before} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def encrypted_pdf(password: str) -> bytes:
    """A PDF that opens with ``password`` only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw_pdf([show("secret", 72, 700)]))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="owner"))
    return out.getvalue()


def docx_of(*paragraphs: str, tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """A Word file of these paragraphs, then these tables."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
    return saved(document)


def saved(document: object) -> bytes:
    """What ``document.save`` writes."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def xlsx_of(rows: Sequence[Sequence[object]], *, title: str = "报价") -> bytes:
    """A workbook with one sheet of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def png_of(
    width: int = 320, height: int = 200, *, text: str = "SEAL", dpi: tuple[int, int] | None = None
) -> bytes:
    """A picture with some drawing on it."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((width // 4, height // 4, width // 2, height // 2), fill="red")
    pen.text((10, 10), text, fill="black")
    out = io.BytesIO()
    picture.save(out, "PNG", **({"dpi": dpi} if dpi else {}))
    return out.getvalue()


def rezipped(data: bytes, **changes: bytes | None) -> bytes:
    """The archive with parts replaced or (``None``) left out; keys name parts with ``__`` for ``/``, ``_x`` for ``.xml``."""
    wanted = {k.replace("__", "/").replace("_x", ".xml"): v for k, v in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = wanted.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()
