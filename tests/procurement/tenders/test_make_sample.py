"""``manage.py make_sample``: writes a package, or says in words why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_the_command_writes_package_and_truth(tmp_path: Path) -> None:
    call_command("make_sample", str(tmp_path / "样例 package"), "--zip")
    folder = tmp_path / "样例 package"
    assert {"tender.yaml", "truth.json", "history.csv", "tender", "bids"} == {
        p.name for p in folder.iterdir()
    }
    assert (tmp_path / "样例 package.zip").is_file()


def test_a_directory_in_use_is_refused_with_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(CommandError, match="found files in it") as refused:
        call_command("make_sample", str(tmp_path))
    assert refused.value.returncode == 2


def test_a_file_in_the_way_is_refused_with_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("keep")
    with pytest.raises(CommandError) as refused:
        call_command("make_sample", str(tmp_path / "file"))
    assert refused.value.returncode == 2
