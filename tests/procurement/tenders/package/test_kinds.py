"""What a document of a package may be: what the reader reads is accepted, anything else refused in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from procurement.tenders.package.kinds import check_document
from tests.evaluation.reading import make
from tests.evaluation.reading.old_office import XlsSheet, doc_of, ole, xls_of


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, form)
    return out.getvalue()


def checked(tmp_path: Path, name: str, content: bytes) -> tuple[str | None, str]:
    """The media type, or none with what was found and expected, as one text."""
    path = tmp_path / name
    path.write_bytes(content)
    media_type, trouble = check_document(path)
    return media_type, "" if trouble is None else f"{trouble[0]} | {trouble[1]}"


WORKBOOK = xls_of(XlsSheet("表", [["甲"]]))


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("旧.doc", doc_of("正文\r"), "application/msword"),
        ("旧.wps", doc_of("正文\r"), "application/msword"),
        ("旧.xls", WORKBOOK, "application/vnd.ms-excel"),
        ("旧.et", WORKBOOK, "application/vnd.ms-excel"),
        ("附件.zip", zipped({"a.txt": b"x"}), "application/zip"),
        ("扫描.bmp", picture("BMP"), "image/bmp"),
        ("扫描.gif", picture("GIF"), "image/gif"),
        ("扫描.TIF", picture("TIFF"), "image/tiff"),
        ("BM.txt", b"BM is how this text begins", "text/plain"),
        (
            "报价.xlsx",
            make.xlsx_of([["甲"]]),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_what_the_reader_reads_is_accepted(
    tmp_path: Path, name: str, content: bytes, media_type: str
) -> None:
    assert checked(tmp_path, name, content) == (media_type, "")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("旧.doc", WORKBOOK, "XLS | content that is what the name says"),
        ("新.docx", doc_of("正文\r"), "DOC | content that is what the name says"),
        ("新.docx", zipped({"a.txt": b"x"}), "ZIP | content that is what the name says"),
        (
            "旧.doc",
            doc_of("正文\r", flags=0x100),
            "an Office file with a password | a file without a password",
        ),
        ("旧.xls", xls_of(XlsSheet("表", [["甲"]]), locked=True), "an Office file with a password"),
        (
            "新.docx",
            ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
            "an Office file with a password",
        ),
        ("旧.wps", ole({"CONTENTS": b"Works"}), "an old Office format that is not read"),
        ("旧.doc", b"{\\rtf1 text}", "plain text | content that is what the name says"),
        ("程序.exe", b"MZ", ".exe | a document in one of the formats"),
        ("空.zip", b"", "an empty file"),
    ],
)
def test_what_it_does_not_read_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    media_type, said = checked(tmp_path, name, content)
    assert media_type is None
    assert words in said


def test_an_archive_with_a_name_that_leads_out_of_it_is_refused(tmp_path: Path) -> None:
    for name in ("../逃.txt", "/etc/x.txt", "..\\x.txt", "C:\\x.txt"):
        _, said = checked(tmp_path, "附件.zip", zipped({name: b"x"}))
        assert said == f"{name} | a name inside the archive"


def test_an_archive_that_unpacks_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("procurement.tenders.package.kinds.ARCHIVE_UNPACKED", 1024**2)
    _, said = checked(tmp_path, "附件.zip", zipped({"a.txt": bytes(2 * 1024**2)}))
    assert said == "2 MB unpacked | a file that unpacks to at most 1 MB"


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    _, said = checked(tmp_path, "附件.zip", zipped({f"{n}.txt": b"x" for n in range(501)}))
    assert said == "501 members | at most 500 members"


def test_an_archive_with_a_locked_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"text"}))
    data[6] |= 1  # the mark of encryption in the member's own head …
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # … and in the directory
    _, said = checked(tmp_path, "附件.zip", bytes(data))
    assert said == "a.txt | a member that is not encrypted"


@pytest.mark.parametrize("members", [{}, {"程序.exe": b"MZ"}])
def test_an_archive_without_any_document_is_refused(tmp_path: Path, members: dict[str, bytes]) -> None:
    _, said = checked(tmp_path, "附件.zip", zipped(members))
    assert "an archive with a document in one of the formats pdf, docx" in said


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    _, said = checked(tmp_path, "附件.zip", zipped({"a.txt": b"text" * 50})[:60])
    assert "a broken archive" in said
