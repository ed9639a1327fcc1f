"""The private servers: started by the first user, stopped by the last, whatever happens in between."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from procurement.local.layout import CHECKOUT, Endpoints, Layout, LocalServiceError
from procurement.local.services import is_running, private_services, status

HOLD = """
import sys, time
from pathlib import Path
from procurement.local.layout import Layout
from procurement.local.services import private_services
with private_services(Layout(Path(sys.argv[1])), durable=False) as endpoints:
    print("ready", endpoints.postgres_pid, endpoints.redis_pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database exists already, for tests to copy: making one takes longer than starting it."""
    folder = tmp_path_factory.mktemp("made once") / "local"
    with private_services(Layout(folder), durable=False):
        pass
    return folder


@pytest.fixture
def layout(prepared: Path, tmp_path: Path) -> Iterator[Layout]:
    folder = tmp_path / "local"
    subprocess.run(["cp", "-a", str(prepared), str(folder)], check=True)
    layout = Layout(folder)
    yield layout
    assert not is_running(layout), "a test left the private services running"


def holder(layout: Layout) -> subprocess.Popen[str]:
    """Another process that uses the services until its standard input is closed."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(layout.root)],
        cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(condition: object, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def answers(endpoints: Endpoints) -> bool:
    with (
        psycopg.connect(endpoints.database_url) as connection,
        redis.Redis.from_url(endpoints.redis_url) as client,
    ):
        return connection.execute("SELECT 1").fetchone() == (1,) and bool(client.ping())


def gone(*pids: int) -> bool:
    return not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids)


def test_both_servers_answer_within_the_block_and_are_gone_after_it(layout: Layout) -> None:
    with private_services(layout, durable=False) as endpoints:
        assert answers(endpoints)
        assert status(layout) == endpoints
    assert gone(endpoints.postgres_pid, endpoints.redis_pid)
    assert status(layout) is None


def test_data_ports_and_passwords_are_the_same_the_next_time(layout: Layout) -> None:
    with private_services(layout, durable=False) as first, psycopg.connect(first.database_url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('评标')")
    with private_services(layout, durable=False) as second:
        assert second.database_url == first.database_url
        assert second.redis_url == first.redis_url
        with psycopg.connect(second.database_url) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("评标",)


def test_without_the_password_nobody_gets_in(layout: Layout) -> None:
    with private_services(layout, durable=False) as endpoints:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(endpoints.database_url.replace(endpoints.postgres_password, "wrong"))
        with (
            redis.Redis(host="127.0.0.1", port=endpoints.redis_port) as client,
            pytest.raises(redis.AuthenticationError),
        ):
            client.ping()


def test_the_passwords_are_readable_by_their_owner_alone(layout: Layout) -> None:
    assert layout.root.stat().st_mode & 0o066 == 0, "nobody else may list what lies here"
    assert layout.state.stat().st_mode & 0o077 == 0
    assert layout.postgres.stat().st_mode & 0o077 == 0
    assert (layout.redis / "redis.conf").stat().st_mode & 0o077 == 0


def test_a_port_taken_meanwhile_is_replaced(layout: Layout) -> None:
    known = layout.read()
    assert known is not None
    with socket.socket() as one, socket.socket() as two:
        for taken, port in ((one, known.postgres_port), (two, known.redis_port)):
            taken.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # past connections there may still fade
            taken.bind(("127.0.0.1", port))
            taken.listen()
        with private_services(layout, durable=False) as endpoints:
            assert answers(endpoints)
            assert endpoints.postgres_port != known.postgres_port
            assert endpoints.redis_port != known.redis_port


def test_who_found_them_running_leaves_them_running(layout: Layout) -> None:
    with private_services(layout, durable=False) as outer:
        with private_services(layout, durable=False) as inner:
            assert inner == outer
        other = holder(layout)
        assert other.communicate()[0].split() == ["ready", str(outer.postgres_pid), str(outer.redis_pid)]
        assert answers(outer)


def test_they_stay_for_a_second_user_after_the_starter_has_gone(layout: Layout) -> None:
    starter = holder(layout)
    assert starter.stdout is not None
    starter.stdout.readline()
    with private_services(layout, durable=False) as endpoints:
        starter.communicate()
        time.sleep(0.5)
        assert answers(endpoints)


def test_many_starting_at_once_share_one_pair(layout: Layout) -> None:
    holders = [holder(layout) for _ in range(4)]
    lines = {process.stdout.readline() for process in holders if process.stdout}
    assert len(lines) == 1, lines
    for process in holders:
        process.communicate()


def test_a_killed_user_leaves_nothing_behind(layout: Layout) -> None:
    user = holder(layout)
    assert user.stdout is not None
    pids = [int(word) for word in user.stdout.readline().split()[1:]]
    user.kill()
    user.communicate()
    wait_for(lambda: gone(*pids) and not is_running(layout))


def test_servers_do_not_outlive_a_killed_guard_and_start_again_after_it(layout: Layout) -> None:
    user = holder(layout)
    assert user.stdout is not None
    pids = [int(word) for word in user.stdout.readline().split()[1:]]
    os.kill(int(layout.ready.read_text()), signal.SIGKILL)
    wait_for(lambda: gone(*pids))
    user.kill()
    user.communicate()
    with private_services(layout, durable=False) as endpoints:
        assert answers(endpoints)


def test_a_server_that_dies_is_started_again_at_the_same_address(layout: Layout) -> None:
    with private_services(layout, durable=False) as endpoints:
        os.kill(endpoints.redis_pid, signal.SIGKILL)
        wait_for(lambda: (now := layout.read()) is not None and now.redis_pid != endpoints.redis_pid)
        wait_for(layout.ready.exists)
        now = layout.read()
        assert now is not None
        assert now.redis_url == endpoints.redis_url
        assert answers(now)


def test_a_pid_file_that_names_an_unrelated_process_is_taken_away(layout: Layout) -> None:
    (layout.postgres / "postmaster.pid").write_text(
        f"{os.getpid()}\n{layout.postgres}\n1\n5432\n\n127.0.0.1\n0 0\n"
    )
    with private_services(layout, durable=False) as endpoints:
        assert answers(endpoints)


def test_a_long_path_with_blanks_and_chinese_characters_will_do(prepared: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("评标 系统 " + "很长的目录名" * 9) / ("x" * 60) / "local"
    folder.parent.mkdir(parents=True)
    subprocess.run(["cp", "-a", str(prepared), str(folder)], check=True)
    assert len(os.fsencode(folder)) > 200
    with private_services(Layout(folder), durable=False) as endpoints:
        assert answers(endpoints)


def test_a_new_database_keeps_chinese_text_and_orders_it_by_code_point(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "新的")
    with (
        private_services(layout, durable=False) as endpoints,
        psycopg.connect(endpoints.database_url) as connection,
    ):
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        rows = connection.execute("SELECT w FROM (VALUES ('乙'), ('甲')) v(w) ORDER BY w").fetchall()
        assert rows == sorted([("甲",), ("乙",)])
    shutil.rmtree(layout.postgres)
    with private_services(layout, durable=False) as endpoints:
        assert answers(endpoints), "a database thrown away is made anew"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    layout = Layout(tmp_path / "file" / "local")
    with pytest.raises(LocalServiceError, match="file/local"), private_services(layout):
        pytest.fail("the services cannot have started")
