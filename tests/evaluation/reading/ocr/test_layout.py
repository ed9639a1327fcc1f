"""Recognised lines in reading order, without recognising anything."""

from __future__ import annotations

import numpy as np

from evaluation.reading.document import Page
from evaluation.reading.ocr.layout import recognised_page
from evaluation.reading.ocr.scan import Scan, ScanLine

BLANK = Page(1, 600.0, 800.0, "", np.zeros((0, 4), np.float32), "scanned")


def line(text: str, x: float, y: float, *, size: float = 10.0, sure: float = 1.0) -> ScanLine:
    corners = [
        [x + i * size, y, x + (i + 1) * size, y, x + (i + 1) * size, y + size, x + i * size, y + size]
        for i in range(len(text))
    ]
    return ScanLine(text, corners, [sure] * len(text))


def across(y: float, x0: float, x1: float) -> list[float]:
    return [x0, y, x1, y + 0.7]


def down(x: float, y0: float, y1: float) -> list[float]:
    return [x, y0, x + 0.7, y1]


def page_of(*lines: ScanLine, rules: tuple[list[float], ...] = ()) -> Page:
    return recognised_page(BLANK, Scan(list(lines), list(rules), 0.0, 0))


def test_lines_are_read_from_the_top_and_pieces_of_one_row_from_the_left() -> None:
    page = page_of(line("第二行", 50, 130), line("右", 300, 101), line("左边", 50, 100))
    assert page.text == "左边 右\n第二行"
    assert page.boxes.shape == (len(page.text), 4)
    assert page.boxes[0].tolist() == [50, 100, 60, 110]
    assert np.isnan(page.boxes[page.text.index(" ")]).all()
    assert page.source == "ocr"


def test_how_sure_it_was_is_kept_for_the_page_and_for_each_line() -> None:
    page = page_of(line("甲乙丙", 50, 100, sure=0.9), line("丁", 50, 130, sure=0.5))
    assert page.ocr_confidence == 0.8
    assert page.ocr_lines == ((0, 3, 0.9), (4, 5, 0.5))


def test_a_page_on_which_nothing_is_found_stays_a_picture() -> None:
    page = page_of()
    assert (page.source, page.text, page.ocr_confidence) == ("scanned", "", None)


def test_the_lines_of_one_cell_stay_together_and_a_merged_cell_comes_with_its_first_row() -> None:
    rules = (
        *(across(y, 50, 550) for y in (100, 200)), across(150, 50, 100), across(150, 200, 550),
        *(down(x, 100, 200) for x in (50, 100, 200, 550)),
    )  # fmt: skip
    page = page_of(
        line("1", 60, 120), line("存储管理", 110, 145), line("支持虚拟内存", 210, 110), line("和大页", 210, 130),
        line("2", 60, 170), line("支持阵列", 210, 170), line("表后", 60, 300), line("表前", 60, 50),
        rules=rules,
    )  # fmt: skip
    assert page.text.replace("\n", " ") == "表前 1 存储管理 支持虚拟内存 和大页 2 支持阵列 表后"
    (table,) = page.tables
    assert table.rows == (("1", "存储管理", "支持虚拟内存\n和大页"), ("2", None, "支持阵列"))


def test_a_page_fed_in_askew_has_its_rows_all_the_same() -> None:
    """One degree over 500 points is a line's height: the row is still one row."""
    tilt = np.deg2rad(1.0)
    rise = 480 * np.sin(tilt)
    page = recognised_page(
        BLANK,
        Scan(
            [line("单价", 510, 100 + rise), line("下一行", 50, 100 + rise + 3), line("名称", 30, 100)],
            [],
            tilt,
            0,
        ),
    )
    assert page.text == "名称 单价\n下一行"
