"""A few signs in plain text that stand for blocks: ``## `` and ``### `` headings, ``- `` list lines, else paragraphs."""

from __future__ import annotations

from procurement.sample.blocks import Block, Heading, Items, Para


def blocks_of(text: str) -> list[Block]:
    """The blocks of ``text``; neighbouring list lines make one list."""
    made: list[Block] = []
    listed: list[str] = []
    for line in [*map(str.strip, text.strip().splitlines()), ""]:
        if line.startswith("- "):
            listed.append(line[2:])
            continue
        if listed:
            made.append(Items(tuple(listed)))
            listed = []
        if line.startswith("#"):
            signs, words = line.split(" ", 1)
            made.append(Heading(len(signs), words))
        elif line:
            made.append(Para(line))
    return made
