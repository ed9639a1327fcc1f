"""Whatever is handed in ends in a document or a clear error: no crash, no hang, no memory without bound.

Files of every format are cut, flipped, stuffed, spliced and rewired by a seeded mutator and read in the child with
its limits.  The long run (``-m slow``) reads two thousand; the short one a sample.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from evaluation.reading import Document, UnreadableError, read, read_safely
from evaluation.reading.limits import Limits
from tests.evaluation.reading import make
from tests.evaluation.reading.old_office import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    Span,
    XlsFormat,
    XlsSheet,
    doc_of,
    xls_of,
)

LIMITS = Limits(seconds=60.0, requests=400)  # starting a child takes longer than reading most of these


@cache
def seeds() -> dict[str, bytes]:
    """A small healthy file of every format."""
    rows = [["名称", "数量", "单价", "金额"], *[[f"货物{i}", i, 2.5, i * 2.5] for i in range(1, 40)]]
    tiff = io.BytesIO()
    Image.new("L", (120, 160), 255).save(
        tiff, "TIFF", save_all=True, append_images=[Image.new("L", (90, 90), 0)]
    )
    jpeg = io.BytesIO()
    Image.new("RGB", (200, 120), "red").save(jpeg, "JPEG")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "正文" * 50)
        archive.writestr("b.pdf", make.raw_pdf([make.show("inside", 72, 700)]))
    source = (
        "= 第一章 总则\n正文若干。\n#table(columns: 3, [a], [b], [c], [1], [2], [3])\n#pagebreak()\n"
        + "更多正文。" * 80
    )
    return {
        "a.pdf": make.typst_pdf(source),
        "raw.pdf": make.raw_pdf([make.show("plain", 72, 700) + "72 600 300 100 re S\n"] * 2),
        "a.docx": make.docx_of("第一章 总则", *["正文。" * 30] * 12, tables=[[["名称", "值"], ["甲", "1"]]]),
        "a.xlsx": make.xlsx_of(rows),
        "a.zip": packed.getvalue(),
        "a.png": make.png_of(),
        "a.jpg": jpeg.getvalue(),
        "a.tif": tiff.getvalue(),
        "a.txt": ("第一章 总则\r\n" * 30).encode("gb18030"),
        "utf16.txt": ("第一章 总则\r\n" * 30).encode("utf-16"),
        "a.xls": xls_of(
            XlsSheet("报价", rows, merges=[(0, 0, 0, 1)], hidden_rows=[2], styles={(1, 0): 1}),
            XlsSheet("底稿", rows[:5], hidden=True),
            formats=[XlsFormat(ink=9), XlsFormat(number=";;;")],
        ),
        "a.doc": word_file(),
        "nested.zip": nested(),
    }


def word_file() -> bytes:
    """A Word 97 file with a table, a field, a note, hidden and deleted text."""
    table = [Span(f"{text}\x07", paragraph=IN_TABLE) for text in ("名称", "数量")]
    return doc_of(
        "第一章 总则\r",
        *table,
        Span("\x07", paragraph=ROW_END),
        "\x13 PAGEREF \x143\x15\x0c",
        Span("隐藏", HIDDEN),
        Span("删除", DELETED),
        "正文" * 300 + "\r",
        "脚注\r",
        stories=[631, 3],
        style=1,
    )


def nested() -> bytes:
    """An archive of office files with another one within, its names in GBK."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.docx", make.docx_of("正文" * 40))
        archive.writestr("c.xls", xls_of(XlsSheet("表", [["甲", 1.0]])))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xxxx.txt", "正文" * 50)
        archive.writestr("inner.zip", inner.getvalue())
    return outer.getvalue().replace(b"xxxx", "附件".encode("gb18030"))


def cut(data: bytearray, rng: random.Random) -> bytes:
    return bytes(data[: rng.randrange(len(data) + 1)])


def flip(data: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 3, 20, 200))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def stuff(data: bytearray, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    data[at:at] = rng.choice(
        (bytes(rng.randrange(1, 5000)), rng.randbytes(300), b"9" * 400, b"(" * 3000, b"<<" * 2000)
    )
    return bytes(data)


def splice(data: bytearray, rng: random.Random) -> bytes:
    other = rng.choice(list(seeds().values()))
    a, b = rng.randrange(len(data)), rng.randrange(len(other))
    return bytes(data[:a]) + other[b:]


def numbers(data: bytearray, rng: random.Random) -> bytes:
    """Figures in the file become absurd: lengths, offsets, sizes, counts."""
    digits = [i for i, byte in enumerate(data) if 48 <= byte <= 57]
    for i in rng.sample(digits, min(len(digits), 8)):
        data[i : i + 1] = rng.choice((b"0", b"9", b"-1", b"99999999", b"4294967296"))[:1] or b"0"
    if rng.random() < 0.5 and len(data) > 8:
        at = rng.randrange(len(data) - 4)
        data[at : at + 4] = struct.pack("<I", rng.choice((0, 0xFFFFFFFF, 0x7FFFFFFF, 1)))
    return bytes(data)


def inside(data: bytearray, rng: random.Random) -> bytes:
    """For archives: one member is spoilt and the archive written healthy again, so that the damage is reached."""
    if not data.startswith(b"PK"):
        return flip(data, rng)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bytes(data))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        victim = rng.choice([n for n in names if n.endswith((".xml", ".rels", ".pdf", ".txt", ".zip"))])
        for name in names:
            content = bytearray(old.read(name))
            if name == victim and content:
                how = rng.choice((cut, flip, stuff, numbers))
                if rng.random() < 0.15:
                    continue
                content = bytearray(how(content, rng))
            new.writestr(name, bytes(content))
    return out.getvalue()


MUTATIONS: tuple[Callable[[bytearray, random.Random], bytes], ...] = (
    cut,
    flip,
    stuff,
    splice,
    numbers,
    inside,
)


def refusal_or_document(data: bytes, name: str) -> Document | str:
    """The document, or the reason's template and words."""
    try:
        return read_safely(data, name, limits=LIMITS)
    except UnreadableError as error:
        return f"{error.reason.template} | {error}"


def outcome(data: bytes, name: str) -> str:
    result = refusal_or_document(data, name)
    if isinstance(result, Document):
        check(result)
        return "read"
    assert "crash" not in result
    assert "longer than" not in result
    assert "could not be read (%(detail)s)" not in result  # a reader's bug, not a refusal
    return "refused"


def check(document: Document) -> None:
    """What holds of every document."""
    assert document.pages
    for number, page in enumerate(document.pages, 1):
        assert page.number == number
        assert page.boxes.shape == (len(page.text), 4)
        assert page.boxes.dtype == np.float32
        assert not np.isinf(page.boxes).any()
        page.text.encode()  # no half surrogates: it is stored and sent as UTF-8


def run(cases: int, seed: int) -> Counter[str]:
    rng = random.Random(seed)
    counted: Counter[str] = Counter()
    files = list(seeds().items())
    for index in range(cases):
        name, data = files[index % len(files)]
        spoilt = rng.choice(MUTATIONS)(bytearray(data), rng)
        counted[outcome(spoilt, name)] += 1
    return counted


def test_spoilt_files_are_read_or_refused() -> None:
    counted = run(104, seed=1)
    assert counted["read"] > 10
    assert counted["refused"] > 10


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_two_thousand_spoilt_files_are_read_or_refused(seed: int) -> None:
    assert sum(run(585, seed).values()) == 585


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from(
        [
            "",
            "%PDF-1.7\n",
            "PK\x03\x04",
            "\x89PNG\r\n\x1a\n",
            "II*\x00",
            "BM",
            "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ]
    ),
)
def test_random_bytes_behind_any_signature_are_read_or_refused(tail: bytes, head: str) -> None:
    try:
        result: object = read(head.encode("latin-1") + tail, "x")
    except UnreadableError as error:
        result = str(error.reason)
    assert result
    if isinstance(result, Document):
        check(result)


def test_a_page_tree_that_eats_its_tail_ends() -> None:
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9999999>>endobj\n3 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    assert outcome(body, "loop.pdf") in ("read", "refused")


def test_a_stream_that_unpacks_without_end_is_bounded() -> None:
    bomb = zlib.compress(bytes(300_000_000), 9)
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
    body += b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(bomb) + bomb + b"\nendstream endobj\n"
    body += b"trailer<</Root 1 0 R>>\n%%EOF"
    assert outcome(body, "bomb.pdf") in ("read", "refused")


@pytest.mark.slow
def test_spoilt_real_documents_are_read_or_refused(shared: Path) -> None:
    rng = random.Random(7)
    for path in sorted((shared / "data/tenders").iterdir()):
        for _ in range(6):
            outcome(rng.choice(MUTATIONS)(bytearray(path.read_bytes()), rng), path.name)
