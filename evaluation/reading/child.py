"""The process that reads strangers' files: ``python -m evaluation.reading.child MEMORY``.

It takes requests on standard input and answers on standard output, one after another, until its input ends.
A request is a length-prefixed JSON head (name, size, options) and the file's bytes; an answer is a length-prefixed
JSON head (``ok`` or the refusal) and the stored document.  Whatever the libraries print goes to standard error.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict

from evaluation.reading.errors import UnreadableError
from evaluation.reading.limits import apply_memory_limit, no_core_dumps
from evaluation.reading.options import ReadOptions
from evaluation.reading.pipe import receive, send
from evaluation.reading.reader import read
from evaluation.reading.registry import formats
from evaluation.reading.store import to_bytes
from procurement.message import Message, msg


def answer(data: bytes, name: str, options: ReadOptions) -> tuple[dict[str, object], bytes]:
    """What to say about one file."""
    try:
        return {"ok": True}, to_bytes(read(data, name, options=options))
    except UnreadableError as error:
        return _refusal(error.reason), b""
    except MemoryError:
        return _refusal(msg("The file needs more memory to read than is allowed")), b""
    except RecursionError:
        return _refusal(msg("The file is damaged: it is nested too deeply")), b""
    except Exception as error:  # noqa: BLE001 - a reader's bug costs one file, with its kind named, not the worker
        return _refusal(
            msg("The file could not be read (%(detail)s)", detail=f"{type(error).__name__}: {error}"[:300])
        ), b""


def _refusal(reason: Message) -> dict[str, object]:
    return {"ok": False, "reason": reason.to_json()}


def request_head(name: str, options: ReadOptions) -> dict[str, object]:
    """The head of a request."""
    return {"name": name, "options": asdict(options)}


def main() -> None:
    """Serves until standard input ends."""
    formats()
    source = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    no_core_dumps()
    apply_memory_limit(int(sys.argv[1]))
    while (request := receive(source)) is not None:
        head, data = request
        send(out, *answer(data, head["name"], ReadOptions(**head["options"])))


if __name__ == "__main__":
    main()
