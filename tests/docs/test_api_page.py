"""The page on the API: its examples print what they say, and its addresses exist."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from django.urls import Resolver404, resolve

from procurement.local.layout import CHECKOUT

PAGE = (CHECKOUT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"\*\*(.+?)\.\*\*(?:(?!\*\*).)*?```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("code", [code for _, code in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_an_example_prints_what_it_says(code: str) -> None:
    said = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "api.md", "exec"), {})
    assert said
    assert out.getvalue().splitlines() == said


def test_every_room_has_its_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") == 5


@pytest.mark.parametrize("address", sorted(set(re.findall(r"`(/[^`]*)`", PAGE))))
def test_every_address_leads_to_a_page(address: str) -> None:
    path = address.partition("?")[0]
    for name, value in {
        "reference": "ZFCG-1",
        "key": "a",
        "number": "1",
        "form": "pdf",
        "place": "33",
    }.items():
        path = path.replace(f"{{{name}}}", value)
    try:
        assert resolve(path)
    except Resolver404:  # pragma: no cover - the failure itself
        pytest.fail(f"docs/api.md names {address}, which leads nowhere")
