"""What ``manage.py`` does around a Django command: private services, signals, a schema that is up to date."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType

from procurement.local.layout import LocalServiceError, default_layout
from procurement.local.services import private_services
from procurement.targets import trouble

# Commands that touch neither database nor broker, or that look after the services themselves.
WITHOUT_SERVICES = frozenset(
    {
        *(
            "help",
            "version",
            "--help",
            "-h",
            "--version",
            "check",
            "makemigrations",
            "collectstatic",
            "findstatic",
        ),
        *("diffsettings", "startapp", "catalogue", "compare_bids", "check_scores", "make_sample"),
        *("train_screens", "add_detector"),
    }
)
# Commands of the outer contract that a newcomer runs first: they bring the private database up to date by themselves.
MIGRATES = frozenset({"load_package", "evaluate", "load_demo"})
ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def needs_services(argv: Sequence[str], environment: dict[str, str] | os._Environ[str]) -> bool:
    """Whether this command line needs the private PostgreSQL and Redis."""
    if len(argv) < 2 or argv[1] in WITHOUT_SERVICES or {"-h", "--help"} & set(argv[2:]):
        return False
    if environment.get("GONGPING_ENV") == "production":
        return False  # production never falls back on private services; the settings say what is missing
    if refused_by_its_paths(argv):
        return False  # the command says so itself, and nothing is started for that
    return not (environment.get("DATABASE_URL") and environment.get("REDIS_URL"))


def refused_by_its_paths(argv: Sequence[str]) -> bool:
    """Whether a command of the contract will end at once, for a file it names cannot be read or written."""
    if argv[1] not in MIGRATES:
        return False
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--json", default="-")
    for option in (
        "--settings",
        "--pythonpath",
        "--verbosity",
        "-v",
    ):  # so that none of their values is taken for a path
        parser.add_argument(option)
    parser.add_argument("named", nargs="?")
    try:
        given, _rest = parser.parse_known_args(argv[2:])
    except argparse.ArgumentError:
        return False
    missing = argv[1] == "load_package" and given.named is not None and not os.path.lexists(given.named)
    return missing or trouble(given.json) is not None


def run(argv: list[str]) -> int:
    """Run the command line; returns the exit code."""
    from django.core.management import execute_from_command_line

    try:
        with _signals_end_in_order(), contextlib.ExitStack() as stack:
            if needs_services(argv, os.environ):
                endpoints = stack.enter_context(private_services(default_layout()))
                # what the settings read, and what every child process inherits
                os.environ.setdefault("DATABASE_URL", endpoints.database_url)
                os.environ.setdefault("REDIS_URL", endpoints.redis_url)
                if argv[1] in MIGRATES:
                    _migrate()
            execute_from_command_line(argv)
    except LocalServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _migrate() -> None:
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


@contextlib.contextmanager
def _signals_end_in_order() -> Iterator[None]:
    """SIGTERM and SIGHUP unwind the stack as Ctrl-C does, so that what was started is stopped."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
