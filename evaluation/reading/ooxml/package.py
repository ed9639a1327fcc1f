"""An Office Open XML file as a bag of parts, opened with suspicion."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cached_property

from lxml import etree

from evaluation.reading.errors import UnreadableError
from evaluation.reading.options import ReadOptions
from evaluation.reading.safe_xml import parse_xml
from procurement.message import msg

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAX_PARTS = 20_000


class Parts:
    """The parts of one file.  Missing parts read as ``None``; broken ones raise :class:`UnreadableError`."""

    def __init__(self, data: bytes, name: str, options: ReadOptions) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise UnreadableError(
                name, msg("The file is damaged: its archive cannot be opened (%(detail)s)", detail=str(error))
            ) from error
        infos = self._zip.infolist()
        unpacked = sum(i.file_size for i in infos)
        if unpacked > options.max_unpacked or len(infos) > _MAX_PARTS:
            raise UnreadableError(
                name,
                msg(
                    "The file would unpack to %(found)s MB in %(parts)s parts; at most %(limit)s MB are read",
                    found=unpacked // 1_000_000,
                    parts=len(infos),
                    limit=options.max_unpacked // 1_000_000,
                ),
            )
        if any(i.flag_bits & 1 for i in infos):
            raise UnreadableError(name, msg("The file is encrypted; hand in a copy without a password"))
        self._infos = {i.filename.replace("\\", "/"): i for i in infos}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every part's name."""
        return tuple(self._infos)

    @cached_property
    def timestamps(self) -> tuple[str, ...]:
        """The distinct times the archive gives its members, ISO 8601."""
        times = {i.date_time for i in self._infos.values()}
        return tuple("{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}".format(*t) for t in sorted(times))

    def bytes(self, part: str) -> bytes | None:
        """A part's content."""
        info = self._infos.get(part)
        if info is None:
            return None
        try:
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except _BROKEN as error:
            raise UnreadableError(
                self._name,
                msg(
                    "The file is damaged: part %(part)s cannot be unpacked (%(detail)s)",
                    part=part,
                    detail=str(error),
                ),
            ) from error
        if len(content) > info.file_size:
            raise UnreadableError(
                self._name, msg("The file is damaged: part %(part)s is longer than stated", part=part)
            )
        return content

    def xml(self, part: str) -> etree._Element | None:
        """A part parsed as XML."""
        content = self.bytes(part)
        if content is None:
            return None
        try:
            return parse_xml(content)
        except ValueError as error:
            raise UnreadableError(
                self._name,
                msg(
                    "The file is damaged: part %(part)s is not well-formed XML (%(detail)s)",
                    part=part,
                    detail=str(error),
                ),
            ) from error

    def optional_xml(self, part: str) -> etree._Element | None:
        """A part that the text can do without: ``None`` when it is missing or broken."""
        try:
            return self.xml(part)
        except UnreadableError:
            return None

    def relations(self, part: str) -> dict[str, str]:
        """Relationship id → part name, of the part's own internal relations."""
        folder, base = posixpath.split(part)
        root = self.optional_xml(f"{folder}/_rels/{base}.rels")
        if root is None:
            return {}
        return {
            str(r.get("Id")): posixpath.normpath(posixpath.join(folder, str(r.get("Target")))).lstrip("/")
            if not str(r.get("Target")).startswith("/")
            else str(r.get("Target")).lstrip("/")
            for r in root
            if r.get("TargetMode") != "External" and r.get("Target")
        }


def has_parts(data: bytes, prefix: str) -> bool:
    """Whether the bytes are an archive with a part whose name starts so."""
    if not data.startswith(b"PK\x03\x04") and not data.startswith(b"PK\x05\x06"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(n.replace("\\", "/").startswith(prefix) for n in archive.namelist())
    except _BROKEN:
        # A cut-off archive has lost its directory; its first members still say what it was.
        return prefix.encode() in data[:65_536]
