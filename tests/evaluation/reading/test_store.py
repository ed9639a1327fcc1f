"""What is stored comes back the same, and a page alone comes back cheaply."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading import Page, read
from evaluation.reading.document import Box, Document, Evasion, Image, Origin, Table
from evaluation.reading.store import from_bytes, load_origin, load_page, page_count, to_bytes
from procurement.message import msg
from tests.evaluation.reading import make


def same(left: Page, right: Page) -> bool:
    return (
        np.array_equal(left.boxes, right.boxes, equal_nan=True)
        and left.boxes.dtype == right.boxes.dtype
        and all(getattr(left, k) == getattr(right, k) for k in Page.__slots__ if k != "boxes")
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (make.typst_pdf("一\n\n二 #pagebreak() 三 #table(columns: 2, [a], [b], [c], [d])"), "a.pdf"),
        (make.docx_of("甲" * 900, "乙", tables=[[["a", "b"], ["c", "d"]]]), "a.docx"),
        (make.xlsx_of([["名称", "数量"], ["x", 1.25]]), "a.xlsx"),
        ("正文\r\n\t二".encode(), "a.txt"),
        (make.png_of(), "a.png"),
    ],
)  # fmt: skip
def test_a_document_of_every_format_survives_storing(data: bytes, name: str) -> None:
    document = read(data, name)
    blob = to_bytes(document)
    loaded = from_bytes(blob)
    assert all(same(a, b) for a, b in zip(document.pages, loaded.pages, strict=True))
    assert (loaded.name, loaded.sha256, loaded.origin, loaded.aside) == (
        document.name, document.sha256, document.origin, document.aside,
    )  # fmt: skip
    assert page_count(blob) == len(document.pages)
    assert same(load_page(blob, len(document.pages)), document.pages[-1])


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
    st.lists(st.tuples(*[st.integers(-5_000, 400_000)] * 4) | st.none(), max_size=60),
)
def test_any_text_and_any_boxes_survive(text: str, corners: list[tuple[int, ...] | None]) -> None:
    rows = [(c if c is not None else (np.nan,) * 4) for c in corners][: len(text)]
    rows += [(np.nan,) * 4] * (len(text) - len(rows))
    boxes = (np.array(rows, np.float64).reshape(-1, 4) / 32).astype(np.float32)
    page = Page(
        1, 595.3, 842.0, text, boxes, "digital",
        (Table(Box(0, 1, 2, 3), (("a", None),)),), (Image(None, 3, 4, "ab", "cd"),), ((0, 1),),
        0.9375, ((0, 1, 0.5),),
    )  # fmt: skip
    marks = (
        Evasion("bidi", "high", 1, 0, 1, Box(0.5, 1, 2, 3), msg("%(count)s x", count=3), 3),
        Evasion("disagreement", "low", 1, 0, 0, None, msg("y")),
    )
    document = Document(
        "名.pdf", "00", "application/pdf", (page,), Origin(rsids=("1",), extra={"k": "v"}), ("n",),
        evasion=marks, compared=(1,),
    )  # fmt: skip
    loaded = from_bytes(to_bytes(document))
    assert same(loaded.pages[0], page)
    assert loaded.origin == document.origin
    assert (loaded.evasion, loaded.compared) == (marks, (1,))


def test_a_page_that_is_not_there_and_bytes_that_are_no_document_are_errors() -> None:
    blob = to_bytes(read(b"x", "a.txt"))
    with pytest.raises(IndexError):
        load_page(blob, 2)
    with pytest.raises(ValueError, match="not a stored document"):
        from_bytes(b"something else")


def test_the_marks_of_origin_come_without_the_pages() -> None:
    document = Document(
        "a.pdf", "0" * 64, "application/pdf", (), Origin(author="lenovo-gq", rsids=("00AB12CD",))
    )
    assert load_origin(to_bytes(document)) == document.origin
