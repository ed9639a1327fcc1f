"""A target is looked at before the work; looking leaves nothing behind and changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from procurement.targets import trouble


def test_what_can_be_written_has_no_trouble_and_stays_as_it_is(tmp_path: Path) -> None:
    new, old = tmp_path / "new.json", tmp_path / "old.json"
    old.write_text("{}")
    assert trouble(str(new)) is trouble(str(old)) is trouble("-") is None
    assert (new.exists(), old.read_text()) == (False, "{}")


def test_a_missing_folder_and_a_folder_are_named_in_the_systems_words(tmp_path: Path) -> None:
    assert trouble(str(tmp_path / "absent" / "out.json")) == os.strerror(2)
    assert trouble(str(tmp_path)) == os.strerror(21)


def test_a_pipe_is_not_opened_before_its_time(tmp_path: Path) -> None:
    """Opening it would wait for a reader."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert trouble(str(pipe)) is None


def test_a_command_refuses_before_it_looks_at_anything_else(tmp_path: Path) -> None:
    """Neither the bids nor the scores exist, and yet it is the target that is named."""
    nowhere = tmp_path / "absent" / "out.json"
    for command in ("compare_bids", "check_scores"):
        with pytest.raises(CommandError, match=r"absent/out\.json") as refused:
            call_command(command, str(tmp_path / "no-bids"), json=str(nowhere))
        assert refused.value.returncode == 2
