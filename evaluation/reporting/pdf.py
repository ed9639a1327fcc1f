"""The outline as PDF, set by typst with the environment's own Chinese fonts and nothing of the system's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from evaluation.reporting.outline import Block, Heading, Outline, Paragraph, Signatures, Table, shown

MEDIA_TYPE = "application/pdf"
_FIXED = datetime(2020, 1, 1, tzinfo=UTC)
"""The moment written into the file's properties: the printed one stands on the cover."""


def to_pdf(outline: Outline) -> bytes:
    """The PDF's bytes; the same outline gives the same bytes."""
    template = files("evaluation.reporting") / "report.typ"
    data = json.dumps(
        {
            "title": outline.title,
            "project": outline.project,
            "reference": outline.reference,
            "number": outline.number,
            "lines": outline.lines,
            "blocks": [_block(block) for block in outline.blocks],
        },
        ensure_ascii=False,
    )
    made = typst.compile(
        template.read_bytes(), font_paths=_fonts(), sys_inputs={"data": data}, timestamp=_FIXED
    )
    if not isinstance(made, bytes):
        raise TypeError("typst was asked for one document and gave several")
    return made


@cache
def _fonts() -> typst.Fonts:
    folder = str(pylopdf_fonts_zh_cn.serif_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        text = _breakable(block.text)
        return {"kind": "paragraph", "text": text, "law": block.law, "justify": text == block.text}
    if isinstance(block, Signatures):
        return {"kind": "signatures", "title": block.title, "names": block.names}
    return {
        "kind": "table",
        "title": block.title,
        "header": block.header,
        "widths": block.widths or [1] * len(block.header),
        "numbers": list(_numeric(block)),
        "rows": [[_breakable(shown(cell)) for cell in row] for row in block.rows],
        "empty": block.empty,
    }


def _numeric(table: Table) -> Iterator[bool]:
    """Which columns hold numbers: they are set flush right."""
    for column in range(len(table.header)):
        cells = [row[column] for row in table.rows]
        yield any(isinstance(cell, Decimal) for cell in cells) and all(
            isinstance(cell, Decimal) or cell == "—" for cell in cells
        )


def _breakable(text: str) -> str:
    """Long runs without a place to break (hashes, file names) may break every 8 signs at a zero-width space."""
    return _LONG.sub(lambda run: "\u200b".join(run[0][at : at + 8] for at in range(0, len(run[0]), 8)), text)


_LONG = re.compile(r"[!-~]{21,}")
