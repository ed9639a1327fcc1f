"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from procurement.local.layout import CHECKOUT

if TYPE_CHECKING:
    from tests.worker_support import Worker

# How long an example may take says more of what else the machine does than of the rule it tries.
hypothesis.settings.register_profile(
    "gongping", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("gongping")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Asked for by pytest-django before it makes the test database: here its tables may be emptied.

    Tests that commit are followed by emptied tables, the append-only ledger among them.
    The permission lasts for that one transaction, so a test still sees the ledger refuse.
    """
    from django.db import connection

    operations = type(connection.ops)
    plain = operations.sql_flush

    def permitted(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        statements = plain(self, *args, **kwargs)
        return ["SET LOCAL gongping.allow_truncate = 'on'", *statements] if statements else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", permitted)
        yield


NO_SHARED = "the folder ../shared beside the checkout is absent"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; the test is skipped where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(NO_SHARED)
    return folder


@pytest.fixture(scope="session")
def _worker(django_db_setup: None) -> Iterator[Worker]:
    from tests.worker_support import Worker

    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def celery_worker_process(_worker: Worker, transactional_db: None) -> Iterator[Worker]:
    """A running Celery worker on the test database; ``.kill()`` and ``.start()`` it as the test needs.

    The test's own writes reach it because ``transactional_db`` commits them.  It goes well with ``live_server``.
    """
    _worker.start()
    yield _worker
    _worker.finish_test()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """Say at the very end what was left out, so that nobody takes a shorter run for a whole one."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    for what, why in (
        (
            [report for report in skipped if "/browser/" in report.nodeid],
            "there is no Chromium on this machine",
        ),
        ([report for report in skipped if NO_SHARED in str(report.longrepr)], NO_SHARED),
    ):
        if what:
            terminalreporter.write_line(f"NOT RUN: {len(what)} tests were skipped, for {why}.", yellow=True)
