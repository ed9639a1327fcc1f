"""A technical volume's chapters in one author's words: draws parts of sentences and joins them in the author's shape.

Every act of the bank is used by at most :data:`SHARE` authors, and no run of characters by two
(:class:`procurement.sample.voice.Commons`): what two honest bids have in common is what the trade has in common.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import cycle

from procurement.sample.blocks import Block, Heading, Items, Para, Table
from procurement.sample.cast import Bidder
from procurement.sample.cast_more import CAST
from procurement.sample.text.bank import CHAPTERS, bank
from procurement.sample.text.own import OWN
from procurement.sample.text.topic import Topic
from procurement.sample.voice import Commons, draw, speak

#: How many authors may tell the same act, and how many acts one author tells of a topic.
SHARE = 3
ACTS = (6, 9)
#: How often another wording is tried before the act is left to others.
TRIES = 12

_SHAPES = {
    "prose": ("prose", "prose", "prose", "list"),
    "list": ("list", "list", "prose"),
    "mixed": ("prose", "list", "table"),
    "table": ("table", "table", "prose", "list"),
}
_COLUMNS = (
    ("序号", "工作事项", "目标"),
    ("步骤", "做法", "要求"),
    ("编号", "措施", "说明"),
    ("项次", "内容", "预期效果"),
)


class Around:
    """What stands around a topic's acts, each in turn, so that no author repeats himself before he has to."""

    def __init__(self, topic: Topic, numbers: random.Random) -> None:
        self.opens = cycle(numbers.sample(topic.opens, len(topic.opens)))
        self.ends = cycle(numbers.sample(topic.ends, len(topic.ends)))


class Writer:
    """Writes for all authors: topic by topic, another author first each time, so that what is used up hurts none."""

    def __init__(self, seed: int, quotable: str) -> None:
        self.seed = seed
        self._commons = Commons(quotable)
        self._told: Counter[str] = Counter()
        self._pieces: dict[tuple[str, str], list[Block]] = {}
        for bidder in CAST:
            for opening in OWN[bidder.key].values():
                self._commons.claim(bidder.key, opening)
        for turn, topic in enumerate(bank()):
            ordered = [CAST[(turn + place) % len(CAST)] for place in range(len(CAST))]
            authors = [bidder for bidder in ordered if topic in self._topics(bidder, topic.chapter)]
            for bidder in authors:
                numbers = draw(seed, bidder.key, topic.key)
                self._pieces[bidder.key, topic.key] = self._topic(bidder, topic, len(authors), numbers)

    def chapters(self, bidder: Bidder) -> Iterator[tuple[str, list[Block]]]:
        """Each chapter's title and blocks; the order of its topics is the author's own."""
        for chapter in CHAPTERS:
            blocks: list[Block] = [Para(OWN[bidder.key][chapter])]
            for topic in self._topics(bidder, chapter):
                blocks += self._pieces[bidder.key, topic.key]
            yield chapter, blocks

    def _topics(self, bidder: Bidder, chapter: str) -> list[Topic]:
        """The chapter's topics in the author's order; of a long chapter each author leaves one out."""
        found = [topic for topic in bank() if topic.chapter == chapter]
        draw(self.seed, bidder.key, chapter).shuffle(found)
        return found[1:] if len(found) > 3 else found

    def _topic(self, bidder: Bidder, topic: Topic, authors: int, numbers: random.Random) -> list[Block]:
        shape = numbers.choice(_SHAPES[bidder.shape])
        heading = Heading(2, numbers.choice(topic.titles))
        self._commons.claim(bidder.key, heading.text)
        pairs = list(self._sentences(bidder, topic, authors, numbers, shape))
        if not pairs:
            return []
        if shape == "table":
            header = numbers.choice(_COLUMNS)
            return [
                heading,
                Table(header, [(str(n), act, end) for n, (act, end) in enumerate(pairs, 1)], (1, 8, 4)),
            ]
        lines = [act + "。" for act, _ in pairs]
        if shape == "list" and len(lines) > 2:
            return [heading, Para(lines[0]), Items(lines[1:])]
        blocks: list[Block] = [heading]
        while lines:
            size = numbers.choice((2, 3, 3, 4))
            blocks.append(Para("".join(lines[:size])))
            lines = lines[size:]
        return blocks

    def _sentences(
        self, bidder: Bidder, topic: Topic, authors: int, numbers: random.Random, shape: str
    ) -> Iterator[tuple[str, str]]:
        """Pairs of a sentence (without its full stop) and, for a table, what it aims at."""
        acts = sorted(topic.acts, key=lambda act: (self._told[act], numbers.random()))
        # what is left for those who write later
        wanted = min(numbers.randint(*ACTS), len(acts) * SHARE // authors)
        around = Around(topic, numbers)
        for act in acts:
            if not wanted or self._told[act] >= SHARE + (
                wanted > 2
            ):  # better a fourth teller than a bare heading
                return
            for _ in range(TRIES):
                pair = self._pair(bidder, around, act, numbers, shape)
                if self._commons.claim(bidder.key, "".join(pair)):
                    self._told[act] += 1
                    wanted -= 1
                    yield pair
                    break

    def _pair(
        self, bidder: Bidder, around: Around, act: str, numbers: random.Random, shape: str
    ) -> tuple[str, str]:
        parts = next(around.opens), act, next(around.ends)
        say = [speak(part, bidder.terms, numbers) for part in parts]
        if shape == "table":
            return say[1], say[2]
        form = numbers.choice(("{0}，{1}，{2}", "{1}，{2}", "{0}，{1}", "{1}", "{1}；{2}"))
        return form.format(*say), ""
