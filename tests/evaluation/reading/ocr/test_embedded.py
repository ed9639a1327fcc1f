"""Pictures inside Word files and workbooks: a scanned certificate pasted in is read like a scanned page."""

from __future__ import annotations

import io
import threading
import zipfile
from functools import cache

import docx
import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from evaluation.reading import ReadOptions, read, read_safely
from evaluation.reading.ocr.desk import CancelledError
from evaluation.reading.options import FULL
from evaluation.reading.render import page_png
from evaluation.reading.store import from_bytes, to_bytes
from tests.evaluation.reading import make
from tests.evaluation.reading.ocr import scans

BLIND = ReadOptions(ocr=True, evasion=False)


@cache
def certificate() -> bytes:
    """A picture of a certificate, as a scanner leaves it."""
    source = "= 质量管理体系认证证书\n\n证书编号：00126Q30588R2M\n\n兹证明晨星信息技术有限公司符合标准要求"
    (page,) = scans.pictures(make.typst_pdf(source))
    return scans.png(page.crop((0, 0, page.width, page.height // 3)))


def word(*pictures: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("资格证明文件")
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    document.add_paragraph("以上证书均在有效期内")
    return make.saved(document)


def test_a_certificate_pasted_into_word_is_a_page_after_the_last_one() -> None:
    data = word(certificate())
    document = read(data, "a.docx", options=BLIND)
    first, second = document.pages
    assert first.text == "资格证明文件\n以上证书均在有效期内"
    assert first.images == ()
    assert second.source == "ocr"
    assert "00126Q30588R2M" in second.text
    assert second.ocr_confidence is not None
    assert second.ocr_lines
    assert len(second.boxes) == len(second.text)
    assert second.images[0].bbox is not None
    assert document.notes == ("page 2 is a picture on page 1",)
    assert (first.picture_on, second.picture_on) == (None, 1)
    kept = from_bytes(to_bytes(document)).page(2)
    assert (kept.text, kept.picture_on) == (second.text, 1)


def test_the_page_shows_the_picture_and_the_boxes_lie_on_its_letters() -> None:
    data = word(certificate())
    document = read(data, "a.docx", options=BLIND)
    page = document.page(2)
    shown = Image.open(io.BytesIO(page_png(data, document, 2, width_px=800))).convert("L")
    start = page.text.index("00126")
    box = page.box_between(start, start + 14)
    assert box is not None
    scale = 800 / page.width
    part = shown.crop(tuple(round(v * scale) for v in box))
    assert part.getextrema()[0] < 100  # ink where the box is
    assert page.height / page.width == pytest.approx(shown.height / shown.width, rel=0.02)


def test_a_certificate_in_a_workbook_is_read_too() -> None:
    book = openpyxl.Workbook()
    book.active.append(["证书"])
    book.active.add_image(SheetImage(io.BytesIO(certificate())), "A3")
    document = read(make.saved(book), "a.xlsx", options=BLIND)
    assert "00126Q30588R2M" in document.pages[-1].text


def test_a_certificate_in_a_later_sheet_says_on_which_page_it_stands() -> None:
    book = openpyxl.Workbook()
    book.active.append(["报价"])
    longer = book.create_sheet("证书")
    for number in range(1, 121):
        longer.append([f"第{number}项"])
    longer.add_image(SheetImage(io.BytesIO(certificate())), "C100")
    book.create_sheet("说明").append(["无"])
    document = read(make.saved(book), "a.xlsx", options=BLIND)
    shown = document.pages[-1]
    assert "00126Q30588R2M" in shown.text
    assert shown.picture_on is not None
    assert "第100项" in document.page(shown.picture_on).text


def test_a_certificate_in_the_head_of_the_pages_is_read_too() -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(certificate()))
    paper.add_paragraph("资格证明文件")
    document = read(make.saved(paper), "a.docx", options=BLIND)
    assert [page.picture_on for page in document.pages] == [None, 1]
    assert "00126Q30588R2M" in document.page(2).text
    blind = read(make.saved(paper), "a.docx")
    assert [len(page.images) for page in blind.pages] == [1]


def test_logos_and_pictures_without_words_add_no_page() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (800, 600), "navy").save(plain, "PNG")
    data = word(make.png_of(120, 90, text="LOGO 晨星"), plain.getvalue())
    document = read(data, "a.docx", options=BLIND)
    assert len(document.pages) == 1
    assert len(document.pages[0].images) == 2
    assert document.notes == ()


def test_the_same_picture_is_read_once() -> None:
    assert len(read(word(certificate(), certificate()), "a.docx", options=BLIND).pages) == 2


def test_without_asking_nothing_is_recognised() -> None:
    assert len(read(word(certificate()), "a.docx").pages) == 1


def test_inside_an_archive_the_pages_after_it_move_on() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("0 函.txt", "投标函")
        archive.writestr("1 资格.docx", word(certificate()))
        archive.writestr("2 说明.txt", "\u200b".join("零宽字符藏在这段文字里面"))
    data = out.getvalue()
    document = read(data, "附件.zip", options=FULL)
    sources = [(p.number, p.source, p.picture_on) for p in document.pages]
    assert sources == [(1, "flow", None), (2, "flow", None), (3, "ocr", 2), (4, "flow", None)]
    assert [(m.name, m.first_page, m.pages) for m in document.members] == [
        ("0 函.txt", 1, 1),
        ("1 资格.docx", 2, 2),
        ("2 说明.txt", 4, 1),
    ]
    assert [(m.kind, m.page) for m in document.evasion] == [("invisible-characters", 4)]
    assert "00126Q30588R2M" in document.page(3).text
    assert page_png(data, document, 3, width_px=200).startswith(b"\x89PNG")


@pytest.mark.slow
def test_a_picture_that_could_not_be_recognised_is_a_page_without_text() -> None:
    document = read_safely(word(certificate()), "a.docx", options=ReadOptions(ocr=True, ocr_seconds=0.01))
    assert [p.source for p in document.pages] == ["flow", "scanned"]
    assert "page 2 could not be recognised: longer than 0.01 s" in document.notes


@pytest.mark.slow
def test_nobody_waits_for_pictures_when_the_reading_was_cancelled() -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        read_safely(word(certificate()), "a.docx", options=FULL, cancel=cancel)
