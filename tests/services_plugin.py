"""Loaded by pytest before the Django settings are read: private servers under ``.local/test``, stopped at the end.

A running demo is left alone: its servers live under ``.local``.  Several test runs at once share the servers and each
has a database and a Redis database of its own.  With ``DATABASE_URL`` and ``REDIS_URL`` set those are used instead.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import psycopg
import pytest

from procurement.local.layout import CHECKOUT, Layout, LocalServiceError
from procurement.local.services import private_services

_stack = contextlib.ExitStack()


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
        # 256 databases: one for each of many runs at once
        os.environ["REDIS_URL"] = endpoints.redis_url.rsplit("/", 1)[0] + f"/{1 + os.getpid() % 255}"
        _drop_databases_of_dead_runs(endpoints.database_url)
    return (yield)


def _drop_databases_of_dead_runs(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test_gongping_%'"
        ).fetchall()
        for (name,) in names:
            pid = name.rsplit("_", 1)[-1]
            if pid.isdigit() and not Path(f"/proc/{pid}").exists():
                with contextlib.suppress(psycopg.Error):  # another run may be dropping it too
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _stack.close()
