"""The text of a Word file as paragraphs and tables, in order, and what stands beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from evaluation.reading.word97.fib import Layout
from evaluation.reading.word97.properties import Character, Properties

_FIELD, _SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_CELL, _PAGE = "\x07", "\x0c"
_ENDS = re.compile("[\r\x07\x0c]")
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t", "\xa0": "\xa0"}


class Segment(NamedTuple):
    """A stretch of text drawn alike; ``how`` is ``None`` where it is simply there to be read."""

    text: str
    how: Character | None


@dataclass(slots=True)
class Text:
    """A paragraph: what it says, on which outline level from 0, and whether a page begins with it."""

    segments: list[Segment] = field(default_factory=list)
    level: int | None = None
    page_before: bool = False

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


@dataclass(slots=True)
class Rows:
    """A table: rows of cells, each the segments of its text."""

    rows: list[list[list[Segment]]] = field(default_factory=list)


class Beside(NamedTuple):
    """Text that is not part of the running text, and which part of the file it is in."""

    where: str
    text: Text


def body(layout: Layout) -> list[Text | Rows]:
    """The running text: the body, then the text boxes, whose place in it the file does not say in so many words."""
    stories = layout.stories
    reader = _Reader(layout)
    first = sum(stories[:6])
    found = list(reader.blocks(0, stories.body))
    found += [block for block in reader.blocks(first, first + stories.boxes) if _says(block)]
    return found


def beside(layout: Layout) -> list[Beside]:
    """Footnotes, headers and footers, comments and endnotes."""
    stories = layout.stories
    reader = _Reader(layout)
    found = []
    start = stories.body
    for where, length in zip(
        ("footnote", "header", "", "comment", "endnote", "", "header"), stories[1:], strict=True
    ):
        if where:
            blocks = reader.blocks(start, start + length)
            found += [Beside(where, block) for block in blocks if isinstance(block, Text) and _says(block)]
        start += length
    return found


def _says(block: Text | Rows) -> bool:
    return isinstance(block, Rows) or bool(block.text.strip())


class _Reader:
    def __init__(self, layout: Layout) -> None:
        self._text = layout.text()
        self._properties = Properties(layout)
        self._unusual = self._properties.unusual()
        self._unusual_ends = [end for _, end, _ in self._unusual]

    def blocks(self, start: int, end: int) -> Iterator[Text | Rows]:
        """The paragraphs and tables between two characters."""
        end = min(end, len(self._text))
        table: Rows | None = None
        row: list[list[Segment]] = []
        cell: list[Segment] = []
        page_before = False
        for first, last in self._paragraphs(start, end):
            mark = self._text[last - 1 : last]
            how = self._properties.paragraph(last - 1)
            segments = self._segments(first, last)
            if how.in_table or mark == _CELL:
                table = table or Rows()
                if how.row_end or (
                    mark == _CELL and not how.in_table and first == last - 1 and row and not cell
                ):
                    table.rows.append(row)
                    row = []
                elif mark == _CELL:
                    row.append(cell + segments)
                    cell = []
                else:
                    cell += [*segments, Segment("\n", None)]
                continue
            if table is not None:
                yield from _closed(table, row, cell)
                table, row, cell = None, [], []
            yield Text(segments, how.level, page_before or how.page_before)
            page_before = mark == _PAGE
        if table is not None:
            yield from _closed(table, row, cell)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first = start
        for match in _ENDS.finditer(self._text, start, end):
            yield first, match.end()
            first = match.end()
        if first < end:
            yield first, end

    def _segments(self, first: int, last: int) -> list[Segment]:
        """The text of a paragraph in stretches drawn alike: fields by what they show, deleted text left out."""
        found: list[Segment] = []
        at = first
        for start, end, how in self._within(first, last):
            found.append(Segment(self._text[at:start], None))
            if not how.deleted:
                found.append(Segment(self._text[start:end], how))
            at = end
        found.append(Segment(self._text[at:last], None))
        depth: list[bool] = []  # for each open field, whether what it shows has begun
        return [s for s in (Segment(_shown(part.text, depth), part.how) for part in found) if s.text]

    def _within(self, first: int, last: int) -> Iterator[tuple[int, int, Character]]:
        for start, end, how in self._unusual[bisect_right(self._unusual_ends, first) :]:
            if start >= last:
                return
            yield max(start, first), min(end, last), how


def _closed(table: Rows, row: list[list[Segment]], cell: list[Segment]) -> Iterator[Rows]:
    if cell:
        row.append(cell)
    if row:
        table.rows.append(row)
    if table.rows:
        yield table


def _shown(text: str, depth: list[bool]) -> str:
    """What a reader sees of a piece of text."""
    letters = []
    for character in text:
        if character == _FIELD:
            depth.append(False)
        elif character == _SEPARATOR and depth:
            depth[-1] = True
        elif character == _FIELD_END and depth:
            depth.pop()
        elif all(depth):
            letters.append(_SHOWN.get(character, character if character >= " " else ""))
    whole = "".join(letters)
    return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
