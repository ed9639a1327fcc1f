"""Reading as a verb: bytes are read once per content and reader version, page images are drawn once per width."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import transaction

from evaluation.reading import (
    READER_VERSION,
    UnreadableError,
    read_safely,
    render,
    store,
)
from evaluation.reading.children import Cancel
from evaluation.reading.document import Document
from evaluation.reading.indexing import INDEX_VERSION, index
from evaluation.reading.models import ReadFile
from evaluation.reading.options import FULL
from evaluation.reading.overview import Overview
from procurement.files.models import StoredFile
from procurement.message import Message

WIDTHS = (480, 960, 1440, 1920)
"""The widths in pixels a page is drawn at; any other is served by the next larger one, so that few are kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a file, not kept yet: the document and its stored form, or what stood in the way."""

    document: Document | None
    content: bytes | None
    problem: dict[str, object] | None
    seconds: float


def read_file(*, file: StoredFile, name: str) -> ReadFile:
    """The reading of a file, made now unless this content was read before by this version of the reader.

    A file that cannot be read has a ``problem`` and no pages; nothing is raised for it.  What stands in the way may
    be the name (a PDF called ``.docx``), so a problem found under a name of another kind does not count.
    """
    reading = known(file=file, name=name)
    return (
        indexed(reading) if reading is not None else keep(file=file, outcome=outcome_of(file=file, name=name))
    )


def known(*, file: StoredFile, name: str) -> ReadFile | None:
    """The reading made before, as :func:`read_file` counts it, without its content; ``None`` when there is none."""
    rows = ReadFile.objects.filter(sha256=file.sha256, reader_version=READER_VERSION).defer("content")
    found = rows.first()
    if found is None or found.problem is None or found.problem.get("suffix") == _suffix(name):
        return found
    return None


def outcome_of(*, file: StoredFile, name: str, cancel: Cancel | None = None) -> Outcome:
    """Reads a file without asking or writing the database: any thread may do it.  ``CancelledError`` when stopped."""
    started = time.monotonic()
    document: Document | None = None
    problem: dict[str, object] | None = None
    try:
        document = read_safely(file.read(), name, options=FULL, cancel=cancel)
    except UnreadableError as error:
        problem = {"reason": error.reason.to_json(), "name": name, "suffix": _suffix(name)}
    content = store.to_bytes(document) if document is not None else None
    return Outcome(document, content, problem, round(time.monotonic() - started, 3))


def keep(*, file: StoredFile, outcome: Outcome) -> ReadFile:
    """Keeps what came of reading a file, with its index."""
    document = outcome.document
    values = {
        "pages": len(document.pages) if document is not None else 0,
        "content": outcome.content,
        "problem": outcome.problem,
        "seconds": outcome.seconds,
    }
    with transaction.atomic():
        reading, _created = ReadFile.objects.update_or_create(
            sha256=file.sha256, reader_version=READER_VERSION, defaults=values
        )
        if document is not None:
            index(reading=reading, document=document)
    return reading


def indexed(reading: ReadFile) -> ReadFile:
    """The reading with its index, made now if an earlier version of this room read the file."""
    if reading.problem is None and reading.indexed < INDEX_VERSION:
        index(reading=reading, document=store.from_bytes(bytes(reading.content or b"")))
    return reading


def overview_of(reading: ReadFile) -> Overview:
    """The contents and the state of a document that was read; empty when it could not be."""
    return Overview.from_json(reading.overview) if reading.overview else Overview()


def problem_of(reading: ReadFile) -> Message | None:
    """Why a file could not be read, in words; ``None`` when it was."""
    return Message.from_json(reading.problem["reason"]) if reading.problem else None


def content_of(*, file: StoredFile, name: str) -> bytes:
    """The packed document, read now if it never was; :class:`UnreadableError` when it cannot be."""
    return packed(read_file(file=file, name=name), name)


def packed(reading: ReadFile, name: str) -> bytes:
    """The packed document of a reading; :class:`UnreadableError` when the file could not be read."""
    problem = problem_of(reading)
    if problem is not None:
        raise UnreadableError(name, problem)
    return bytes(reading.content or b"")


def served_width(wanted: int) -> int:
    """The width a page is drawn at when ``wanted`` pixels are asked for."""
    return next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])


def page_image(*, file: StoredFile, name: str, page: int, width: int) -> bytes:
    """The page as PNG, ``served_width(width)`` pixels wide; drawn once, then kept beside the files.

    ``UnreadableError`` for a file that could not be read, ``IndexError`` for a page it does not have.
    """
    width = served_width(width)
    kept = _image_path(file, page, width)
    if kept.exists():
        return kept.read_bytes()
    document = store.glimpse(content_of(file=file, name=name), page)
    image = render.page_png(file.read(), document, page, width_px=width)
    _keep(kept, image)
    return image


def picture_image(*, file: StoredFile, name: str, page: int, sha256: str, width: int) -> bytes:
    """A picture of an office file that has no place on the page it belongs to, as PNG; errors as of :func:`page_image`."""
    document = store.glimpse(content_of(file=file, name=name), page)
    return render.picture_png(file.read(), document, page, sha256, width_px=served_width(width))


def _image_path(file: StoredFile, page: int, width: int) -> Path:
    folder = Path(settings.MEDIA_ROOT) / "pages" / f"v{READER_VERSION}" / file.sha256[:2] / file.sha256
    return folder / f"{page}-{width}.png"


def _keep(path: Path, data: bytes) -> None:
    """Writes the whole file or none of it: another process may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).replace(path)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
