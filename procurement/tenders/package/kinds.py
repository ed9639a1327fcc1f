"""What a document is, told by its content and held against its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from procurement.compound import MAGIC, kind_of
from procurement.message import Message, msg
from procurement.numbers import size_text
from procurement.tenders.package.archive import leaves_folder, member_name

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".doc": "application/msword",
    ".wps": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".et": "application/vnd.ms-excel",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".txt": "text/plain",
    ".zip": "application/zip",
}
"""The formats of the contract and those that are read besides, by ending."""

Trouble = tuple[Message | str, Message]
"""What was found, and what was expected."""

_UNPACKED_LIMIT = 1024**3
ARCHIVE_UNPACKED = 400_000_000
"""Bytes that an archive of documents may unpack to."""
ARCHIVE_MEMBERS = 500
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


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
        return None, (
            _called(found),
            msg("content that is what the name says (%(stated)s)", stated=_called(stated)),
        )
    return stated, None


def _called(media_type: Message | str) -> Message | str:
    """A format as people call it: PDF, not application/pdf."""
    if media_type == MEDIA_TYPES[".txt"]:
        return msg("plain text")
    endings = (ending for ending, known in MEDIA_TYPES.items() if known == media_type)
    return next((ending[1:].upper() for ending in endings), media_type)


def _content_type(path: Path) -> tuple[Message | str, Trouble | None]:
    with path.open("rb") as file:
        head = file.read(4096)
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type, None
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return MEDIA_TYPES[".bmp"], None
    if b"%PDF-" in head[:1024]:
        return MEDIA_TYPES[".pdf"], _pdf_trouble(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_type(path)
    if head.startswith(MAGIC):
        return _compound_type(path)
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


def _compound_type(path: Path) -> tuple[Message | str, Trouble | None]:
    match kind_of(path.read_bytes()):
        case "word":
            return MEDIA_TYPES[".doc"], None
        case "excel":
            return MEDIA_TYPES[".xls"], None
        case "locked":
            found = msg("an Office file with a password")
            return found, (found, msg("a file without a password: open it and save it again"))
        case _:
            found = msg("a file in an old Office format that is not read")
            return found, (
                found,
                msg("a file in the present format (.docx or .xlsx), or a PDF: save it anew"),
            )


def _archive_type(path: Path) -> tuple[Message | str, Trouble | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        broken = msg("a broken archive")
        return broken, (broken, msg("a file that can be opened"))
    names = {info.filename for info in infos}
    unpacked = sum(info.file_size for info in infos)
    office = next((ending for part, ending in _PARTS.items() if part in names), "")
    limit = _UNPACKED_LIMIT if office else ARCHIVE_UNPACKED
    if unpacked > limit:
        return msg("an archive"), (
            msg("%(size)s unpacked", size=size_text(unpacked)),
            msg("a file that unpacks to at most %(most)s", most=size_text(limit)),
        )
    if office:
        return MEDIA_TYPES[office], None
    return MEDIA_TYPES[".zip"], _bundle_trouble(infos)


def _bundle_trouble(infos: list[zipfile.ZipInfo]) -> Trouble | None:
    """What is wrong with an archive of documents 压缩包; its members are read one by one, an archive within once more."""
    members = [(info, member_name(info)) for info in infos if not info.is_dir()]
    if len(members) > ARCHIVE_MEMBERS:
        return msg("%(count)s members", count=len(members)), msg(
            "at most %(most)s members", most=ARCHIVE_MEMBERS
        )
    for info, name in members:
        if leaves_folder(name):
            return name, msg("a name inside the archive")
        if info.flag_bits & 0x1:
            return name, msg("a member that is not encrypted")
    if not any(Path(name).suffix.lower() in MEDIA_TYPES for _, name in members):
        known = ", ".join(ending[1:] for ending in MEDIA_TYPES)
        found = "、".join(name for _, name in members[:3]) or msg("an empty archive")
        return found, msg("an archive with a document in one of the formats %(known)s", known=known)
    return None


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
