"""Files are read several at once: each once, each at its own risk, and only as long as they are wanted."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from evaluation.reading import children, read_safely, services
from evaluation.reading.ahead import read_ahead
from evaluation.reading.children import Cancel, Child
from evaluation.reading.errors import CancelledError
from evaluation.reading.models import ReadFile
from procurement.files.models import StoredFile
from procurement.files.services import store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_idle_children() -> Iterator[None]:
    """Which child takes the next file is known when there is only one."""
    children.end_children()
    yield
    children.end_children()


def files(count: int) -> list[tuple[StoredFile, str]]:
    """Text files, the first the largest."""
    texts = (f"第{n}份文件" + "字" * (count - n) for n in range(count))
    return [(store(data=t.encode(), media_type="text/plain"), f"{i}.txt") for i, t in enumerate(texts)]


def stopped_child() -> Child:
    """The idle child that the next reading takes, which answers nothing."""
    read_safely(b"warm", "a.txt")
    child = children._idle[-1]
    os.kill(child.process.pid, signal.SIGSTOP)
    return child


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_every_file_is_read_and_progress_counts_each_once(workers: int) -> None:
    pairs = files(5)
    told: list[tuple[int, int]] = []
    read_ahead(files=pairs, progress=lambda done, total: told.append((done, total)), workers=workers)
    assert {file.sha256 for file, _ in pairs} == set(ReadFile.objects.values_list("sha256", flat=True))
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 5), (5, 5))


def test_what_was_read_before_is_not_read_again_and_counts_as_done() -> None:
    pairs = files(3)
    first = services.read_file(file=pairs[0][0], name="0.txt")
    told: list[tuple[int, int]] = []
    read_ahead(files=[*pairs, pairs[1]], progress=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((1, 4), (4, 4))
    assert ReadFile.objects.get(pk=first.pk).read_at == first.read_at
    assert ReadFile.objects.count() == 3


def test_no_files_are_no_work() -> None:
    told: list[tuple[int, int]] = []
    read_ahead(files=[], progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 0)]


def test_a_crash_costs_one_file() -> None:
    pairs = files(3)
    victim = stopped_child()
    victim.requests = 0  # one that others had worn would not be believed

    def crash() -> None:
        while victim in children._idle:
            pass
        os.kill(victim.process.pid, signal.SIGSEGV)
        os.kill(victim.process.pid, signal.SIGCONT)

    thread = threading.Thread(target=crash)
    thread.start()
    read_ahead(files=pairs, workers=1)
    thread.join()
    problems = [services.problem_of(services.read_file(file=file, name=name)) for file, name in pairs]
    assert "crash" in str(problems[0])
    assert problems[1:] == [None, None]


def test_an_unreadable_file_is_kept_with_its_problem_and_the_others_are_read() -> None:
    broken = store(data=b"%PDF-1.7 broken", media_type="application/pdf")
    read_ahead(files=[(broken, "坏.pdf"), *files(2)])
    problems = [row.problem is None for row in ReadFile.objects.order_by("pages")]
    assert problems == [False, True, True]


def test_an_interrupt_ends_the_child_at_work_and_keeps_what_was_read() -> None:
    pairs = files(3)
    read_ahead(files=pairs[2:])
    child = stopped_child()

    def interrupted(done: int, total: int) -> None:
        if child not in children._idle:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_ahead(files=pairs, progress=interrupted, workers=1)
    assert child.process.wait(10) == -signal.SIGKILL
    assert [row.sha256 for row in ReadFile.objects.all()] == [pairs[2][0].sha256]


def test_what_is_cancelled_before_it_begins_is_not_begun() -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledError):
        read_safely(b"x", "a.txt", cancel=cancel)
