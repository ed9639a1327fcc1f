"""What else lies in the container of binary office files: locked files, slides, drawings, Works; all are refused."""

from __future__ import annotations

from evaluation.reading.document import Document
from evaluation.reading.errors import UnreadableError
from evaluation.reading.registry import Source, register_format
from procurement.compound import MAGIC, kind_of
from procurement.message import msg


class LegacyFormat:
    """The container of office files before 2007, in which newer encrypted ones hide too."""

    name = "legacy office"
    media_type = "application/x-ole-storage"
    suffixes = (".ppt", ".dps")

    def score(self, data: bytes) -> int:
        return 50 if data.startswith(MAGIC) else 0

    def read(self, source: Source) -> Document:
        if kind_of(source.data) == "locked":
            raise UnreadableError(
                source.name, msg("The file is encrypted; hand in a copy without a password")
            )
        raise UnreadableError(
            source.name,
            msg(
                "The file is in an old binary office format that cannot be read, or it is damaged; convert this to "
                "DOCX, XLSX or PDF"
            ),
        )


register_format(LegacyFormat())
