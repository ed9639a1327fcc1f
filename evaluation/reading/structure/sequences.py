"""Lines numbered alike and in sequence, and how many of them are titles.

A number alone proves nothing, so the lines of a sequence are judged together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evaluation.reading.structure.numbering import Number

_SHORT = 20  # a title that needs its neighbours to be known as one
_LEAST_BEFORE_A_TURN = 4
_BLANKS = 3  # characters between two lines with nothing between them


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page as a candidate."""

    page: int
    start: int
    end: int
    text: str
    size: float
    left: float
    right: float
    top: float
    number: Number | None
    titled: bool
    """Reads like a title."""


def sequences(lines: Sequence[Line], chapters: set[int]) -> Iterable[list[int]]:
    """Indices of lines numbered alike and in sequence.  A sequence goes on after an inner one that began again at 1."""
    waiting: dict[tuple[str, tuple[int, ...]], list[list[int]]] = {}
    for index, line in enumerate(lines):
        number = line.number
        if number is None or number.style == "section":
            continue
        if number.style in ("volume", "chapter"):
            if index in chapters:
                for groups in waiting.values():
                    yield from groups
                waiting.clear()
            continue
        groups = waiting.setdefault((number.style, number.ordinals[:-1]), [])
        at = _continued(groups, lines, number)
        if at is None:
            groups.append([index])
        else:
            groups[at].append(index)
            yield from groups[at + 1 :]
            del groups[at + 1 :]
    for groups in waiting.values():
        yield from groups


def _continued(groups: Sequence[list[int]], lines: Sequence[Line], number: Number) -> int | None:
    """The latest open sequence that this number carries on."""
    for reach in (1, 2):
        for at in range(len(groups) - 1, -1, -1):
            last = lines[groups[at][-1]].number
            step = number.ordinals[-1] - (last.ordinals[-1] if last is not None else 0)
            if step == reach:
                return at
    return None


def _adjacent(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether these follow one another without a line between, and mostly without a table either."""
    if group[-1] - group[0] != len(group) - 1:
        return False
    steps = list(pairwise(lines[i] for i in group))
    touching = sum(a.page == b.page and b.start - a.end <= _BLANKS for a, b in steps)
    return 2 * touching >= len(steps)


def title_part(
    lines: Sequence[Line], group: Sequence[int], reached: Mapping[tuple[str, tuple[int, ...]], int]
) -> int:
    """How many members of a sequence, from its first, are headings.

    A sequence begins at 1 (or 2, where the first was not seen), or goes on where an earlier chapter's headings ended.
    Announcements turn from titles to sentences on their way (… 十、资格审查方式 十一、潜在投标人应当 …): then the
    titles before the turn count.
    """
    members = [lines[i] for i in group]
    number = members[0].number
    if number is None:
        return 0
    goes_on = reached.get((number.style, number.ordinals[:-1])) == number.ordinals[-1] - 1
    if number.ordinals[-1] > 2 and not goes_on and number.style != "annex":
        return 0
    if _are_titles(members, adjacent=_adjacent(lines, group)):
        return len(group)
    if number.style == "cjk":
        titled = next((i for i, line in enumerate(members) if not line.titled), len(group))
        if titled >= _LEAST_BEFORE_A_TURN:
            return titled
    return 0


def _are_titles(group: Sequence[Line], *, adjacent: bool) -> bool:
    number = group[0].number
    if number is None:
        return False
    share = sum(line.titled for line in group) / len(group)
    if number.style in ("arabic", "list", "dotted"):
        if (len(group) < 2 and number.style != "dotted") or (adjacent and len(group) > 2):
            return False
        lengths = [len(line.text.strip()) for line in group]
        return share >= 0.75 and float(np.mean(lengths)) <= (14 if number.style == "list" else 22)
    if number.style == "annex":
        return share > 0
    return share >= 0.6 and (len(group) > 1 or number.style == "cjk")


def is_title_among_titles(line: Line) -> bool:
    """Beside neighbours that are titles a short line is one too, though it ends in a colon or full stop or has a comma."""
    if line.titled:
        return True
    number = line.number
    if number is None or number.style not in ("arabic", "cjk"):
        return False
    bare = line.text[number.title_at :].strip(" \u3000：:。")
    return 2 <= len(bare) <= _SHORT and not re.search(r"[。；;！？?!：:]|[、,，]$|^注|[，,].*[，,]", bare)
