"""The demo as a whole: everything under one process, and nothing left of it afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from procurement.local.layout import CHECKOUT, Layout
from procurement.local.services import status

COMMAND = [sys.executable, "-m", "procurement.local.supervisor", "--empty"]


class Demo:
    """A demo in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.layout = Layout(folder)
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT")}
        self.environment = {**kept, "GONGPING_LOCAL": str(folder), "GONGPING_PORT": "18000"}
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it and return the address it prints."""
        self.process = subprocess.Popen(
            COMMAND,
            cwd=CHECKOUT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        said = ""
        for line in self.process.stdout:
            said += line
            if "answers at" in line:
                return line.split()[-1]
        raise AssertionError(f"the demo did not start:\n{said}")

    def family(self) -> list[psutil.Process]:
        """Every process it has started, the private servers among them."""
        assert self.process is not None
        running = status(self.layout)
        assert running is not None
        servers = [psutil.Process(running.postgres_pid), psutil.Process(running.redis_pid)]
        return [*psutil.Process(self.process.pid).children(recursive=True), *servers]

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path / "演示 local")
    yield demo
    if demo.process is not None and demo.process.poll() is None:
        demo.end(signal.SIGTERM)


def all_gone(family: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(family, timeout=30)
    return not alive


def test_it_answers_says_so_a_second_time_and_stops_as_a_whole(demo: Demo) -> None:
    address = demo.start()
    with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:
        assert answer.status == 200
    again = subprocess.run(
        COMMAND, cwd=CHECKOUT, env=demo.environment, capture_output=True, text=True, check=True
    )
    assert f"running already: {address}" in again.stdout
    family = demo.family()
    lines = [" ".join(process.cmdline()) for process in family]
    assert any("gunicorn" in line for line in lines)
    assert any("celery" in line for line in lines)
    assert demo.end(signal.SIGINT) == 0
    assert all_gone(family)
    assert status(demo.layout) is None


def test_a_worker_that_dies_is_replaced(demo: Demo) -> None:
    demo.start()
    first = next(process for process in demo.family() if "celery" in " ".join(process.cmdline()))
    first.kill()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        lines = {p.pid: " ".join(p.cmdline()) for p in demo.family() if p.status() != psutil.STATUS_ZOMBIE}
        if any("celery" in line and pid != first.pid for pid, line in lines.items()):
            break
        time.sleep(0.2)
    else:
        pytest.fail("no new worker came")
    assert demo.end(signal.SIGHUP) == 0


def test_nothing_outlives_a_supervisor_that_was_killed(demo: Demo) -> None:
    demo.start()
    family = demo.family()
    demo.end(signal.SIGKILL)
    assert all_gone(family)
