"""The passages found for a bid's criteria, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluation.evidence.models import Finding
from procurement.bids.models import Bid
from procurement.message import Message


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One passage: where it stands, its text, and why it was chosen."""

    index: int
    document: str
    page: int
    text: str
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None
    reason: Message | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one criterion in one bid, best first, and in how many pages it was looked for."""

    passages: tuple[FoundPassage, ...]
    searched_pages: int

    @property
    def best(self) -> FoundPassage | None:
        return self.passages[0] if self.passages else None


def found_for(bid: Bid) -> dict[str, Found]:
    """By criterion code; a criterion for which nothing was looked for is not in it."""
    rows = Finding.objects.filter(bid=bid).select_related("criterion")
    return {row.criterion.code: _found(row.passages, row.searched_pages) for row in rows}


def _found(passages: list[dict[str, Any]], searched_pages: int) -> Found:
    return Found(
        tuple(_passage(index, data) for index, data in enumerate(passages)),
        searched_pages,
    )


def _passage(index: int, data: dict[str, Any]) -> FoundPassage:
    box = data.get("bbox")
    reason = data.get("reason")
    return FoundPassage(
        index=index,
        document=data["document"],
        page=int(data["page"]),
        text=data.get("text", ""),
        start=int(data.get("start", -1)),
        end=int(data.get("end", -1)),
        bbox=(box[0], box[1], box[2], box[3]) if box else None,
        reason=Message.from_json(reason) if reason else None,
    )
