"""Bytes in, a :class:`Document` out: the door to every format."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from evaluation.reading.document import Document
from evaluation.reading.errors import UnreadableError
from evaluation.reading.evasion.look import reported
from evaluation.reading.ocr.desk import OwnDesk
from evaluation.reading.options import DEFAULT, ReadOptions
from evaluation.reading.registry import Format, Source, by_suffix, choose
from evaluation.reading.second_look import second_look
from procurement.message import Message, msg

READER_VERSION = 12
"""Grows whenever the same bytes would give another document; stored documents of older versions are read anew."""


_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?P<rtf>\{\\rtf)|<(?:!doctype html|html|\?xml|meta|head|body)|MIME-Version)",
    re.IGNORECASE,
)
"""How word processors begin what they write under the name of a Word file without its being one."""


def read(data: bytes, name: str, *, options: ReadOptions = DEFAULT) -> Document:
    """The document in ``data``, named ``name`` in all evidence.

    The format is chosen by content.  Raises :class:`UnreadableError` for an empty, locked, broken or unknown file
    and for one whose content is not what its name says.
    """
    if not data:
        raise UnreadableError(name, msg("The file is empty (0 bytes)"))
    suffix = PurePosixPath(name).suffix.lower()
    claimed = by_suffix(suffix)
    found = choose(data)
    if found is None:
        if claimed is not None:
            raise UnreadableError(
                name,
                msg(
                    "The content is not %(expected)s, as the name says, nor any known format",
                    expected=_called(claimed),
                ),
            )
        raise UnreadableError(
            name,
            msg("Unknown format; expected PDF, DOCX, XLSX, DOC, XLS, PNG, JPEG, TIFF, ZIP or plain text"),
        )
    markup = _MARKUP.match(data[:1024]) if found.name == "plain text" else None
    if claimed is not None and markup is not None and claimed is not found:
        kind = "RTF" if markup["rtf"] else "HTML"
        raise UnreadableError(
            name,
            msg(
                "The name says %(expected)s but the content is %(found)s, which is not read; convert this to DOCX or PDF",
                expected=_called(claimed),
                found=kind,
            ),
        )
    if claimed is not None and claimed is not found and not _office_in_disguise(claimed, found):
        raise UnreadableError(
            name,
            msg(
                "The name says %(expected)s but the content is %(found)s",
                expected=_called(claimed),
                found=_called(found),
            ),
        )
    source = Source(data, name, hashlib.sha256(data).hexdigest(), options)
    document = found.read(source)
    if options.evasion:
        document = reported(document, source.runs, source.asides)
    return second_look(document, data, OwnDesk(data), options) if options.ocr else document


_IN_WORDS = {
    "image": msg("a picture"),
    "legacy office": msg("an old Office format"),
    "plain text": msg("plain text"),
}


def _called(one: Format) -> Message | str:
    """A format as a sentence calls it: by its own name, or in words where that is a word."""
    return _IN_WORDS.get(one.name, one.name)


def _office_in_disguise(claimed: Format, found: Format) -> bool:
    """What is locked or damaged lies in the container of the old formats, whose reader can say so."""
    return found.name == "legacy office" and claimed.name in ("DOCX", "XLSX", "DOC", "XLS")
