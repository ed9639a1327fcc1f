"""Page pictures show the letters where the document says they are."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from evaluation.reading import read
from evaluation.reading.render import page_png
from tests.evaluation.reading import make


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (make.typst_pdf("#v(5cm) 营业执照有效"), "a.pdf"),
        (make.docx_of("", "投标函", "营业执照有效"), "a.docx"),
        (make.xlsx_of([["编号", "名称"], ["一", "营业执照有效"]]), "a.xlsx"),
        ("投标函\r\n营业执照有效".encode(), "a.txt"),
    ],
)
def test_the_ink_of_a_phrase_lies_in_its_box(data: bytes, name: str) -> None:
    document = read(data, name)
    page = document.pages[0]
    start = page.text.index("营业执照有效")
    box = page.box_between(start, start + 6)
    assert box is not None
    picture = Image.open(io.BytesIO(page_png(data, document, 1, width_px=1190))).convert("L")
    scale = picture.width / page.width
    ink = np.asarray(picture) < 128
    rows, columns = (
        slice(int(box.y0 * scale), int(box.y1 * scale) + 1),
        slice(int(box.x0 * scale), int(box.x1 * scale) + 1),
    )
    inside = ink[rows, columns]
    assert inside.mean() > 0.08
    ink[rows, columns] = False
    near = ink[rows, max(0, columns.start - 4) : columns.stop + 4]
    assert not near.any()


def test_the_picture_is_as_wide_as_asked_and_keeps_its_proportion() -> None:
    data = make.png_of(1000, 500)
    document = read(data, "a.png")
    picture = Image.open(io.BytesIO(page_png(data, document, 1, width_px=300)))
    assert picture.size == (300, 150)


def test_a_page_that_is_not_there_is_an_error() -> None:
    data = make.raw_pdf([""])
    with pytest.raises(IndexError):
        page_png(data, read(data, "a.pdf"), 2, width_px=100)
