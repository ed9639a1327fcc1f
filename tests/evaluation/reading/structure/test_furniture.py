"""Running headers and page numbers are marked, headings at the top of a page are not."""

from __future__ import annotations

from evaluation.reading import read
from tests.evaluation.reading import make


def marked(source: str) -> list[list[str]]:
    return [[p.text[a:b] for a, b in p.furniture] for p in read(make.typst_pdf(source), "a.pdf").pages]


def test_headers_and_page_numbers_are_marked_on_every_page() -> None:
    source = '#set page(header: [某公司投标文件], numbering: "1 / 1")\n' + "#pagebreak()".join(
        f"正文第{i}段。" for i in range(5)
    )
    pages = marked(source)
    assert all("某公司投标文件" in page for page in pages)
    assert [page[-1] for page in pages] == [f"{i} / 5" for i in range(1, 6)]


def test_forms_that_begin_every_page_are_headings_not_headers() -> None:
    source = "#pagebreak()".join(f"附件 {i}：\n#v(5cm)\n表格如下，请填写。" for i in range(1, 8))
    assert marked(source) == [[]] * 7


def test_a_single_page_has_no_running_header() -> None:
    assert marked("标题\n\n1") == [[]]
