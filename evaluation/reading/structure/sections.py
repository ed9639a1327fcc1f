"""The section tree: every heading with the stretch of text it governs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.reading.document import Document
from evaluation.reading.structure.headings import find_headings, title_of


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its title, its depth from 1, where its heading stands, and where it ends (exclusive).

    ``page``/``start`` address the first character of the heading, ``end_page``/``end`` the place of the next heading
    of the same or a wider level, or the document's end.
    """

    title: str
    level: int
    page: int
    start: int
    heading_end: int
    end_page: int
    end: int
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def sections(document: Document) -> tuple[Section, ...]:
    """The widest sections in order, each with its own; empty when the document has no headings."""
    found = find_headings(document)
    if not found:
        return ()
    last = document.pages[-1]
    stack: list[int] = []
    depths = []
    for _, rank in found:
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        depths.append(len(stack))
    ends = [(last.number, len(last.text))] * len(found)
    for index, depth in enumerate(depths):
        for later in range(index + 1, len(found)):
            if depths[later] <= depth:
                line = found[later][0]
                ends[index] = (line.page, line.start)
                break
    position = 0

    def take(depth: int) -> tuple[Section, ...]:
        nonlocal position
        made: list[Section] = []
        while position < len(found) and depths[position] >= depth:
            index = position
            line = found[index][0]
            position += 1
            children = take(depths[index] + 1)
            made.append(
                Section(
                    title_of(line),
                    depths[index],
                    line.page,
                    line.start,
                    line.end,
                    ends[index][0],
                    ends[index][1],
                    children,
                )
            )
        return tuple(made)

    return take(1)


def all_sections(document: Document) -> list[Section]:
    """Every section, flat, in order."""
    return [s for top in sections(document) for s in top.walk()]
