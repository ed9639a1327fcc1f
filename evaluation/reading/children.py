"""Child processes that do what may crash, hang or eat memory: each is asked one thing after another over a pipe.

A child is started by ``subprocess``, because a Celery worker's processes may not have ``multiprocessing`` children.
It stays for the next request (starting Python and its libraries takes longer than reading most files) and is
replaced after a crash, a timeout, or enough requests.  Callers in several threads get a child each; an idle child
ends with its parent.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from evaluation.reading.limits import Limits
from evaluation.reading.pipe import receive, send

_ROOT = Path(__file__).resolve().parents[2]
CORES = len(os.sched_getaffinity(0))
places = threading.BoundedSemaphore(CORES)
"""Held while a child works, for all files and kinds of children of this process: the cores are the same."""
_idle: list[Child] = []
_lock = threading.Lock()


class Cancel(threading.Event):
    """Whether the work is still wanted.  Setting it also ends the children that work at it."""

    def __init__(self) -> None:
        super().__init__()
        self._held: set[Child] = set()

    def set(self) -> None:
        super().set()
        for child in list(self._held):
            child.process.kill()

    @contextlib.contextmanager
    def holding(self, child: Child) -> Iterator[None]:
        """While this lasts, the child works for whoever may cancel."""
        self._held.add(child)
        try:
            if self.is_set():
                child.process.kill()
            yield
        finally:
            self._held.discard(child)


class Child:
    """One running child and the pipe to it.  ``module`` is run with the memory limit as its only argument."""

    def __init__(self, module: str, limits: Limits) -> None:
        self.module, self.limits = module, limits
        self.requests = 0
        self.holds = ""
        """The hash of the file that the child still has from an earlier request; kept by whoever asks."""
        self.parent = os.getpid()
        environment = {
            **os.environ,
            "PYTHONPATH": str(_ROOT),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, str(limits.memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT,
        )  # fmt: skip
        self._to, self._from = cast("BinaryIO", self.process.stdin), cast("BinaryIO", self.process.stdout)

    def usable(self, module: str, limits: Limits) -> bool:
        """Whether this child can take another request of this kind."""
        return (
            self.process.poll() is None
            and self.requests < self.limits.requests
            and self.module == module
            and self.limits == limits
            and self.parent == os.getpid()  # after a fork the pipe is still the parent's
        )

    def ask(self, head: dict[str, object], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The child's answer; ``TimeoutError`` when it takes too long (the child is then gone), ``EOFError`` when it died."""
        self.requests += 1
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            send(self._to, head, body)
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


def borrow(module: str, limits: Limits) -> Child:
    """An idle child of this kind, else a new one; give it back or end it."""
    with _lock:
        usable = next((c for c in _idle if c.usable(module, limits)), None)
        if usable is not None:
            _idle.remove(usable)
            return usable
    return Child(module, limits)


def give_back(child: Child) -> None:
    """The child waits for its next request, or ends when it has had enough of them."""
    with _lock:
        stale = [c for c in _idle if not c.usable(c.module, c.limits)]
        _idle[:] = [c for c in _idle if c not in stale]
        if child.usable(child.module, child.limits):
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
