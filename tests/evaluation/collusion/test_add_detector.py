"""``add_detector`` scaffolds what a detector consists of, and overwrites nothing."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def test_the_detector_its_test_and_its_page_are_written(tmp_path: Path) -> None:
    out = StringIO()
    call_command("add_detector", "seal-reuse", "--title", "one seal on two bids", "--root", str(tmp_path), stdout=out)
    code = (tmp_path / "evaluation/collusion/detectors/seal_reuse.py").read_text(encoding="utf-8")
    page = (tmp_path / "docs/detectors/seal-reuse.md").read_text(encoding="utf-8")
    assert [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)] == ["seal_reuse"]
    assert '@detector("seal-reuse"' in code
    assert page.startswith("# `seal-reuse` — one seal on two bids")
    assert len(out.getvalue().split()) == 3


def test_what_exists_is_not_overwritten(tmp_path: Path) -> None:
    call_command("add_detector", "seal-reuse", "--root", str(tmp_path), stdout=StringIO())
    with pytest.raises(CommandError, match="exists already") as failure:
        call_command("add_detector", "seal-reuse", "--root", str(tmp_path), stdout=StringIO())
    assert failure.value.returncode == 2


def test_a_name_that_is_no_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="lower-case"):
        call_command("add_detector", "Seal_Reuse", "--root", str(tmp_path), stdout=StringIO())
