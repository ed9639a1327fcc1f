"""The real tender documents beside the checkout: all are read, and what is read is true."""

from __future__ import annotations

import difflib
import io
import re
from pathlib import Path

import numpy as np
import pytest

from evaluation.reading import Document, read
from evaluation.reading.options import TEXT_ONLY

NAMES = [
    "2024年上海市公安局宝山分局物业管理服务-招标文件.docx",
    "PCMET-2611YG0122 黄浦海关辅助服务采购项目 招标文件 发售稿.docx",
    "上海松江客整所列车库内保洁服务招标文件HTLF-2025-BJZB006.docx",
    "保洁员劳务外包项目公开招标文件（定稿）.docx",
    "北大图书馆_货物服务类.pdf",
    "广州建设工程_工程类.pdf",
    "扫描件-洋山港海事局船舶运行维护公告.pdf",
    "招标文件正文.pdf",
    "浙江政府采购_服务类.pdf",
    "罗泾镇综合管理服务项目（宝山工业园区北园区）招标文件.docx",
]
PDFS = [n for n in NAMES if n.endswith(".pdf") and "扫描件" not in n]
DOCX = [n for n in NAMES if n.endswith(".docx")]


def text_of(shared: Path, name: str) -> Document:
    return read((shared / "data/tenders" / name).read_bytes(), name, options=TEXT_ONLY)


@pytest.mark.parametrize("name", NAMES)
def test_every_real_document_is_read_with_sound_boxes(shared: Path, name: str) -> None:
    document = text_of(shared, name)
    for page in document.pages:
        assert page.boxes.shape == (len(page.text), 4)
        held = ~np.isnan(page.boxes[:, 0])
        boxes = page.boxes[held]
        assert (boxes[:, 0] <= boxes[:, 2]).all()
        assert (boxes[:, 1] <= boxes[:, 3]).all()
    scanned = [p.number for p in document.pages if p.source == "scanned"]
    assert (len(scanned) == len(document.pages)) == ("扫描件" in name)


@pytest.mark.parametrize("name", PDFS)
def test_a_second_reader_finds_the_same_characters_in_order(shared: Path, name: str) -> None:
    """Recall against PDFMiner, in characters of the lines that stand in ours as they are, white space left out."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextContainer

    data = (shared / "data/tenders" / name).read_bytes()
    document = text_of(shared, name)
    sample = range(3, len(document.pages), 7)
    found = wanted = 0
    layouts = extract_pages(io.BytesIO(data), page_numbers=[n - 1 for n in sample], laparams=LAParams())
    for number, layout in zip(sample, layouts, strict=True):
        ours = bare(document.page(number).text)
        texts = (e.get_text() for e in layout if isinstance(e, LTTextContainer))
        for line in (bare(line) for text in texts for line in text.split("\n")):
            wanted += len(line)
            found += len(line) if line in ours else 0
    assert found / wanted >= 0.995


@pytest.mark.parametrize("name", DOCX)
def test_every_paragraph_and_cell_of_a_word_file_is_in_the_text(shared: Path, name: str) -> None:
    import docx

    data = (shared / "data/tenders" / name).read_bytes()
    word = docx.Document(io.BytesIO(data))
    ours = "".join(bare(p.text) for p in text_of(shared, name).pages)
    theirs = "".join(bare(t.text or "") for t in word.element.body.iter() if str(t.tag).endswith("}t"))
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    if ours != theirs:
        same = sum(block.size for block in matcher.get_matching_blocks())
        assert same / len(theirs) >= 0.995


def bare(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\ufffd]", "", text)
