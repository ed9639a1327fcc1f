"""``add_detector`` scaffolds what a detector consists of, and overwrites nothing."""

import ast
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from procurement.local.layout import CHECKOUT


def test_the_detector_its_test_and_its_page_are_written(tmp_path: Path) -> None:
    out = StringIO()
    call_command(
        "add_detector", "seal-reuse", "--title", "one seal on two bids", "--root", str(tmp_path), stdout=out
    )
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


def test_what_is_scaffolded_passes_its_own_tests_and_its_page_runs(tmp_path: Path) -> None:
    """In a copy of the checkout, so that the checkout itself gets no detector."""
    for part in ("evaluation", "procurement", "tests", "docs"):
        shutil.copytree(
            CHECKOUT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "images")
        )
    for part in ("manage.py", "pyproject.toml"):
        shutil.copy(CHECKOUT / part, tmp_path / part)

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("manage.py", "add_detector", "seal-reuse", "--title", "one seal on two bids")
    tests = (
        "tests/evaluation/collusion/detectors/test_seal_reuse.py",
        "tests/evaluation/collusion/test_pages.py",
    )
    said = run("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, "-k", "seal_reuse or seal-reuse")
    assert "5 passed" in said
