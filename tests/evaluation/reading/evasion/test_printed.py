"""The text layer against the page: planted disagreements are found, honest layers agree, the sample is the file's own."""

from __future__ import annotations

import io
import random
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from evaluation.reading import ReadOptions, read
from evaluation.reading.document import Document
from evaluation.reading.evasion.printed import compared
from evaluation.reading.ocr.desk import OwnDesk
from evaluation.reading.options import FULL
from tests.evaluation.reading.evasion.plant import PROSE, body, marks, places
from tests.evaluation.reading.make import saved_pdf, typst_pdf
from tests.evaluation.reading.ocr import scans

OTHER = "本公司承诺按照招标文件的全部要求供货，交货期为合同签订后三十日，质保期五年，随叫随到。"


def permuted(data: bytes) -> bytes:
    """The same look; the text layer says other words of the same sort (each character map entry gives the next one's)."""
    codes: list[int] = []
    scans.with_character_map(data, lambda c: codes.append(c) or c)  # type: ignore[func-returns-value]
    hanzi = sorted({c for c in codes if c > 0x4E00})
    following = dict(zip(hanzi, hanzi[1:] + hanzi[:1], strict=True))
    return scans.with_character_map(data, lambda c: following.get(c, c))


def layered(picture_of: bytes, layer_of: bytes) -> bytes:
    """A scan of one file under the unseen text of another: a searchable PDF, honest when both are the same."""
    with (
        pikepdf.open(io.BytesIO(scans.scanned(picture_of))) as scan,
        pikepdf.open(io.BytesIO(layer_of)) as text,
    ):
        for page, layer in zip(scan.pages, text.pages, strict=True):
            layer.contents_coalesce()
            layer.Contents.write(
                re.sub(rb"\bBT\b", b"BT 3 Tr", re.sub(rb"\d Tr\b", b"", layer.Contents.read_bytes()))
            )
            page.add_overlay(layer)
        return saved_pdf(scan)


def compare(data: bytes) -> Document:
    return read(data, "a.pdf", options=FULL)


def test_an_honest_layer_agrees_and_the_sample_is_recorded() -> None:
    document = compare(body(5))
    assert document.evasion == ()
    assert len(document.compared) == 2
    assert compare(body(5)).compared == document.compared


def test_a_layer_of_other_words_is_found_and_the_page_is_read_as_it_looks() -> None:
    data = permuted(typst_pdf(f"{PROSE}{OTHER}\n\n" * 5))
    assert "投标人" not in read(data, "a.pdf").pages[0].text
    document = compare(data)
    assert document.pages[0].source == "ocr"
    assert "缴纳税收的证明" in document.pages[0].text.replace("\n", "")
    assert {(m.kind, m.severity, m.page) for m in document.evasion} == {("disagreement", "high", 1)}
    assert all(m.box is not None for m in document.evasion)


def test_a_page_of_other_words_widens_the_sample_to_its_neighbours() -> None:
    page = typst_pdf(f"{PROSE}{OTHER}\n\n" * 4)
    wrong = permuted(page)
    pdf = pikepdf.Pdf.new()
    for number in range(1, 13):
        with pikepdf.open(io.BytesIO(wrong if number in (5, 6, 7) else page)) as source:
            pdf.pages.extend(source.pages)
    data = saved_pdf(pdf)
    numbers = range(1, 13)
    draws = (str(n) for n in range(100))  # hashes that draw page 6 among the first two, and neither 5 nor 7
    seed = next(d for d in draws if {5, 6, 7} & set(random.Random(d).sample(numbers, 12)[:2]) == {6})
    document = replace(read(data, "a.pdf"), sha256=seed)
    checked = compared(document, OwnDesk(data), FULL)
    assert {m.page for m in checked.evasion} == {5, 6, 7}
    assert {5, 6, 7} < set(checked.compared)


def test_other_figures_under_the_printed_ones_are_found_with_their_place() -> None:
    honest = typst_pdf(f"{PROSE}\n\n投标总报价：人民币 1286400 元整\n\n{PROSE}")
    data = scans.with_character_map(honest, lambda c: 0x69 - c if 0x30 <= c <= 0x39 else c)
    document, found = marks(data, "disagreement", ocr=True)
    assert places(document, found) == ["投标总报价：人民币 8713599 元整"]
    assert "1286400" in str(found[0].message)
    assert found[0].severity == "medium"


def test_a_searchable_scan_is_legitimate_while_its_layer_says_what_it_shows() -> None:
    honest = body()
    document = compare(layered(honest, honest))
    assert {(m.kind, m.severity) for m in document.evasion} == {("invisible-mode", "low")}
    assert document.compared == (1,)
    assert document.pages[0].source == "digital"


def test_a_scan_over_the_words_of_another_text_is_grave() -> None:
    document = compare(layered(body(), typst_pdf("= 另一章\n\n" + f"{OTHER}\n\n" * 6)))
    found = [m for m in document.evasion if m.kind == "disagreement"]
    assert {m.severity for m in found} == {"high"}
    assert "the page shows" in str(found[0].message)
    assert found[0].box is not None
    assert document.pages[0].source == "ocr"
    assert "财务报告" in document.pages[0].text


def test_a_broken_character_map_is_told_and_read_from_the_picture() -> None:
    document = compare(scans.with_character_map(body(), lambda c: 0xE000 + c % 0x1000))
    assert [(m.kind, m.severity, m.page) for m in document.evasion] == [("unreadable-layer", "low", 1)]
    assert "财务报告" in document.pages[0].text


@pytest.mark.slow
def test_no_real_document_is_reported_above_low(shared: Path) -> None:
    for path in sorted((shared / "data/tenders").iterdir()):
        document = read(path.read_bytes(), path.name, options=ReadOptions(ocr=path.suffix == ".pdf"))
        assert [m for m in document.evasion if m.severity != "low"] == [], path.name
        if path.suffix == ".docx":  # followed through styles, themes, text boxes, headers and notes
            assert document.evasion == (), path.name
