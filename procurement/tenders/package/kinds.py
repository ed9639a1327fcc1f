"""What a document is, told by its content and held against its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from procurement.message import Message, msg

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

_UNPACKED_LIMIT = 1024**3
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_document(path: Path) -> tuple[str, None] | tuple[None, tuple[str, Message]]:
    """The media type of a document, or what was found and what was expected instead."""
    stated = MEDIA_TYPES.get(path.suffix.lower())
    if stated is None:
        known = ", ".join(ending[1:] for ending in MEDIA_TYPES)
        return None, (
            path.suffix or path.name,
            msg("a document in one of the formats %(known)s", known=known),
        )
    if path.stat().st_size == 0:
        return None, ("0 B", msg("a document that is not empty"))
    found, trouble = _content_type(path)
    if trouble is not None:
        return None, trouble
    if found != stated:
        return None, (found, msg("content that is what the name says (%(stated)s)", stated=stated))
    return stated, None


def _content_type(path: Path) -> tuple[str, tuple[str, Message] | None]:
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
        found = "an OLE container"
        return found, (
            found,
            msg(
                "a file without a password, in the present format (.docx or .xlsx): open it and save it again"
            ),
        )
    return ("text/plain", None) if _is_text(path) else ("unknown binary content", None)


def _pdf_trouble(path: Path) -> tuple[str, Message] | None:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            return "an encrypted PDF", msg("a PDF that opens without a password")
        return "a broken PDF", msg("a PDF that can be opened (%(detail)s)", detail=str(error))
    with document:
        if len(document) == 0:
            return "a PDF of 0 pages", msg("a PDF with at least one page")
    return None


def _office_type(path: Path) -> tuple[str, tuple[str, Message] | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        found = "a broken archive"
        return found, (found, msg("a file that can be opened (%(detail)s)", detail=str(error)))
    if unpacked > _UNPACKED_LIMIT:
        return "an archive", (
            f"{unpacked} B",
            msg("a file that unpacks to at most %(most)s bytes", most=_UNPACKED_LIMIT),
        )
    if "word/document.xml" in names:
        return MEDIA_TYPES[".docx"], None
    if "xl/workbook.xml" in names:
        return MEDIA_TYPES[".xlsx"], None
    return "an archive", None


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
