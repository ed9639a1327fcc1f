"""The form in which a topic's sentences are kept.

A topic is a chapter's worth of *parts of sentences*: ``opens`` (when, where, under what condition), ``acts`` (who does
what) and ``ends`` (to what end, how measured).  Authors combine them; ``[甲|乙]`` and ``{我}`` are filled by
:mod:`procurement.sample.voice`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; ``chapter`` names the part of the technical volume that it belongs to."""

    key: str
    chapter: str
    titles: tuple[str, ...]
    opens: tuple[str, ...]
    acts: tuple[str, ...]
    ends: tuple[str, ...]


def topics(chapter: str, text: str) -> tuple[Topic, ...]:
    """The topics of one group: ``# key|title|title…``, then lines that start with ``<`` (opens), ``>`` (ends) or not."""
    return tuple(_topic(chapter, part) for part in text.split("\n# ")[1:])


def _topic(chapter: str, part: str) -> Topic:
    head, *lines = [line.strip() for line in part.strip().splitlines() if line.strip()]
    key, *titles = head.split("|")

    def of(sign: str) -> tuple[str, ...]:
        return tuple(bit for line in lines if line.startswith(sign) for bit in line[1:].strip().split("；"))

    acts = tuple(line for line in lines if line[0] not in "<>")
    return Topic(key, chapter, tuple(titles), of("<"), acts, of(">"))
