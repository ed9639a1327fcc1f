"""What manage.py does around a command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from procurement.local.command import needs_services
from procurement.local.layout import CHECKOUT, Layout
from procurement.local.services import status

URLS = {"DATABASE_URL": "postgresql://u@h/d", "REDIS_URL": "redis://h/0"}


@pytest.mark.parametrize("command", ["load_package", "evaluate", "migrate", "shell", "a_command_to_come"])
def test_a_command_gets_private_services_unless_it_is_known_to_need_none(command: str) -> None:
    assert needs_services(["manage.py", command], {})


@pytest.mark.parametrize("command", ["compare_bids", "check_scores", "make_sample", "catalogue", "check"])
def test_a_command_that_stores_nothing_starts_nothing(command: str) -> None:
    assert not needs_services(["manage.py", command], {})


def test_asking_for_help_starts_nothing() -> None:
    assert not needs_services(["manage.py"], {})
    assert not needs_services(["manage.py", "evaluate", "--help"], {})


def test_given_addresses_are_used_when_both_are_given() -> None:
    assert not needs_services(["manage.py", "evaluate"], URLS)
    assert needs_services(["manage.py", "evaluate"], {"DATABASE_URL": URLS["DATABASE_URL"]})


def test_a_path_that_cannot_be_read_or_written_starts_nothing(tmp_path: Path) -> None:
    """The command refuses by itself; two servers and a migration before that would only take time."""
    there, nowhere = str(tmp_path), str(tmp_path / "absent" / "out.json")
    assert not needs_services(["manage.py", "load_package", nowhere], {})
    assert not needs_services(["manage.py", "load_package", there, "--json", nowhere], {})
    assert not needs_services(["manage.py", "evaluate", "T-1", f"--json={there}"], {})
    assert needs_services(["manage.py", "load_package", "-v", "2", there, "--json", "-"], {})
    assert needs_services(["manage.py", "evaluate", "T-1", "--json", str(tmp_path / "out.json")], {})
    assert list(tmp_path.iterdir()) == []


def test_production_never_falls_back_on_private_services() -> None:
    assert not needs_services(["manage.py", "migrate"], {"GONGPING_ENV": "production"})


def test_a_command_that_started_the_services_stops_them_even_when_it_is_told_to_end(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in URLS}
    layout = Layout(tmp_path / "local")
    command = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--command", "import sys; print('ready', flush=True); sys.stdin.read()"],
        cwd=CHECKOUT, env={**environment, "GONGPING_LOCAL": str(layout.root)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert command.stdout is not None
    while "ready" not in (line := command.stdout.readline()):
        assert line, "the command ended before it was ready"
    running = status(layout)
    assert running is not None
    command.send_signal(signal.SIGTERM)
    command.communicate()
    assert command.returncode == 128 + signal.SIGTERM
    assert status(layout) is None
    assert not any(psutil.pid_exists(pid) for pid in (running.postgres_pid, running.redis_pid))
