"""Files read ahead of their use, as many at once as there are cores.

Each is read in a child process with limits of its own, so that a crash costs that file; the database is asked and
written by the caller's thread alone, one file after another, as soon as each is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from django.conf import settings

from evaluation.reading.children import CORES, Cancel
from evaluation.reading.services import Outcome, keep, known, outcome_of
from procurement.files.models import StoredFile

_BREATH = 1.0
"""Seconds after which progress is told again though no file was finished: a sign of life."""


def read_ahead(
    *,
    files: Iterable[tuple[StoredFile, str]],
    progress: Callable[[int, int], None] = lambda done, total: None,
    workers: int | None = None,
) -> None:
    """Reads each of the (file, name) pairs that was not read before; ``progress`` is told (done, total) of the pairs.

    ``workers`` files are read at once: by default ``READING_WORKERS`` of the settings, where 0 means the cores.  A
    file that cannot be read is kept with its problem, as :func:`~evaluation.reading.services.read_file` does.  An
    exception in here, an interrupt included, ends the children at work; what was read until then is kept.
    """
    pairs = list(files)
    waiting = {
        file.sha256: (file, name) for file, name in reversed(pairs) if known(file=file, name=name) is None
    }
    count = {sha: sum(file.sha256 == sha for file, _ in pairs) for sha in waiting}
    done = len(pairs) - sum(count.values())
    progress(done, len(pairs))
    cancel = Cancel()
    pool = ThreadPoolExecutor(max(1, workers or settings.READING_WORKERS or CORES), "reading")
    try:
        longest_first = sorted(waiting.values(), key=lambda pair: -pair[0].size)
        running: dict[Future[Outcome], StoredFile] = {
            pool.submit(outcome_of, file=file, name=name, cancel=cancel): file for file, name in longest_first
        }
        while running:
            over, _ = wait(running, timeout=_BREATH, return_when=FIRST_COMPLETED)
            for future in over:
                file = running.pop(future)
                keep(file=file, outcome=future.result())
                done += count[file.sha256]
            progress(done, len(pairs))
    except BaseException:
        cancel.set()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
