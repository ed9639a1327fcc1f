"""ZIP archives inside a bid: one document of all that lies in them, an archive within opened once more.

Members are read in the order of their names, numbers counted as numbers.  Names that are not marked as UTF-8 are tried
as GB 18030, which is what Chinese systems write.  Nothing is unpacked to disk; a name that leads out of the archive is
refused all the same, since nobody writes one in good faith.  A member that cannot be read is noted; when none can, the
archive is refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evaluation.reading.document import Document, Member, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.ooxml.package import has_parts
from evaluation.reading.options import ReadOptions
from evaluation.reading.registry import Source, choose, register_format
from procurement.message import msg
from procurement.tenders.package.archive import leaves_folder, member_name

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
        aside: list[str] = []
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
            aside += document.aside
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
            aside=tuple(dict.fromkeys(aside)),
        )


def _member(label: str, content: bytes, source: Source, notes: list[str], *, before: int) -> Document | None:
    """One member read; its pages come after ``before`` others."""
    reader = choose(content) if content else None
    if reader is None:
        notes.append(f"{label}: unknown format" if content else f"{label}: empty")
        return None
    if reader.name == ArchiveFormat.name:
        damaged = not zipfile.is_zipfile(io.BytesIO(content))
        notes.append(
            f"{label}: a damaged archive"
            if damaged
            else f"{label}: an archive in an archive in an archive is not opened"
        )
        return None
    inner = Source(content, label, hashlib.sha256(content).hexdigest(), source.options)
    try:
        document = reader.read(inner)
    except UnreadableError as error:
        notes.append(f"{label}: {error.reason}")
        return None
    source.runs.extend(replace(run, page=run.page + before) for run in inner.runs)
    source.asides.extend(inner.asides)
    return document


@dataclass(slots=True)
class _Room:
    """What may still be unpacked: an archive within takes of the same."""

    options: ReadOptions
    bytes: int
    members: int = _MAX_MEMBERS

    def take(self, name: str, infos: list[zipfile.ZipInfo]) -> None:
        """Takes room for these members; :class:`UnreadableError` when there is not so much."""
        size = sum(i.file_size for i in infos)
        self.bytes -= size
        self.members -= len(infos)
        if self.bytes < 0 or self.members < 0:
            raise UnreadableError(
                name,
                msg(
                    "The file would unpack to %(found)s MB in %(parts)s parts; at most %(limit)s MB are read",
                    found=(self.options.max_unpacked - self.bytes) // 1_000_000,
                    parts=_MAX_MEMBERS - self.members,
                    limit=self.options.max_unpacked // 1_000_000,
                ),
            )


def unpacked(data: bytes, name: str, options: ReadOptions) -> Iterator[tuple[str, bytes]]:
    """Every member's label and content, archives within opened once; :class:`UnreadableError` for a bomb."""
    yield from _unpacked(data, name, _Room(options, options.max_unpacked), inner=False)


def _unpacked(data: bytes, name: str, room: _Room, *, inner: bool) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir() and not _IGNORED.search(member_name(i))]
            room.take(name, infos)
            if any(i.flag_bits & 1 for i in infos):
                raise UnreadableError(name, msg("The file is encrypted; hand in a copy without a password"))
            for info in sorted(infos, key=lambda i: _natural(member_name(i))):
                label = member_name(info)
                if leaves_folder(label):
                    raise UnreadableError(
                        name, msg("A name in the archive leads out of it: %(member)s", member=label)
                    )
                with archive.open(info) as stream:
                    content = stream.read(info.file_size)
                if not inner and ArchiveFormat().score(content) and zipfile.is_zipfile(io.BytesIO(content)):
                    nested = _unpacked(content, f"{name}/{label}", room, inner=True)
                    yield from ((f"{label}/{below}", part) for below, part in nested)
                else:
                    yield label, content
    except _BROKEN as error:
        raise UnreadableError(
            name, msg("The file is damaged: its archive cannot be opened (%(detail)s)", detail=str(error))
        ) from error


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
