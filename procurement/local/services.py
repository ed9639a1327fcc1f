"""How a command asks for the private services: ``with private_services(layout) as endpoints``."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from procurement.local.layout import CHECKOUT, Endpoints, Layout, LocalServiceError

START_SECONDS = 120
STOP_SECONDS = 40


@contextlib.contextmanager
def private_services(layout: Layout, *, durable: bool = True) -> Iterator[Endpoints]:
    """Both private servers, running for as long as the block does.

    Started when they are not running; on the way out the last user waits until they have stopped, so that a command
    leaves no process behind.  Users in several processes at once are fine.

    Raises :class:`LocalServiceError` with the reason when a server cannot be started.
    """
    layout.prepare()
    users = os.open(layout.lock("users"), os.O_RDWR | os.O_CREAT, 0o600)
    guard: subprocess.Popen[bytes] | None = None
    try:
        with _locked(layout, "start"):
            fcntl.flock(users, fcntl.LOCK_SH)  # waits for a guard that is just stopping
            if not is_running(layout):
                guard = _start_guard(layout, durable=durable)
            endpoints = _wait_until_ready(layout, guard)
        yield endpoints
    finally:
        fcntl.flock(users, fcntl.LOCK_UN)
        _wait_for_the_end(layout, users)
        os.close(users)
        if guard is not None:
            _let_go(guard, ended=not is_running(layout))


def _let_go(guard: subprocess.Popen[bytes], *, ended: bool) -> None:
    if ended:
        with contextlib.suppress(subprocess.TimeoutExpired):
            guard.wait(10)
    if guard.poll() is None:
        guard.returncode = 0  # it goes on for its other users; nobody waits for it here any more


def is_running(layout: Layout) -> bool:
    """Whether a guard stands behind this layout."""
    if not layout.lock("guard").exists():
        return False
    own = os.open(layout.lock("guard"), os.O_RDWR)
    try:
        fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(own)


def status(layout: Layout) -> Endpoints | None:
    """The endpoints while the services run, else None."""
    return layout.read() if is_running(layout) and layout.ready.exists() else None


@contextlib.contextmanager
def _locked(layout: Layout, name: str) -> Iterator[None]:
    handle = os.open(layout.lock(name), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _start_guard(layout: Layout, *, durable: bool) -> subprocess.Popen[bytes]:
    layout.ready.unlink(missing_ok=True)
    (layout.root / "run" / "failure").unlink(missing_ok=True)
    with (layout.log / "guard.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "procurement.local.guard", str(layout.root), "1" if durable else "0"],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the command; the guard follows the locks
        )


def _wait_until_ready(layout: Layout, guard: subprocess.Popen[bytes] | None) -> Endpoints:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if layout.ready.exists() and (endpoints := layout.read()) is not None:
            return endpoints
        if guard.poll() is not None if guard else not is_running(layout):
            failure = layout.root / "run" / "failure"
            reason = (
                failure.read_text(encoding="utf-8") if failure.exists() else f"see {layout.log / 'guard.log'}"
            )
            raise LocalServiceError(f"the private PostgreSQL and Redis could not be started: {reason}")
        time.sleep(0.05)
    raise LocalServiceError(f"the private services did not start within {START_SECONDS} s; see {layout.log}")


def _wait_for_the_end(layout: Layout, users: int) -> None:
    """Return when the guard has gone, or at once when somebody else still uses the services."""
    deadline = time.monotonic() + STOP_SECONDS
    while is_running(layout) and time.monotonic() < deadline:
        try:
            fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if layout.ready.exists():  # not the guard on its way out, so another user
                fcntl.flock(users, fcntl.LOCK_UN)
                return
        fcntl.flock(users, fcntl.LOCK_UN)
        time.sleep(0.05)
