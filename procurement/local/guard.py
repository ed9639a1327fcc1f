"""The process that owns the private servers: ``python -m procurement.local.guard <local folder> <durable 0|1>``.

Every user of the servers holds a shared lock on ``run/users.lock``.  The kernel drops a lock with the process that
held it, however that process ended, so nobody has to count.  The guard asks for the exclusive lock again and again;
the moment it gets it nobody is left, and it stops both servers while still holding it, so that a newcomer waits for
the end of the stopping and then starts a fresh guard.  The guard itself holds ``run/guard.lock`` as long as it lives.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import FrameType

from procurement.local import postgres, redis
from procurement.local.layout import Endpoints, Layout, LocalServiceError, new_password
from procurement.local.process import free_port

POLL_SECONDS = 0.1
START_ATTEMPTS = 4
RESTARTS_PER_MINUTE = 5


class Guard:
    """Starts both servers, keeps them up, and stops them when nobody uses them any more."""

    def __init__(self, layout: Layout, *, durable: bool) -> None:
        self.layout = layout
        self.durable = durable
        self.asked_to_stop = False
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.restarts: list[float] = []

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def start(self) -> None:
        """Start both, on the ports of last time where those are still free."""
        known = self.layout.read()
        if known is None:
            known = Endpoints(0, new_password(), 0, new_password())
            self.layout.write(known)  # the password must be on disk before a data directory depends on it
        for attempt in range(START_ATTEMPTS):
            known = replace(
                known, postgres_port=free_port(known.postgres_port), redis_port=free_port(known.redis_port)
            )
            try:
                self.processes["postgres"] = postgres.start(self.layout, known, durable=self.durable)
                self.processes["redis"] = redis.start(self.layout, known, durable=self.durable)
            except LocalServiceError:
                self.stop()
                if attempt + 1 == START_ATTEMPTS:
                    raise
                known = replace(
                    known, postgres_port=0, redis_port=0
                )  # somebody may have taken the port meanwhile
                continue
            break
        self.layout.write(
            replace(known, postgres_pid=self.processes["postgres"].pid, redis_pid=self.processes["redis"].pid)
        )
        self.layout.ready.write_text(str(os.getpid()), encoding="ascii")

    def stop(self) -> None:
        """Stop both and wait; PostgreSQL by its fast shutdown, which takes every connection down in order."""
        self.layout.ready.unlink(missing_ok=True)
        orders = {"postgres": signal.SIGINT, "redis": signal.SIGTERM}
        for name, process in self.processes.items():
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(orders[name])
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def watch(self, users: int) -> None:
        """Return, with the exclusive lock on ``users`` held, when nobody is left or a signal asks to stop."""
        while not self.asked_to_stop:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                pass
            if any(process.poll() is not None for process in self.processes.values()):
                self.restart()
            time.sleep(POLL_SECONDS)

    def restart(self) -> None:
        """A server died by itself: start both again, on the same ports, but not for ever."""
        now = time.monotonic()
        self.restarts = [moment for moment in self.restarts if now - moment < 60] + [now]
        if len(self.restarts) > RESTARTS_PER_MINUTE:
            raise LocalServiceError(f"a private server keeps dying; see {self.layout.log}")
        self.stop()
        self.start()


def main(argv: list[str]) -> int:
    layout, durable = Layout(Path(argv[1])), argv[2] == "1"
    guard = Guard(layout, durable=durable)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, guard.on_signal)
    own = os.open(layout.lock("guard"), os.O_RDWR | os.O_CREAT, 0o600)
    users = os.open(layout.lock("users"), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(own, fcntl.LOCK_EX)
    try:
        guard.start()
        guard.watch(users)
    except LocalServiceError as error:
        (layout.root / "run" / "failure").write_text(str(error), encoding="utf-8")
        return 1
    finally:
        guard.stop()
        os.close(own)  # before the users' lock: who waits for that one must find no guard
        os.close(users)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
