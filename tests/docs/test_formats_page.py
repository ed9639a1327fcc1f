"""The page on file formats: its example runs and says what it prints, and every format has its page."""

from __future__ import annotations

import contextlib
import io
import re

from evaluation.reading.registry import formats
from procurement.local.layout import CHECKOUT

PAGES = CHECKOUT / "docs" / "formats"


def test_the_example_prints_what_the_page_says() -> None:
    blocks = re.findall(r"```python\n(.*?)```", (PAGES / "README.md").read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        said = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block, "README.md", "exec"), {})
        assert out.getvalue().splitlines() == said


def test_every_format_is_in_the_table() -> None:
    page = (PAGES / "README.md").read_text("utf-8")
    for reader in formats():
        assert f"`formats/{type(reader).__module__.rsplit('.', 1)[-1]}.py`" in page
