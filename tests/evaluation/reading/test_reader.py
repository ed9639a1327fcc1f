"""What every format owes: chosen by content, refused in words."""

from __future__ import annotations

import pytest

from evaluation.reading import UnreadableError, read
from tests.evaluation.reading import make


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, name)
    assert caught.value.name == name
    return str(caught.value.reason)


def test_the_format_is_told_by_content_when_the_name_says_nothing() -> None:
    assert read(make.raw_pdf([make.show("x", 72, 700)]), "volume").media_type == "application/pdf"
    assert read(make.docx_of("正文"), "volume").media_type.endswith("wordprocessingml.document")
    assert read(make.xlsx_of([["a"]]), "volume").media_type.endswith("spreadsheetml.sheet")
    assert read(make.png_of(), "volume").media_type == "image/png"
    assert read("正文".encode(), "volume").media_type == "text/plain"


def test_a_file_that_is_not_what_its_name_says_is_refused_with_both_formats_named() -> None:
    assert refusal(make.docx_of("正文"), "投标文件.pdf") == "The name says PDF but the content is DOCX"
    assert refusal(b"just words", "投标文件.pdf") == "The name says PDF but the content is plain text"


def test_an_empty_file_is_refused() -> None:
    assert "0 bytes" in refusal(b"", "投标文件.pdf")


def test_an_encrypted_pdf_is_refused_and_asks_for_a_copy_without_password() -> None:
    assert "password" in refusal(make.encrypted_pdf("geheim"), "投标文件.pdf")


def test_a_pdf_with_an_empty_user_password_is_read() -> None:
    assert read(make.encrypted_pdf(""), "投标文件.pdf").pages[0].text == "secret"


@pytest.mark.parametrize("name", ["旧.doc", "旧.xls", "旧.wps"])
def test_binary_office_files_are_refused_with_what_to_convert_them_to(name: str) -> None:
    assert "convert" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)


def test_an_encrypted_docx_is_called_encrypted_not_misnamed() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refusal(data, "投标文件.docx")


def test_bytes_of_no_known_format_are_refused() -> None:
    assert "Unknown format" in refusal(bytes(range(256)) * 8, "数据.bin")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.png"])
@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_a_file_cut_off_is_read_as_far_as_it_goes_or_refused(name: str, keep: float) -> None:
    whole = {
        "a.pdf": make.raw_pdf([make.show("x", 72, 700)] * 3),
        "a.docx": make.docx_of("正文" * 100),
        "a.xlsx": make.xlsx_of([["项目", 1]] * 50),
        "a.png": make.png_of(),
    }[name]
    try:
        outcome: object = read(whole[: int(len(whole) * keep)], name).pages
    except UnreadableError as error:
        outcome = str(error.reason)
    assert outcome


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"{\\rtf1\\ansi text}", "RTF"), (b"<html><body>\xe6\x8a\x95\xe6\xa0\x87</body></html>", "HTML")],
)
def test_markup_under_the_name_of_a_word_file_is_to_be_converted(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError, match=f"DOC but the content is {kind}.*convert this"):
        read(data, "投标函.doc")
    assert read(data, "a.txt").media_type == "text/plain"
