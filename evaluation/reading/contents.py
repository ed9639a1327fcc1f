"""The contents of a document beside one of its pages: what is open, what is folded away.

Like the contents of a manual: the widest levels always, and all along the way to the section being read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.reading.overview import Entry

ROOM = 60
"""So many lines are shown without folding."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents as shown.  ``inside`` is how many sections are folded away under it."""

    index: int
    entry: Entry
    current: bool
    inside: int

    @property
    def indent(self) -> int:
        """The depth from 0, at most 5: deeper ones would leave no room for words."""
        return min(self.entry.level, 6) - 1


def lines(entries: Sequence[Entry], page: int, start: int = -1) -> tuple[Line, ...]:
    """The lines to show while ``page`` is read (``start``: the offset that is looked at, if known)."""
    if not entries:
        return ()
    parents = _parents(entries)
    current = current_entry(entries, page, start)
    way = set()
    at: int | None = current
    while at is not None:
        way.add(at)
        at = parents[at]
    depth = _depth_that_fits(entries)
    shown = [
        index
        for index, entry in enumerate(entries)
        if entry.level <= depth or index in way or parents[index] in way
    ]
    visible = set(shown)
    folded = [0] * len(entries)
    for index in range(len(entries)):
        if index not in visible:
            above = parents[index]
            while above is not None and above not in visible:
                above = parents[above]
            if above is not None:
                folded[above] += 1
    return tuple(Line(index, entries[index], index == current, folded[index]) for index in shown)


def current_entry(entries: Sequence[Entry], page: int, start: int = -1) -> int | None:
    """The section that is read: the last that began; at the head of a page the first that begins on it."""
    if start >= 0:
        began = [i for i, e in enumerate(entries) if (e.page, e.start) <= (page, start)]
        return began[-1] if began else None
    here = [i for i, e in enumerate(entries) if e.page == page]
    if here:
        return here[0]
    before = [i for i, e in enumerate(entries) if e.page < page]
    return before[-1] if before else None


def _depth_that_fits(entries: Sequence[Entry]) -> int:
    """The deepest level that can be shown whole; the widest is always."""
    levels = sorted({entry.level for entry in entries})
    depth = levels[0]
    for level in levels:
        if sum(entry.level <= level for entry in entries) <= ROOM:
            depth = level
    return depth


def _parents(entries: Sequence[Entry]) -> list[int | None]:
    stack: list[int] = []
    found: list[int | None] = []
    for index, entry in enumerate(entries):
        while stack and entries[stack[-1]].level >= entry.level:
            stack.pop()
        found.append(stack[-1] if stack else None)
        stack.append(index)
    return found
