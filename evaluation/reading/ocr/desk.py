"""Who recognises the pages of a file: child processes, several at once, or this process, one page after another."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Protocol

from evaluation.reading.children import CORES, Child, borrow, give_back, places
from evaluation.reading.errors import CancelledError
from evaluation.reading.limits import Limits
from evaluation.reading.options import ReadOptions

_WORKER = "evaluation.reading.ocr.worker"
_PAGES_PER_CHILD = 400

Task = Mapping[str, Any]
Answer = dict[str, Any]


class Desk(Protocol):
    """Takes tasks on pages of one file."""

    def each(self, tasks: Sequence[Task]) -> Iterator[Answer]:
        """The answers in the order of the tasks; one that failed is ``{"ok": False, "detail": ...}``."""

    def of(self, data: bytes, sha256: str) -> Desk:
        """The same for another file, such as a member of an archive."""


class OwnDesk:
    """Recognises in this process.  For tests and tools: a crash of a library is a crash of the process."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def each(self, tasks: Sequence[Task]) -> Iterator[Answer]:
        from evaluation.reading.ocr.worker import answer

        for task in tasks:
            yield answer(self._data, task)

    def of(self, data: bytes, sha256: str) -> OwnDesk:
        return OwnDesk(data)


class ChildDesk:
    """Recognises in child processes with limits of their own; a page that breaks its child costs that page.

    ``cancel`` stops the work: children in the middle of a page are ended and :class:`CancelledError` is raised.
    """

    def __init__(
        self, data: bytes, sha256: str, options: ReadOptions, cancel: threading.Event | None = None
    ) -> None:
        self._data, self._sha256, self._options = data, sha256, options
        self._limits = Limits(options.ocr_memory, options.ocr_seconds, _PAGES_PER_CHILD)
        self._workers = max(1, options.ocr_workers or CORES)
        self._cancel = cancel or threading.Event()
        self._busy: set[Child] = set()

    def each(self, tasks: Sequence[Task]) -> Iterator[Answer]:
        if not tasks:
            return
        with ThreadPoolExecutor(min(self._workers, len(tasks))) as pool:
            waiting = [pool.submit(self._ask, task) for task in tasks]
            for future in waiting:
                while not wait([future], timeout=0.2).done:
                    if self._cancel.is_set():
                        for child in list(self._busy):
                            child.process.kill()
                if self._cancel.is_set():
                    pool.shutdown(cancel_futures=True)
                    raise CancelledError
                yield future.result()

    def of(self, data: bytes, sha256: str) -> ChildDesk:
        return ChildDesk(data, sha256, self._options, self._cancel)

    def _ask(self, task: Task) -> Answer:
        with places:
            if self._cancel.is_set():
                return {"ok": False, "detail": "cancelled"}
            child = borrow(_WORKER, self._limits)
            self._busy.add(child)
            try:
                body = b"" if child.holds == self._sha256 else self._data
                reply, _ = child.ask({**task, "sha256": self._sha256}, body, self._limits.seconds)
            except TimeoutError:
                child.end()
                return {"ok": False, "detail": f"longer than {self._limits.seconds:g} s"}
            except (EOFError, OSError):
                return {"ok": False, "detail": f"crash ({child.end()})"}
            finally:
                self._busy.discard(child)
            child.holds = self._sha256
            give_back(child)
            return reply
