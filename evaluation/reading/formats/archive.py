"""ZIP archives inside a bid: one document of all that lies in them, an archive within opened once more.

Members are read in the order of their names, numbers counted as numbers.  Names that are not marked as UTF-8 are tried
as GB 18030, which is what Chinese systems write.  Nothing is unpacked to disk, so a name that leads elsewhere is a label
like any other.  A member that cannot be read is noted; when none can, the archive is refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from evaluation.reading.document import Document, Member, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.ooxml.package import has_parts
from evaluation.reading.options import ReadOptions
from evaluation.reading.registry import Source, choose, register_format
from procurement.message import msg

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_MAX_MEMBERS = 500
_IGNORED = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|~\$)")


class ArchiveFormat:
    """A ZIP file that is no office file."""

    name = "ZIP"
    media_type = "application/zip"
    suffixes = (".zip",)

    def score(self, data: bytes) -> int:
        if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return 0
        return 0 if has_parts(data, "word/document") or has_parts(data, "xl/workbook") else 50

    def read(self, source: Source) -> Document:
        pages: list[Page] = []
        members: list[Member] = []
        notes: list[str] = []
        for label, content in unpacked(source.data, source.name, source.options):
            document = _member(label, content, source, notes, before=len(pages))
            if document is None:
                continue
            if len(pages) + len(document.pages) > source.options.max_pages:
                raise UnreadableError(
                    source.name, msg("The file has more than %(limit)s pages", limit=source.options.max_pages)
                )
            members.append(
                Member(label, document.media_type, document.sha256, len(pages) + 1, len(document.pages))
            )
            pages += [replace(p, number=len(pages) + i) for i, p in enumerate(document.pages, 1)]
        if not pages:
            raise UnreadableError(
                source.name,
                msg("The archive holds no file that can be read: %(notes)s", notes="; ".join(notes)[:400]),
            )
        return Document(
            source.name,
            source.sha256,
            self.media_type,
            tuple(pages),
            notes=tuple(notes),
            members=tuple(members),
        )


def _member(label: str, content: bytes, source: Source, notes: list[str], *, before: int) -> Document | None:
    """One member read; its pages come after ``before`` others."""
    reader = choose(content) if content else None
    if reader is None:
        notes.append(f"{label}: unknown format" if content else f"{label}: empty")
        return None
    if reader.name == ArchiveFormat.name:
        notes.append(f"{label}: an archive in an archive in an archive is not opened")
        return None
    inner = Source(content, label, hashlib.sha256(content).hexdigest(), source.options)
    try:
        document = reader.read(inner)
    except UnreadableError as error:
        notes.append(f"{label}: {error.reason}")
        return None
    source.runs.extend(replace(run, page=run.page + before) for run in inner.runs)
    return document


def unpacked(
    data: bytes, name: str, options: ReadOptions, *, inner: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Every member's label and content, archives within opened once; :class:`UnreadableError` for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir() and not _IGNORED.search(member_name(i))]
            size = sum(i.file_size for i in infos)
            if size > options.max_unpacked or len(infos) > _MAX_MEMBERS:
                raise UnreadableError(
                    name,
                    msg(
                        "The file would unpack to %(found)s MB in %(parts)s parts; at most %(limit)s MB are read",
                        found=size // 1_000_000,
                        parts=len(infos),
                        limit=options.max_unpacked // 1_000_000,
                    ),
                )
            if any(i.flag_bits & 1 for i in infos):
                raise UnreadableError(name, msg("The file is encrypted; hand in a copy without a password"))
            for info in sorted(infos, key=lambda i: _natural(member_name(i))):
                label = member_name(info)
                with archive.open(info) as stream:
                    content = stream.read(info.file_size)
                if not inner and ArchiveFormat().score(content):
                    nested = unpacked(content, f"{name}/{label}", options, inner=True)
                    yield from ((f"{label}/{below}", part) for below, part in nested)
                else:
                    yield label, content
    except _BROKEN as error:
        raise UnreadableError(
            name, msg("The file is damaged: its archive cannot be opened (%(detail)s)", detail=str(error))
        ) from error


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; those without the UTF-8 mark were read as code page 437 and are mostly GB 18030."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,15})", name)]


def member_of(data: bytes, document: Document, page: int) -> tuple[bytes, Document, int]:
    """The content, document and page within it that a page of an archive comes from."""
    member = next(m for m in document.members if m.first_page <= page < m.first_page + m.pages)
    for label, content in unpacked(data, document.name, ReadOptions()):
        if label == member.name:
            first = member.first_page
            pages = tuple(
                replace(p, number=p.number - first + 1)
                for p in document.pages[first - 1 : first - 1 + member.pages]
            )
            return content, Document(label, member.sha256, member.media_type, pages), page - first + 1
    raise UnreadableError(document.name, msg("The archive no longer holds %(member)s", member=member.name))


register_format(ArchiveFormat())
