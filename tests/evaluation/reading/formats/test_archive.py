"""Archives inside a bid: one document of all that lies in them."""

from __future__ import annotations

import io
import zipfile

import pytest

from evaluation.reading import ReadOptions, UnreadableError, read
from evaluation.reading.render import page_png
from evaluation.reading.store import from_bytes, to_bytes
from tests.evaluation.reading import make


def zip_of(**members: bytes) -> bytes:
    return zip_named({k.replace("__", "."): v for k, v in members.items()})


def zip_named(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_members_are_read_in_the_order_of_their_numbers_and_keep_their_pages() -> None:
    data = zip_named(
        {
            "卷10.txt": "十".encode(),
            "卷2.docx": make.docx_of("二"),
            "卷1.pdf": make.raw_pdf([make.show("one", 72, 700)] * 2),
        }
    )
    document = read(data, "附件.zip")
    assert [p.text for p in document.pages] == ["one", "one", "二", "十"]
    assert [p.number for p in document.pages] == [1, 2, 3, 4]
    assert [(m.name, m.first_page, m.pages) for m in document.members] == [
        ("卷1.pdf", 1, 2),
        ("卷2.docx", 3, 1),
        ("卷10.txt", 4, 1),
    ]
    assert from_bytes(to_bytes(document)).members == document.members


def test_names_written_by_chinese_systems_are_read() -> None:
    data = zip_named({"x" * 8 + ".txt": b"text"})
    raw = "投标文件".encode("gb18030")
    assert len(raw) == 8
    assert read(data.replace(b"x" * 8, raw), "a.zip").members[0].name == "投标文件.txt"


def test_an_archive_within_is_opened_once_and_no_deeper() -> None:
    deep = zip_of(c__zip=zip_of(d__txt=b"too deep"), e__txt=b"deep enough")
    document = read(zip_of(a__txt=b"top", b__zip=deep), "a.zip")
    assert [p.text for p in document.pages] == ["top", "deep enough"]
    assert [m.name for m in document.members] == ["a.txt", "b.zip/e.txt"]
    assert document.notes == ("b.zip/c.zip: an archive in an archive in an archive is not opened",)


def test_what_cannot_be_read_is_noted_and_the_rest_is_read() -> None:
    document = read(zip_of(a__pdf=b"%PDF-1.4 broken", b__txt=b"fine"), "a.zip")
    assert [p.text for p in document.pages] == ["fine"]
    assert "a.pdf" in document.notes[0]


def test_an_archive_with_nothing_to_read_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no file that can be read"):
        read(zip_of(a__bin=bytes(range(256))), "a.zip")


def test_a_bomb_is_refused_unread() -> None:
    with pytest.raises(UnreadableError, match="would unpack"):
        read(zip_of(a__txt=bytes(2_000_000)), "a.zip", options=ReadOptions(max_unpacked=1_000_000))


def test_a_page_of_a_member_is_shown() -> None:
    data = zip_of(a__txt=b"text", b__pdf=make.raw_pdf([make.show("one", 72, 700)]))
    assert page_png(data, read(data, "a.zip"), 2, width_px=100).startswith(b"\x89PNG")
