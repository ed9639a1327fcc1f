"""A real Celery worker in a process of its own, on the database and the queue of the running test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import redis
from django.conf import settings
from django.db import connection

from procurement.celery import app
from procurement.local.layout import CHECKOUT
from procurement.local.process import die_with_parent

STARTS_WITHIN = 60.0  # seconds


class Worker:
    """Start it, kill it in the middle of its work, start it again."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the worker
        self._name = ""

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None, "the worker has not been started"
        return self._process.pid

    def start(self) -> None:
        """Start it if it is not running and wait until it takes work."""
        if self.is_running:
            return
        self._name = f"test-{uuid.uuid4().hex[:8]}@localhost"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "procurement", "worker", "--concurrency=2", "--loglevel=INFO",
             f"--hostname={self._name}", "--without-gossip", "--without-mingle"],
            cwd=CHECKOUT,
            env={**os.environ, "DATABASE_URL": _test_database_url(), "REDIS_URL": settings.REDIS_URL},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - one system call, prepared before
        )  # fmt: skip
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise AssertionError(f"the worker ended while starting:\n{self.log()}")
            if app.control.ping(destination=[self._name], timeout=0.5):
                return
        raise AssertionError(f"the worker did not answer within {STARTS_WITHIN:.0f} s:\n{self.log()}")

    def kill(self) -> None:
        """SIGKILL to the worker and its pool, as a power cut would: nothing is cleaned up, nothing acknowledged."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """The orderly end: work in hand is finished first."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def finish_test(self) -> None:
        """Leave nothing for the next test: an idle worker stays, a busy one is killed; the queue is emptied."""
        if self.is_running:
            busy = app.control.inspect(destination=[self._name], timeout=2).active() or {self._name: True}
            if any(busy.values()):
                self.kill()
        with redis.Redis.from_url(settings.REDIS_URL) as client:
            for key in ("gongping:celery", "gongping:unacked", "gongping:unacked_index"):
                client.delete(key)

    def log(self) -> str:
        """What the worker has written so far."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")[-6000:]

    def close(self) -> None:
        self.stop()
        self._log.close()


def _test_database_url() -> str:
    parts = urlsplit(settings.DATABASE_URL)
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
