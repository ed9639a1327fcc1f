"""Reading in a child process with limits: a crash of a native library costs one file, not the worker."""

from __future__ import annotations

from dataclasses import replace

from evaluation.reading.child import request_head
from evaluation.reading.children import Cancel, borrow, end_children, give_back, places
from evaluation.reading.document import Document
from evaluation.reading.errors import CancelledError, UnreadableError
from evaluation.reading.limits import Limits
from evaluation.reading.ocr.desk import ChildDesk
from evaluation.reading.options import DEFAULT, ReadOptions
from evaluation.reading.second_look import second_look
from evaluation.reading.store import from_bytes
from procurement.message import Message, msg

_READER = "evaluation.reading.child"


def read_safely(
    data: bytes,
    name: str,
    *,
    options: ReadOptions = DEFAULT,
    limits: Limits | None = None,
    cancel: Cancel | None = None,
) -> Document:
    """As :func:`~evaluation.reading.reader.read`, in a child process held to ``limits``.

    A crash, a hang or too much memory ends in :class:`UnreadableError` like any other broken file; a child that had read
    others before is not believed, and a fresh one tries once more.  With
    ``options.ocr`` pages are then recognised in further children, each page within limits of its own.  Setting
    ``cancel`` ends either with :class:`CancelledError`.
    """
    parsed = replace(options, ocr=False)
    document = from_bytes(read_stored(data, name, options=parsed, limits=limits, cancel=cancel))
    if options.ocr:
        desk = ChildDesk(data, document.sha256, options, cancel)
        document = second_look(document, data, desk, options)
    return document


def read_stored(
    data: bytes,
    name: str,
    *,
    options: ReadOptions = DEFAULT,
    limits: Limits | None = None,
    cancel: Cancel | None = None,
) -> bytes:
    """The same without recognition, as the bytes to store: what is kept need not be unpacked here."""
    with places:
        return _asked(data, name, options, limits or Limits(), cancel or Cancel())


def _asked(data: bytes, name: str, options: ReadOptions, limits: Limits, cancel: Cancel) -> bytes:
    if cancel.is_set():
        raise CancelledError
    child = borrow(_READER, limits)
    worn = child.requests > 0
    try:
        with cancel.holding(child):
            head, body = child.ask(request_head(name, options), data, limits.seconds)
    except TimeoutError:
        child.end()
        reason = msg(
            "Reading took longer than %(seconds)s seconds and was stopped", seconds=int(limits.seconds)
        )
        raise UnreadableError(name, reason) from None
    except (EOFError, OSError):
        code = child.end()
        if cancel.is_set():
            raise CancelledError from None
        if (
            worn
        ):  # what it read before may have used up its memory: a fresh child tells whether it is this file
            end_children()
            return _asked(data, name, options, limits, cancel)
        raise UnreadableError(
            name, msg("The file made the reader crash (%(code)s); it is damaged or malicious", code=str(code))
        ) from None
    give_back(child)
    if not head["ok"]:
        raise UnreadableError(name, Message.from_json(head["reason"]))
    return body
