"""Settings from the environment: what is refused, and how it is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from procurement.environment import (
    ConfigurationError,
    database,
    development_secret,
    flag,
    number,
    production_problems,
)
from procurement.local.layout import CHECKOUT

COMPLETE = {
    "SECRET_KEY": "q7-Vd_0aPz3rTn8LwXyB5sKeJmUc2Gh9Fi4Oj1Rk6SlEf7Hg8Ij",
    "DATABASE_URL": "postgresql://gongping:p%40ss@db:5432/gongping",
    "REDIS_URL": "redis://cache:6379/0",
    "ALLOWED_HOSTS": "pingbiao.example.cn",
}


def test_a_complete_production_environment_has_no_problem() -> None:
    assert production_problems(COMPLETE) == []


@pytest.mark.parametrize("name", COMPLETE)
def test_an_unset_variable_is_named(name: str) -> None:
    problems = production_problems({key: value for key, value in COMPLETE.items() if key != name})
    assert len(problems) == 1
    assert problems[0].startswith(f"{name} is not set")


@pytest.mark.parametrize("secret", ["short", "a" * 80])
def test_a_weak_secret_is_refused(secret: str) -> None:
    assert any(
        "SECRET_KEY is too weak" in problem
        for problem in production_problems({**COMPLETE, "SECRET_KEY": secret})
    )


def test_any_host_is_no_host() -> None:
    assert production_problems({**COMPLETE, "ALLOWED_HOSTS": "*"})


def test_production_does_not_start_without_its_variables() -> None:
    environment = {key: value for key, value in os.environ.items() if key not in COMPLETE}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=CHECKOUT, env={**environment, "GONGPING_ENV": "production"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    for name in COMPLETE:
        assert f"{name} is not set" in done.stderr


def test_production_settings_pass_djangos_own_deployment_check() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=CHECKOUT, env={**environment, **COMPLETE, "GONGPING_ENV": "production"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_an_address_is_read_with_its_escapes() -> None:
    entry = database("postgresql://gong%20ping:p%40ss@db:5433/%E8%AF%84?sslmode=require")
    assert entry["USER"] == "gong ping"
    assert entry["PASSWORD"] == "p@ss"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db", "5433", "评")
    assert entry["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "said"),
    [("mysql://h/d", "mysql"), ("postgresql://h:99999/d", "ort"), ("postgresql://h/", "no database")],
)
def test_a_wrong_address_is_refused_in_words(url: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        database(url)


def test_yes_no_and_numbers_are_read_or_refused() -> None:
    assert flag({"A": "Yes"}, "A", default=False) is True
    assert flag({"A": "0"}, "A", default=True) is False
    assert flag({}, "A", default=True) is True
    assert number({"N": "12"}, "N", default=1) == 12
    with pytest.raises(ConfigurationError, match="perhaps"):
        flag({"A": "perhaps"}, "A", default=True)
    with pytest.raises(ConfigurationError, match="-3"):
        number({"N": "-3"}, "N", default=1)


def test_a_checkout_keeps_its_development_secret(tmp_path: Path) -> None:
    first = development_secret(tmp_path / "local")
    assert development_secret(tmp_path / "local") == first
    assert len(first) > 40
    assert (tmp_path / "local" / "secret-key").stat().st_mode & 0o077 == 0
