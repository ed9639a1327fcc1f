"""Binary office files (DOC, XLS, WPS, ET) and encrypted office files: both are OLE containers, both are refused."""

from __future__ import annotations

from evaluation.reading.document import Document
from evaluation.reading.errors import UnreadableError
from evaluation.reading.registry import Source, register_format
from procurement.message import msg

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class LegacyFormat:
    """The container of office files before 2007, in which newer encrypted ones hide too."""

    name = "legacy office"
    media_type = "application/x-ole-storage"
    suffixes = (".doc", ".xls", ".wps", ".et", ".ppt", ".dps")

    def score(self, data: bytes) -> int:
        return 100 if data.startswith(_OLE) else 0

    def read(self, source: Source) -> Document:
        if "EncryptedPackage".encode("utf-16-le") in source.data:
            raise UnreadableError(
                source.name, msg("The file is encrypted; hand in a copy without a password")
            )
        raise UnreadableError(
            source.name,
            msg(
                "The file is in an old binary office format (DOC, XLS or WPS); convert this to DOCX, XLSX or PDF"
            ),
        )


register_format(LegacyFormat())
