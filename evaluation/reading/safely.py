"""Reading in a child process with limits: a crash of a native library costs one file, not the worker.

The child is started by ``subprocess``, because a Celery worker's processes may not have ``multiprocessing``
children.  It stays for the next file (starting Python and its libraries takes longer than reading most files) and is
replaced after a crash, a timeout, or enough files.  Callers in several threads get a child each; an idle child ends
with its parent.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO, cast

from evaluation.reading.child import receive, request_head, send
from evaluation.reading.document import Document
from evaluation.reading.errors import UnreadableError
from evaluation.reading.limits import Limits
from evaluation.reading.options import DEFAULT, ReadOptions
from evaluation.reading.store import from_bytes
from procurement.message import Message, msg

_FILES_PER_CHILD = 50
_ROOT = Path(__file__).resolve().parents[2]
_idle: list[_Child] = []
_lock = threading.Lock()


def read_safely(
    data: bytes, name: str, *, options: ReadOptions = DEFAULT, limits: Limits | None = None
) -> Document:
    """As :func:`~evaluation.reading.reader.read`, in a child process held to ``limits``.

    A crash, a hang or too much memory ends in :class:`UnreadableError` like any other broken file.
    """
    return from_bytes(read_stored(data, name, options=options, limits=limits))


def read_stored(
    data: bytes, name: str, *, options: ReadOptions = DEFAULT, limits: Limits | None = None
) -> bytes:
    """The same, as the bytes to store: what is kept need not be unpacked here."""
    limits = limits or Limits()
    child = _borrow(limits)
    try:
        head, body = child.ask(data, name, options, limits.seconds)
    except TimeoutError:
        child.end()
        reason = msg(
            "Reading took longer than %(seconds)s seconds and was stopped", seconds=int(limits.seconds)
        )
        raise UnreadableError(name, reason) from None
    except (EOFError, OSError):
        code = child.end()
        raise UnreadableError(
            name, msg("The file made the reader crash (%(code)s); it is damaged or malicious", code=str(code))
        ) from None
    _give_back(child)
    if not head["ok"]:
        raise UnreadableError(name, Message.from_json(head["reason"]))
    return body


class _Child:
    """One running child and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files = 0
        self.parent = os.getpid()
        environment = {
            **os.environ,
            "PYTHONPATH": str(_ROOT),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "evaluation.reading.child", str(limits.memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT,
        )  # fmt: skip
        self._to, self._from = cast("BinaryIO", self.process.stdin), cast("BinaryIO", self.process.stdout)

    def usable(self, limits: Limits) -> bool:
        return (
            self.process.poll() is None
            and self.files < _FILES_PER_CHILD
            and self.limits == limits
            and self.parent == os.getpid()  # after a fork the pipe is still the parent's
        )

    def ask(
        self, data: bytes, name: str, options: ReadOptions, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        self.files += 1
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            send(self._to, request_head(name, options), data)
            reply = receive(self._from)
        except OSError:
            reply = None
        finally:
            timer.cancel()
        if expired.is_set():
            raise TimeoutError
        if reply is None:
            raise EOFError
        return reply

    def end(self) -> int | None:
        """Stops the child if it is this process's own; its exit code."""
        if self.parent != os.getpid():
            return None
        for stream in (self._to, self._from):
            with contextlib.suppress(OSError):
                stream.close()
        try:
            return self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def _borrow(limits: Limits) -> _Child:
    with _lock:
        usable = next((c for c in _idle if c.usable(limits)), None)
        if usable is not None:
            _idle.remove(usable)
            return usable
    return _Child(limits)


def _give_back(child: _Child) -> None:
    with _lock:
        stale = [c for c in _idle if not c.usable(c.limits)]
        _idle[:] = [c for c in _idle if c not in stale]
        if child.usable(child.limits):
            _idle.append(child)
        else:
            stale.append(child)
    for old in stale:
        old.end()


@atexit.register
def end_children() -> None:
    """Ends every idle child of this process."""
    with _lock:
        children, _idle[:] = list(_idle), []
    for child in children:
        child.end()
