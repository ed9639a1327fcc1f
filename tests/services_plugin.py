"""Loaded by pytest before the Django settings are read: private servers under ``.local/test``, stopped at the end.

A running demo is left alone: its servers live under ``.local``.  Several test runs at once share the servers and each
has a database and a Redis database of its own.  With ``DATABASE_URL`` and ``REDIS_URL`` set those are used instead.

Where pytest-xdist divides the tests, the process that divides them starts the servers, and its workers inherit the
addresses; each worker still has databases of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from procurement.local.layout import CHECKOUT, Layout, LocalServiceError
from procurement.local.services import private_services

_stack = contextlib.ExitStack()
_PRIVATE = "GONGPING_TEST_PRIVATE"
_RUNS = 255  # the private Redis has 256 databases: one for each of many runs, and of their workers, at once


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config):  # type: ignore[no-untyped-def]
    os.environ["GONGPING_ENV"] = "development"
    os.environ["GONGPING_TEST_DATABASE"] = f"test_gongping_{os.getpid()}"
    folder = Path(os.environ.get("GONGPING_TEST_LOCAL") or CHECKOUT / ".local" / "test").absolute()
    os.environ["GONGPING_LOCAL"] = str(folder)
    media = _stack.enter_context(
        tempfile.TemporaryDirectory(prefix="gongping-media-", ignore_cleanup_errors=True)
    )
    os.environ["MEDIA_ROOT"] = media
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        try:
            endpoints = _stack.enter_context(private_services(Layout(folder), durable=False))
        except LocalServiceError as error:
            raise pytest.UsageError(str(error)) from error
        os.environ["DATABASE_URL"] = endpoints.database_url
        os.environ["REDIS_URL"] = _database(endpoints.redis_url, 1 + os.getpid() % _RUNS)
        os.environ[_PRIVATE] = "1"
        _drop_databases_of_dead_runs(endpoints.database_url)
    elif worker := os.environ.get("PYTEST_XDIST_WORKER"):
        given = os.environ["REDIS_URL"]
        number = int(urlsplit(given).path.strip("/") or 0) + int(worker.removeprefix("gw"))
        own = 1 + os.getpid() % _RUNS if _PRIVATE in os.environ else number
        os.environ["REDIS_URL"] = _database(given, own)
    atexit.register(
        _stack.close
    )  # where a run ends before it is configured, as for a path that does not exist
    return (yield)


def _database(redis_url: str, number: int) -> str:
    return urlunsplit(urlsplit(redis_url)._replace(path=f"/{number}"))


def _drop_databases_of_dead_runs(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test_gongping_%'"
        ).fetchall()
        for (name,) in names:
            pid = name.split("_")[2]  # a worker's has its number behind that
            if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                with contextlib.suppress(psycopg.Error):  # another run may be dropping it too
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _stack.close()
