"""A line of the contents of a document."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A line of the contents: level from 1, title, page, and the offsets of the heading (-1 where not known)."""

    level: int
    title: str
    page: int
    start: int = -1
    end: int = -1
