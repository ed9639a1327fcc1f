"""What manage.py does around a command."""

from __future__ import annotations

import pytest

from procurement.local.command import needs_services

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


def test_production_never_falls_back_on_private_services() -> None:
    assert not needs_services(["manage.py", "migrate"], {"GONGPING_ENV": "production"})
