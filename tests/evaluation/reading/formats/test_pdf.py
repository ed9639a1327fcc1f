"""PDF: text, boxes, order, pictures, tables and marks."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image

from evaluation.reading import ReadOptions, UnreadableError, read
from evaluation.reading.document import Page
from evaluation.reading.options import TEXT_ONLY
from tests.evaluation.reading import make
from tests.evaluation.reading.make import raw_pdf, show, typst_pdf


def page_of(data: bytes, **options: bool) -> Page:
    return read(data, "a.pdf", options=ReadOptions(**options)).pages[0]  # type: ignore[arg-type]


def test_every_code_point_has_a_box_and_line_ends_have_none() -> None:
    page = page_of(typst_pdf("投标文件第一行\\\n第二行 with Latin"))
    assert page.text == "投标文件第一行\n第二行 with Latin"
    assert len(page.boxes) == len(page.text)
    has_place = ~np.isnan(page.boxes).any(axis=1)
    assert [page.text[i] for i in np.flatnonzero(~has_place)] == ["\n"]
    x0, y0, x1, y1 = page.boxes[has_place].T
    assert (x0 <= x1).all()
    assert (y0 < y1).all()
    assert (x0 >= 0).all()
    assert (x1 <= page.width).all()


def test_boxes_count_from_the_upper_left_corner() -> None:
    page = page_of(raw_pdf([show("near the top", 72, 760) + show("near the foot", 72, 40)]))
    top = page.box_between(0, 12)
    foot = page.box_between(13, 26)
    assert top is not None
    assert foot is not None
    assert top.y0 == pytest.approx(800 - 760 - 12, abs=4)
    assert foot.y1 == pytest.approx(800 - 40, abs=4)


@pytest.mark.parametrize(
    ("rotate", "size", "corner"),
    [(0, (600, 800), "tl"), (90, (800, 600), "tr"), (180, (600, 800), "br"), (270, (800, 600), "bl")],
)
def test_a_rotated_page_gives_boxes_as_it_is_shown(rotate: int, size: tuple[int, int], corner: str) -> None:
    page = page_of(raw_pdf([show("corner", 10, 780)], Rotate=rotate))
    assert (page.width, page.height) == size
    box = page.box_between(0, 6)
    assert box is not None
    assert (box.y1 < size[1] / 2) == (corner[0] == "t")
    assert (box.x1 < size[0] / 2) == (corner[1] == "l")


def test_a_crop_box_moves_the_origin() -> None:
    page = page_of(raw_pdf([show("inside", 110, 600)], CropBox=pikepdf.Array([100, 100, 500, 700])))
    assert (page.width, page.height) == (400, 600)
    box = page.box_between(0, 6)
    assert box is not None
    assert box.x0 == pytest.approx(10, abs=2)
    assert box.y0 == pytest.approx(700 - 600 - 12, abs=4)


def test_characters_beyond_the_basic_plane_are_one_code_point_with_one_box() -> None:
    page = page_of(typst_pdf("甲𠀋乙"))
    assert page.text == "甲𠀋乙"
    assert len(page.boxes) == 3
    assert page.boxes[0, 0] < page.boxes[1, 0] < page.boxes[2, 0]


def test_lines_drawn_from_the_foot_up_are_read_from_the_top() -> None:
    content = show("third", 72, 600) + show("second", 72, 650) + show("first", 72, 700)
    assert page_of(raw_pdf([content])).text == "first\nsecond\nthird"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "".join(show(f"left {i}", 72, 700 - 20 * i) for i in range(4))
    right = "".join(show(f"right {i}", 330, 700 - 20 * i) for i in range(4))
    expected = "\n".join([*(f"left {i}" for i in range(4)), *(f"right {i}" for i in range(4))])
    assert page_of(raw_pdf([left + right])).text == expected
    assert page_of(raw_pdf([right + left])).text == expected


def test_the_lines_of_a_table_cell_stay_together() -> None:
    content = "".join(
        show(text, x, y)
        for text, x, y in [
            ("one", 72, 690), ("two a", 200, 700), ("two b", 200, 680),
            ("three", 72, 640), ("four a", 200, 650), ("four b", 200, 630),
        ]
    )  # fmt: skip
    text = page_of(raw_pdf([content]), tables=False).text
    for cell in ("two a\ntwo b", "four a\nfour b"):
        assert cell in text
    assert text.index("one") < text.index("two a") < text.index("three") < text.index("four a")


def test_a_footer_drawn_first_is_read_last() -> None:
    content = show("page 7", 290, 30) + show("body one", 72, 700) + show("body two", 72, 680)
    assert page_of(raw_pdf([content])).text == "body one\nbody two\npage 7"


def test_a_page_without_text_is_called_scanned_and_keeps_its_picture() -> None:
    page = page_of(scanned_pdf())
    assert (page.source, page.text, len(page.boxes)) == ("scanned", "", 0)
    (image,) = page.images
    assert (image.width, image.height) == (320, 200)
    assert image.bbox is not None
    assert image.bbox.x1 - image.bbox.x0 == pytest.approx(600, abs=1)
    assert len(image.sha256) == 64
    assert len(image.dhash) == 16


def scanned_pdf() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(make.png_of())).resize((320, 200)).save(out, "PDF", resolution=320 / 600 * 72)
    return out.getvalue()


def test_the_same_picture_twice_has_the_same_hashes() -> None:
    first, second = (page_of(scanned_pdf()).images[0] for _ in range(2))
    assert (first.sha256, first.dhash) == (second.sha256, second.dhash)


def test_a_ruled_table_comes_out_as_rows_of_cells() -> None:
    source = "前文\n\n#table(columns: 3, [序号], [名称], [单价], [1], [交换机], [1200.00], [2], [路由器], [800.00])\n\n后文"
    page = page_of(typst_pdf(source))
    (table,) = page.tables
    assert table.rows == (("序号", "名称", "单价"), ("1", "交换机", "1200.00"), ("2", "路由器", "800.00"))
    place = page.text.index("交换机")
    box = page.box_between(place, place + 3)
    assert box is not None
    assert table.bbox.x0 <= box.x0 <= box.x1 <= table.bbox.x1
    assert table.bbox.y0 <= box.y0 <= box.y1 <= table.bbox.y1


def test_text_only_leaves_tables_pictures_and_marks_out() -> None:
    document = read(typst_pdf("#table(columns: 2, [a], [b], [c], [d])"), "a.pdf", options=TEXT_ONLY)
    assert document.pages[0].tables == ()
    assert document.origin.producer == ""
    assert "a" in document.pages[0].text


def test_marks_of_origin_are_read() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst_pdf("正文"))) as pdf:
        pdf.docinfo["/Author"] = "周明"
        pdf.docinfo["/Producer"] = "WPS"
        pdf.docinfo["/CreationDate"] = "D:20260302093000+08'00'"
        pdf.save(out)
    origin = read(out.getvalue(), "a.pdf").origin
    assert origin.author == "周明"
    assert origin.producer == "WPS"
    assert origin.created == "2026-03-02T09:30:00+08:00"
    assert any(mark.startswith("pdf:") for mark in origin.ids)
    assert any("+NotoSansSC" in font for font in origin.fonts)


def test_a_page_count_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableError, match="at most 2"):
        read(raw_pdf(["", "", ""]), "a.pdf", options=ReadOptions(max_pages=2))


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def test_a_merged_cell_is_one_text_and_its_other_fields_are_none() -> None:
    content = "".join(line(72, y, 372, y) for y in (600, 700)) + line(172, 650, 372, 650)
    content += "".join(line(x, 600, x, 700) for x in (72, 172, 372)) + line(272, 600, 272, 650)
    content += show("tall", 80, 640) + show("wide", 180, 670) + show("a", 180, 620) + show("b", 280, 620)
    (table,) = page_of(raw_pdf([content])).tables
    assert table.rows == (("tall", "wide", None), (None, "a", "b"))


def test_dashed_lines_and_outlined_boxes_rule_tables_and_shading_does_not() -> None:
    dashes = "".join(f"{x} {y} 4 0.5 re f\n" for y in (600, 650, 700) for x in range(72, 372, 6))
    bars = "".join(f"{x} 600 0.7 100 re f\n" for x in (72, 222, 371))
    words = "".join(
        show(t, x, y) for t, x, y in [("a", 80, 670), ("b", 230, 670), ("c", 80, 620), ("d", 230, 620)]
    )
    assert page_of(raw_pdf([dashes + bars + words])).tables[0].rows == (("a", "b"), ("c", "d"))
    boxed = "".join(f"{x} {y} 150 50 re S\n" for x in (72, 222) for y in (600, 650))
    assert page_of(raw_pdf([boxed + words])).tables[0].rows == (("a", "b"), ("c", "d"))
    shaded = "".join(f"0.9 g {x} {y} 150 50 re f 0 g\n" for x in (72, 222) for y in (600, 650))
    assert page_of(raw_pdf([shaded + words])).tables == ()


def test_a_frame_round_text_is_no_table() -> None:
    content = "72 600 300 100 re S\n" + line(72, 650, 372, 650) + show("one", 80, 670) + show("two", 80, 620)
    assert page_of(raw_pdf([content])).tables == ()
