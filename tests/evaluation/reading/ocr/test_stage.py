"""Which pages are recognised, and what comes of it."""

from __future__ import annotations

import io
import threading
import zipfile

import pikepdf
import pytest

from evaluation.reading import ReadOptions, read, read_safely
from evaluation.reading.document import Page
from evaluation.reading.errors import CancelledError
from evaluation.reading.options import FULL
from tests.evaluation.reading import make
from tests.evaluation.reading.evasion.plant import SECRET, drawn_over, text_at
from tests.evaluation.reading.ocr import scans

PROSE = "投标人应当具备政府采购法规定的条件，并提供营业执照、财务报告和缴纳税收的证明。"
LETTER = make.typst_pdf(
    f"= 投标函\n\n致：海州市政府采购中心\n\n{PROSE * 3}\n\n投标总报价：人民币 1,286,000.00 元"
)
BLIND = ReadOptions(ocr=True, evasion=False)


def bare(text: str) -> str:
    return "".join(text.split()).replace(":", "：").replace(",", "，")


def recognised(data: bytes, name: str = "a.pdf") -> Page:
    return read(data, name, options=BLIND).pages[0]


def test_a_scanned_page_says_what_is_printed_on_it_and_where() -> None:
    true = read(LETTER, "a.pdf").pages[0]
    page = recognised(scans.scanned(LETTER))
    assert page.source == "ocr"
    assert bare(page.text) == bare(true.text)
    assert page.ocr_confidence is not None
    assert page.ocr_confidence > 0.95
    for word in ("投标函", "财务报告", "1,286,000.00"):
        ours, theirs = page.text.index(word), true.text.index(word)
        found, real = (p.box_between(a, a + len(word)) for p, a in ((page, ours), (true, theirs)))
        assert found is not None
        assert real is not None
        assert found.x0 == pytest.approx(real.x0, abs=6)
        assert found.x1 == pytest.approx(real.x1, abs=6)
        assert (found.y0 + found.y1) / 2 == pytest.approx((real.y0 + real.y1) / 2, abs=6)


@pytest.mark.parametrize("turn", [90, 180, 270, 1.5])
def test_a_page_that_lies_on_its_side_or_head_or_askew_is_read(turn: float) -> None:
    page = recognised(scans.scanned(LETTER, turn=turn))
    assert bare(page.text) == bare(read(LETTER, "a.pdf").pages[0].text)
    box = page.box_between(0, 3)
    assert box is not None
    assert 0 <= box.x0 < box.x1 <= page.width
    assert 0 <= box.y0 < box.y1 <= page.height
    (upright,) = [recognised(scans.scanned(LETTER)).box_between(0, 3)]
    assert upright is not None
    if turn == 180:
        assert box.x0 == pytest.approx(page.width - upright.x1, abs=8)
        assert box.y0 == pytest.approx(page.height - upright.y1, abs=8)


def test_a_picture_file_is_read_like_a_page() -> None:
    (picture,) = scans.pictures(LETTER)
    page = recognised(scans.png(picture), "扫描.png")
    assert "缴纳税收的证明" in page.text
    assert page.source == "ocr"


def test_without_asking_nothing_is_recognised() -> None:
    assert read(scans.scanned(LETTER), "a.pdf").pages[0].source == "scanned"


def test_a_digital_page_keeps_its_own_text() -> None:
    before, after = read(LETTER, "a.pdf").pages[0], recognised(LETTER)
    assert (after.source, after.text, after.ocr_lines) == ("digital", before.text, ())


@pytest.mark.parametrize("change", [lambda c: c + 0x1234, lambda c: 0xE000 + c % 0x1000])
def test_a_broken_character_map_is_read_from_what_is_printed(change: object) -> None:
    broken = scans.with_character_map(LETTER, change)  # type: ignore[arg-type]
    assert "投标" not in read(broken, "a.pdf").pages[0].text
    page = recognised(broken)
    assert page.source == "ocr"
    assert bare(page.text) == bare(read(LETTER, "a.pdf").pages[0].text)


def test_a_certificate_between_header_and_page_number_is_read_after_them() -> None:
    with pikepdf.open(io.BytesIO(scans.scanned(LETTER))) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources.Font = pikepdf.Dictionary(F1=font)
        text = make.show("Commercial volume 12", 60, 815) + make.show("- 12 -", 290, 15)
        page.contents_add(text.encode())
        data = make.saved_pdf(pdf)
    page = recognised(data)
    assert page.source == "digital"
    own, seen = page.text.split("- 12 -")
    assert "Commercial volume 12" in own
    assert "缴纳税收的证明" in seen
    assert page.ocr_lines[0][0] > page.text.index("- 12 -")
    assert len(page.boxes) == len(page.text)


def test_scans_and_tricks_inside_an_archive_are_found_on_its_pages() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("1 正文.docx", make.docx_of(PROSE))
        archive.writestr("2 扫描.pdf", scans.scanned(LETTER))
        archive.writestr("3 隐藏.pdf", drawn_over(LETTER, text_at(100, 300, before="3 Tr")))
    document = read(out.getvalue(), "附件.zip", options=FULL)
    assert [p.source for p in document.pages] == ["flow", "ocr", "digital"]
    assert [p.number for p in document.pages] == [1, 2, 3]
    assert "缴纳税收的证明" in document.pages[1].text
    assert [(m.kind, m.page) for m in document.evasion] == [("invisible-mode", 3)]
    (mark,) = document.evasion
    assert document.pages[2].text[mark.start : mark.end] == SECRET
    assert document.compared == (3,)


def test_an_empty_sheet_is_nothing_to_read() -> None:
    assert recognised(make.raw_pdf([""])).source == "scanned"


def test_pages_over_the_limit_stay_pictures_and_are_told() -> None:
    two = make.typst_pdf("甲乙丙丁戊己庚辛\n\n#pagebreak()\n壬癸子丑寅卯辰巳")
    document = read(scans.scanned(two, dpi=100), "a.pdf", options=ReadOptions(ocr=True, ocr_pages=1))
    assert [p.source for p in document.pages] == ["ocr", "scanned"]
    assert document.notes == ("2 pages without text, 1 of them recognised",)


@pytest.mark.slow
def test_children_recognise_the_same_and_a_page_that_takes_too_long_costs_itself() -> None:
    data = scans.scanned(LETTER)
    assert read_safely(data, "a.pdf", options=BLIND).pages[0].text == recognised(data).text
    hasty = ReadOptions(ocr=True, ocr_seconds=0.05)
    document = read_safely(data, "a.pdf", options=hasty)
    assert document.pages[0].source == "scanned"
    assert "could not be recognised: longer than 0.05 s" in document.notes[0]


@pytest.mark.slow
def test_a_child_without_memory_costs_its_page() -> None:
    document = read_safely(
        scans.scanned(LETTER), "a.pdf", options=ReadOptions(ocr=True, ocr_memory=3_000_000)
    )
    assert document.pages[0].source == "scanned"
    assert "could not be recognised" in document.notes[0]


@pytest.mark.slow
def test_nobody_waits_for_a_reading_that_was_cancelled() -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        read_safely(scans.scanned(LETTER), "a.pdf", options=FULL, cancel=cancel)
