"""A passage: a piece of a bid's text with its place, and why it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluation.reading.document import Box
from procurement.message import Message


@dataclass(frozen=True, slots=True)
class Passage:
    """Text on one page of one document.  ``start``/``end`` are offsets in the page's text, -1 when unknown."""

    document: str
    page: int
    bbox: Box | None
    text: str
    start: int = -1
    end: int = -1
    strength: float = 1.0
    reason: Message | None = None

    def to_json(self) -> dict[str, Any]:
        """The form the outer contract gives evidence."""
        data: dict[str, Any] = {
            "document": self.document,
            "page": self.page,
            "bbox": [round(v, 1) for v in self.bbox] if self.bbox else None,
            "text": self.text,
        }
        if self.start >= 0:
            data |= {"start": self.start, "end": self.end}
        if self.reason is not None:
            data["reason"] = self.reason.to_json()
        return data
