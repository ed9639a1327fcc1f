"""``python -m procurement.local.supervisor [--reset] [--empty]``: the demo, everything under this one process.

Services, schema and sample first, then the web server and the Celery worker; Ctrl-C, SIGTERM and SIGHUP stop all of
it in order.  A child cannot outlive this process: the kernel ends it when we die without saying so.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from procurement.local.layout import CHECKOUT, Layout, LocalServiceError, default_layout
from procurement.local.process import die_with_parent, free_port
from procurement.local.services import is_running, private_services

RESTARTS_PER_MINUTE = 5
WEB_STARTS_WITHIN = 60.0  # seconds
STOPS_WITHIN = 15.0
Print = Callable[[str], None]


def say(text: str) -> None:
    print(text, flush=True)


@dataclass
class Child:
    """One program of the demo; its output appears on ours, each line under its name."""

    name: str
    argv: list[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[str] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        now = time.monotonic()
        self.starts = [moment for moment in self.starts if now - moment < 60] + [now]
        if len(self.starts) > RESTARTS_PER_MINUTE:
            raise LocalServiceError(f"{self.name} keeps stopping; its last words are above")
        self.process = subprocess.Popen(
            self.argv,
            cwd=CHECKOUT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - one system call, prepared before
        )
        threading.Thread(target=self._echo, args=(self.process,), daemon=True).start()

    def _echo(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                say(f"{self.name:>6} | {line.rstrip()}")

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for the end; then take away what is left of its session."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, seconds))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="make demo", description="Run Gongping with its sample on this machine."
    )
    parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    parser.add_argument("--empty", action="store_true", help="start without loading the sample")
    parser.add_argument("--port", type=int, default=int(os.environ.get("GONGPING_PORT") or 8000))
    options = parser.parse_args(argv)
    layout = default_layout()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        layout.prepare()
        with _only_demo(layout) as alone:
            if not alone:
                address = _address_file(layout)
                say(
                    f"The demo is running already: {address.read_text() if address.exists() else 'it is just starting'}"
                )
                return 0
            if options.reset:
                reset(layout)
            with _services(layout) as environment:
                _prepare_data(environment)
                return _serve(layout, environment, options.port, with_sample=not options.empty)
    except KeyboardInterrupt:
        say("Stopped.")
        return 0
    except LocalServiceError as error:
        sys.stderr.write(f"demo: {error}\n")
        return 1


def reset(layout: Layout) -> None:
    """Remove the demo's database, queue and files; the environment and the test data stay."""
    if is_running(layout):
        raise LocalServiceError("another command is using the private services; wait for its end, then reset")
    for folder in (layout.postgres, layout.redis, layout.root / "media", layout.root / "sample"):
        if folder.exists():
            shutil.rmtree(folder)
    layout.state.unlink(missing_ok=True)
    say("The demo's data is gone.")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _address_file(layout: Layout) -> Path:
    return layout.root / "run" / "demo-address"


@contextlib.contextmanager
def _only_demo(layout: Layout) -> Iterator[bool]:
    handle = os.open(layout.lock("demo"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        _address_file(layout).unlink(missing_ok=True)
        yield True
        _address_file(layout).unlink(missing_ok=True)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _services(layout: Layout) -> Iterator[dict[str, str]]:
    """The environment of every child: the private services unless both addresses are given."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "GONGPING_DEMO": "1"}
    if environment.get("DATABASE_URL") and environment.get("REDIS_URL"):
        yield environment
        return
    say("Starting PostgreSQL and Redis …")
    with private_services(layout) as endpoints:
        environment.setdefault("DATABASE_URL", endpoints.database_url)
        environment.setdefault("REDIS_URL", endpoints.redis_url)
        try:
            yield environment
        finally:
            say("Stopping PostgreSQL and Redis …")


def _prepare_data(environment: Mapping[str, str]) -> None:
    _manage(environment, "migrate", "--verbosity", "0", doing="Bringing the database up to date")


def _manage(environment: Mapping[str, str], *arguments: str, doing: str) -> str:
    say(f"{doing} …")
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    if done.returncode:
        raise LocalServiceError(f"`manage.py {arguments[0]}` failed; the reason stands above\n{done.stdout}")
    return done.stdout.strip()


def _serve(layout: Layout, environment: Mapping[str, str], preferred_port: int, *, with_sample: bool) -> int:
    loading = "Loading and evaluating the sample (about a minute, once)"
    sign_ins = _manage(environment, "load_demo", doing=loading) if with_sample else ""
    port = next_free_port(preferred_port)
    address = f"http://127.0.0.1:{port}/"
    python = [sys.executable, "-m"]
    # Celery warns root at every start; the demo serves nobody but this machine.
    quiet = {**environment, "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
    children = [
        Child(
            "web",
            [*python, "gunicorn", "procurement.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1", "--threads=8",
             "--graceful-timeout=5", "--log-level=warning", "--no-control-socket"],  # it would lie in HOME
            environment,
        ),
        Child(
            "worker",
            [*python, "celery", "--quiet", "-A", "procurement", "worker", "--concurrency=2", "--loglevel=WARNING",
             "--without-gossip", "--without-mingle"],
            quiet,
        ),
    ]  # fmt: skip
    try:
        for child in children:
            child.start()
        _wait_until_it_answers(address, children[0])
        _address_file(layout).write_text(address, encoding="ascii")
        say(f"\n  Gongping answers at {address}\n")
        if sign_ins:
            say("\n".join(f"  {line}" for line in sign_ins.splitlines()))
        say("\n  Ctrl-C stops everything.\n")
        while True:
            for child in children:
                if child.process is not None and child.process.poll() is not None:
                    say(f"{child.name} ended with {child.process.returncode}; starting it again")
                    child.start()
            time.sleep(0.5)
    finally:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOPS_WITHIN
        for child in children:
            child.wait(deadline - time.monotonic())


def next_free_port(preferred: int) -> int:
    """The first port from ``preferred`` on where nothing listens."""
    for port in range(preferred, min(preferred + 200, 65_536)):
        if free_port(port) == port:
            return port
    return free_port()


def _wait_until_it_answers(address: str, web: Child) -> None:
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({})
    )  # a proxy would not know our loopback
    deadline = time.monotonic() + WEB_STARTS_WITHIN
    while time.monotonic() < deadline:
        if web.process is not None and web.process.poll() is not None:
            raise LocalServiceError("the web server stopped while starting; its last words are above")
        with contextlib.suppress(urllib.error.URLError, OSError):
            opener.open(f"{address}healthz", timeout=5).close()
            return
        time.sleep(0.2)
    raise LocalServiceError(f"the web server did not answer at {address} within {WEB_STARTS_WITHIN:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
