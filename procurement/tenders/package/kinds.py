"""What a document is, told by its content and held against its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from procurement.message import Message, msg
from procurement.numbers import size_text

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
}
"""The formats of the contract, by ending."""

Trouble = tuple[Message | str, Message]
"""What was found, and what was expected."""

_UNPACKED_LIMIT = 1024**3
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_document(path: Path) -> tuple[str, None] | tuple[None, Trouble]:
    """The media type of a document, or what was found and what was expected instead."""
    stated = MEDIA_TYPES.get(path.suffix.lower())
    if stated is None:
        known = ", ".join(ending[1:] for ending in MEDIA_TYPES)
        return None, (
            path.suffix or path.name,
            msg("a document in one of the formats %(known)s", known=known),
        )
    if path.stat().st_size == 0:
        return None, (msg("an empty file"), msg("a document that is not empty"))
    found, trouble = _content_type(path)
    if trouble is not None:
        return None, trouble
    if found != stated:
        shown = msg("plain text") if found == MEDIA_TYPES[".txt"] else found
        return None, (shown, msg("content that is what the name says (%(stated)s)", stated=stated))
    return stated, None


def _content_type(path: Path) -> tuple[Message | str, Trouble | None]:
    with path.open("rb") as file:
        head = file.read(4096)
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type, None
    if b"%PDF-" in head[:1024]:
        return MEDIA_TYPES[".pdf"], _pdf_trouble(path)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(path)
    if head.startswith(_OLE):
        found = msg("a file in the old Office format, or with a password")
        return found, (
            found,
            msg(
                "a file without a password, in the present format (.docx or .xlsx): open it and save it again"
            ),
        )
    return (MEDIA_TYPES[".txt"], None) if _is_text(path) else (msg("content of no known format"), None)


def _pdf_trouble(path: Path) -> Trouble | None:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            return msg("an encrypted PDF"), msg("a PDF that opens without a password")
        return msg("a broken PDF"), msg("a PDF that can be opened")
    with document:
        if len(document) == 0:
            return msg("a PDF of 0 pages"), msg("a PDF with at least one page")
    return None


def _office_type(path: Path) -> tuple[Message | str, Trouble | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        broken = msg("a broken archive")
        return broken, (broken, msg("a file that can be opened"))
    if unpacked > _UNPACKED_LIMIT:
        return msg("an archive"), (
            msg("%(size)s unpacked", size=size_text(unpacked)),
            msg("a file that unpacks to at most %(most)s", most=size_text(_UNPACKED_LIMIT)),
        )
    if "word/document.xml" in names:
        return MEDIA_TYPES[".docx"], None
    if "xl/workbook.xml" in names:
        return MEDIA_TYPES[".xlsx"], None
    return msg("an archive"), None


def _is_text(path: Path) -> bool:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in data:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
