"""A file that breaks its reader costs itself, nobody else."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from evaluation.reading import Document, UnreadableError, children, read, read_safely
from evaluation.reading.limits import Limits
from tests.evaluation.reading import make


def test_the_child_reads_the_same_document() -> None:
    data = make.docx_of("投标函", "正文")
    assert read_safely(data, "a.docx").pages[0].text == read(data, "a.docx").pages[0].text


def test_a_refusal_of_the_child_is_the_refusal_itself() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_safely(make.encrypted_pdf("x"), "锁.pdf")
    assert caught.value.name == "锁.pdf"
    assert "password" in str(caught.value.reason)


def test_a_child_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(UnreadableError, match="longer than"):
        read_safely(make.docx_of("x"), "a.docx", limits=Limits(seconds=0.001))


def test_a_child_that_needs_too_much_memory_is_refused_it() -> None:
    big = ("正文" * 50 + "\n").encode() * 3000  # takes in 1 MB, needs 40: the limit is far from both
    with pytest.raises(UnreadableError, match="memory"):
        read_safely(big, "a.txt", limits=Limits(memory=8_000_000))
    assert read_safely(big, "a.txt").pages[0].text.startswith("正文")


def test_a_crash_costs_one_file_and_the_next_is_read() -> None:
    read_safely(b"warm", "a.txt")
    victim = children._idle[-1]
    os.kill(victim.process.pid, signal.SIGSEGV)
    victim.process.wait()
    assert read_safely(b"next", "b.txt").pages[0].text == "next"


def crashes_in_the_middle(requests: int) -> Document:
    """What comes of a file whose child, which has read this many before, dies while it reads."""
    children.end_children()
    read_safely(b"warm", "a.txt")
    victim = children._idle[-1]
    victim.requests = requests
    os.kill(victim.process.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(read_safely, b"x" * 10, "b.txt")
        while victim in children._idle:
            pass
        os.kill(victim.process.pid, signal.SIGSEGV)
        os.kill(victim.process.pid, signal.SIGCONT)
        return waiting.result(30)


def test_a_crash_in_the_middle_is_told_as_one() -> None:
    with pytest.raises(UnreadableError, match="crash"):
        crashes_in_the_middle(requests=0)


def test_a_child_worn_by_others_is_not_believed() -> None:
    assert crashes_in_the_middle(requests=1).pages[0].text == "x" * 10


def test_one_child_serves_many_files_and_threads_do_not_share_one() -> None:
    read_safely(b"one", "a.txt")
    first = children._idle[-1].process.pid
    read_safely(b"two", "a.txt")
    assert children._idle[-1].process.pid == first
    with ThreadPoolExecutor(2) as pool:
        texts = pool.map(lambda n: read_safely(f"text {n}".encode(), "a.txt").pages[0].text, range(6))
        assert list(texts) == [f"text {n}" for n in range(6)]


def test_no_child_is_left_behind() -> None:
    read_safely(b"one", "a.txt")
    child = children._idle[-1]
    children.end_children()
    assert child.process.poll() is not None
