"""The demo's supervisor: children that come back, ports that are taken, and a reset that keeps its hands off."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from procurement.local.layout import Layout, LocalServiceError
from procurement.local.services import private_services
from procurement.local.supervisor import RESTARTS_PER_MINUTE, Child, next_free_port, reset


def child(program: str) -> Child:
    return Child("test", [sys.executable, "-c", program], dict(os.environ))


def test_a_port_in_use_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < next_free_port(port) < 65_536


def test_what_a_child_says_appears_under_its_name(capfd: pytest.CaptureFixture[str]) -> None:
    one = child("print('评标')")
    one.start()
    one.wait(20)
    deadline = time.monotonic() + 10
    said = ""
    while "评标" not in said and time.monotonic() < deadline:
        said += capfd.readouterr().out
    assert "test | 评标" in said


def test_a_child_that_will_not_stop_is_made_to() -> None:
    one = child(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(99)"
    )
    one.start()
    assert one.process is not None
    time.sleep(0.5)
    one.ask_to_stop()
    one.wait(0.5)
    assert one.process.returncode == -signal.SIGKILL


def test_a_child_that_keeps_ending_is_given_up() -> None:
    one = child("pass")
    for _ in range(RESTARTS_PER_MINUTE):
        one.start()
        one.wait(20)
    with pytest.raises(LocalServiceError, match="test keeps stopping"):
        one.start()


def test_reset_takes_the_demo_and_leaves_the_rest(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.prepare()
    for folder in ("postgres", "redis", "media", "sample", "bootstrap", "test"):
        (tmp_path / folder).mkdir()
    layout.state.write_text("{}")
    reset(layout)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bootstrap", "log", "run", "test"]


def test_reset_is_refused_while_somebody_uses_the_services(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "local")
    with (
        private_services(layout, durable=False),
        pytest.raises(LocalServiceError, match="using the private services"),
    ):
        reset(layout)
    assert layout.postgres.exists()
