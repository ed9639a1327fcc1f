"""The outline as the page shows it: plain values, so that the template only lays them out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from evaluation.reporting.outline import Block, Heading, Outline, Paragraph, Signatures, shown


def preview(outline: Outline) -> list[dict[str, Any]]:
    """One dictionary for each block."""
    return [_entry(block) for block in outline.blocks]


def _entry(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "law": block.law}
    if isinstance(block, Signatures):
        return {"kind": "signatures", "text": block.title, "names": block.names}
    return {
        "kind": "table",
        "text": block.title,
        "header": block.header,
        "rows": [[{"text": shown(c), "number": isinstance(c, Decimal)} for c in row] for row in block.rows],
        "empty": block.empty,
    }
