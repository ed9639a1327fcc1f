"""Rewording between Chinese bids: what is found of paragraphs that somebody wrote anew, per strength of rewording.

    .venv/bin/python benchmarks/rewording_zh.py [--seeds 41 42] [--docs 10] [--chars 100000] [--plants 40]

Documents are paragraphs of statutes (``../shared/data/zh-laws.txt.xz``; of those that share a run of 12 characters one is
used).  Other such paragraphs, and as many of the technical volumes of the sample's honest authors, 120 to 450 characters
long and no act told twice, are put into one document, reworded by seeded rules (``rephrase_zh.py``) and planted in another
document, so many per strength, each strength in documents of its own.  A plant is found when at least half of it is
covered on both sides, as in the scorer of the public workload; recall, precision of detections and pooled precision
are by characters, that of the second tier also by itself.  Rules, carriers and figures are
the benchmark's own; the product knows none of its synonyms.
"""

from __future__ import annotations

import os

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import argparse  # noqa: E402
import json  # noqa: E402
import lzma  # noqa: E402
import random  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections import defaultdict  # noqa: E402
from collections.abc import Iterator, Sequence  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from functools import cache  # noqa: E402
from itertools import pairwise  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
LAWS = ROOT.parent / "shared" / "data" / "zh-laws.txt.xz"
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.plagdet import Reuse, score  # noqa: E402
from benchmarks.rephrase_zh import STRENGTHS, Strength, rephrase  # noqa: E402
from benchmarks.rewritten_zh import REWRITTEN  # noqa: E402
from evaluation.collusion.rewording.bidders import reworded  # noqa: E402
from evaluation.collusion.text.engine import compare  # noqa: E402
from evaluation.collusion.text.passages import split_by_page  # noqa: E402
from evaluation.reading.document import Document, Page  # noqa: E402
from procurement.sample.blocks import Items, Para  # noqa: E402
from procurement.sample.cast_more import CAST  # noqa: E402
from procurement.sample.prose import Writer  # noqa: E402

BY_HAND = "by hand"
RUN, LEAST, MOST, TRIES = 12, 120, 450, 60
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇]+[条章节编款项]\s*")
_NEITHER = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"(?<=[。；！？])")


@dataclass(frozen=True, slots=True)
class Plant:
    """A paragraph and what became of it, in two documents."""

    original: str
    said: str
    a: int
    b: int
    changed: float


@cache
def statutes() -> tuple[tuple[str, ...], ...]:
    """The statutes as paragraphs of sentences, without the numbers of articles."""
    found: list[tuple[str, ...]] = []
    with lzma.open(LAWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = [re.sub(r"\s+", "", part) for part in _SENTENCE.split(_ARTICLE.sub("", line))]
            if parts and all(12 <= len(part) <= 220 and part[-1] in "。；" for part in parts if part):
                found.append(tuple(part for part in parts if part))
    return tuple(found)


def runs(text: str) -> set[str]:
    """All runs of 12 letters, figures and Hanzi."""
    plain = _NEITHER.sub("", text)
    return {plain[i : i + RUN] for i in range(max(len(plain) - RUN + 1, 1))}


def pool(seed: int, wanted: int) -> Iterator[tuple[str, ...]]:
    """Paragraphs in a drawn order; none has a run of 12 letters, figures and Hanzi that an earlier one had.

    Statutes repeat each other's phrases with few words changed: that would be told, and rightly.
    """
    order = random.Random(seed).sample(range(len(statutes())), len(statutes()))  # noqa: S311 — drawn anew the same way
    seen: set[str] = set()
    given = 0
    for index in order:
        text = "".join(statutes()[index])
        own = runs(text)
        if own & seen:
            continue
        seen |= own
        given += len(text)
        yield statutes()[index]
        if given > wanted:
            return


def honest(seed: int) -> dict[str, list[str]]:
    """The paragraphs of each author of the sample, as sentences on end; lists are read as paragraphs."""
    writer = Writer(seed, "")
    return {
        bidder.key: [
            block.text if isinstance(block, Para) else "".join(block.lines)
            for _, blocks in writer.chapters(bidder)
            for block in blocks
            if isinstance(block, Para | Items)
        ]
        for bidder in CAST
    }


def carriers(paragraphs: Sequence[str]) -> list[str]:
    """Neighbouring paragraphs put together until they are long enough to plant."""
    found, text = [], ""
    for paragraph in paragraphs:
        text += paragraph
        if len(text) >= LEAST:
            if len(text) <= MOST and text[-1] in "。；":
                found.append(text)
            text = ""
    return found


def reword(text: str, strength: Strength, numbers: random.Random) -> tuple[str, float] | None:
    """The text reworded as strongly as asked, or ``None`` where the rules do not reach so far, or too far."""
    for _ in range(TRIES):
        said, changed = rephrase(text, strength, numbers)
        if strength.least <= changed <= strength.most:
            return said, changed
    return None


def by_rule(seed: int, law: Iterator[str], strength: Strength, plants: int) -> list[tuple[str, str, float]]:
    """Paragraphs of both kinds, what the rules make of them, and the share of characters changed."""
    numbers = random.Random(seed)  # noqa: S311 — drawn anew the same way
    own = [text for paragraphs in honest(seed).values() for text in carriers(paragraphs)]
    numbers.shuffle(own)
    taken: set[str] = set()
    made: list[tuple[str, str, float]] = []
    while len(made) < plants:
        text = own.pop() if len(made) % 2 and own else next(law)
        if not LEAST <= len(text) <= MOST or runs(text) & taken:
            continue
        done = reword(text, strength, numbers)
        if done is not None:
            taken |= runs(text)
            made.append((text, *done))
    return made


def workload(
    seed: int, name: str, docs: int, chars: int, plants: int
) -> tuple[list[str], list[tuple[Plant, Reuse]]]:
    """The documents, and each plant with its places in them."""
    numbers = random.Random(seed)  # noqa: S311 — drawn anew the same way
    law = ("".join(paragraph) for paragraph in pool(seed, 2 * (docs * chars + plants * MOST)))
    pairs = (
        [(old, new, 1.0) for old, new in REWRITTEN]
        if name == BY_HAND
        else by_rule(seed, law, STRENGTHS[name], plants)
    )
    made = [Plant(old, new, a := numbers.randrange(docs), a ^ 1, changed) for old, new, changed in pairs]
    texts = []
    for i in range(docs):
        planted = [p.original for p in made if p.a == i] + [p.said for p in made if p.b == i]
        parts, size = [], sum(map(len, planted))
        while size < chars:
            parts.append(next(law))
            size += len(parts[-1])
        for text in planted:
            parts.insert(numbers.randint(1, len(parts) - 1), text)
        texts.append("\n".join(parts))
    return texts, [(p, _place(p, texts)) for p in made]


def _place(plant: Plant, texts: Sequence[str]) -> Reuse:
    a, b = texts[plant.a].index(plant.original), texts[plant.b].index(plant.said)
    return a, a + len(plant.original), b, b + len(plant.said)


def detections(texts: Sequence[str], *, tiers: Sequence[int]) -> dict[tuple[int, int], list[Reuse]]:
    """What the product's first tier, its second or both report between each two documents."""
    documents = [Document(str(i), "", "text/plain", (Page(1, 0, 0, text, np.zeros((0, 4), np.float32)),))
                 for i, text in enumerate(texts)]  # fmt: skip
    reuse = compare([[document] for document in documents])
    found: dict[tuple[int, int], list[Reuse]] = defaultdict(list)
    places = []
    if 1 in tiers:
        places += [(a, b) for passage in reuse.passages for a, b, _ in split_by_page(reuse.stream, passage)]
    if 2 in tiers:
        places += [(a, b) for one in reworded(reuse) for a, b, _ in one.pieces]
    for a, b in places:
        found[int(a.document.name), int(b.document.name)].append((a.start, a.end, b.start, b.end))
    return found


def measure(seed: int, name: str, docs: int, chars: int, plants: int) -> dict[str, object]:
    """The figures of one strength."""
    texts, truth = workload(seed, name, docs, chars, plants)
    cases: dict[tuple[int, int], list[Reuse]] = defaultdict(list)
    for plant, (a0, a1, b0, b1) in truth:
        cases[min(plant.a, plant.b), max(plant.a, plant.b)].append(
            (a0, a1, b0, b1) if plant.a < plant.b else (b0, b1, a0, a1)
        )
    begin = time.process_time()
    said = detections(texts, tiers=(1, 2))
    seconds = time.process_time() - begin
    pairs = sorted(set(cases) | set(said))
    total = score([(cases[pair], said.get(pair, [])) for pair in pairs])
    second = detections(texts, tiers=(2,))
    own = score([(cases[pair], second.get(pair, [])) for pair in sorted(set(cases) | set(second))])
    right, reported, stray = _pooled(cases, said)
    own_right, own_reported, own_stray = _pooled(cases, second)
    kept = [_kept(plant) for plant, _ in truth]
    return {
        "seed": seed, "strength": name, "found": _how_many(cases, said), "of": len(truth),
        "by_the_first_tier_alone": _how_many(cases, detections(texts, tiers=(1,))),
        "recall": round(total.recall, 4),
        "pooled_precision": round(right / max(reported, 1), 4), "stray": stray,
        "second_tier": {"reported": own.detections, "stray": own_stray, "precision": round(own.precision, 4),
                        "pooled_precision": round(own_right / max(own_reported, 1), 4)},
        **({} if name == BY_HAND else {"changed": round(sum(p.changed for p, _ in truth) / len(truth), 3)}),
        "pairs_of_characters_kept": round(sum(kept) / len(kept), 3),
        "characters": sum(map(len, texts)), "seconds": round(seconds, 2),
    }  # fmt: skip


def _how_many(cases: dict[tuple[int, int], list[Reuse]], said: dict[tuple[int, int], list[Reuse]]) -> int:
    return sum(_found(case, said.get(pair, [])) for pair in cases for case in cases[pair])


def _kept(plant: Plant) -> float:
    """The share of the paragraph's pairs of neighbouring characters that its rewording still has."""
    old = [x + y for x, y in pairwise(plant.original) if x.isalnum() and y.isalnum()]
    new = {x + y for x, y in pairwise(plant.said)}
    return sum(pair in new for pair in old) / len(old)


def _found(case: Reuse, said: Sequence[Reuse]) -> bool:
    """Whether at least half of it is covered on either side by what overlaps it on both."""
    over = [d for d in said if d[0] < case[1] and case[0] < d[1] and d[2] < case[3] and case[2] < d[3]]
    return all(
        2 * _covered([(max(d[i], case[i]), min(d[i + 1], case[i + 1])) for d in over])
        >= case[i + 1] - case[i]
        for i in (0, 2)
    )


def _pooled(
    cases: dict[tuple[int, int], list[Reuse]], said: dict[tuple[int, int], list[Reuse]]
) -> tuple[int, int, int]:
    """Characters reported rightly, characters reported, and detections that meet no plant."""
    right = reported = stray = 0
    for pair, found in said.items():
        for d in found:
            over = [c for c in cases[pair] if d[0] < c[1] and c[0] < d[1] and d[2] < c[3] and c[2] < d[3]]
            stray += not over
            for i in (0, 2):
                reported += d[i + 1] - d[i]
                right += _covered([(max(d[i], c[i]), min(d[i + 1], c[i + 1])) for c in over])
    return right, reported, stray


def _covered(ranges: Sequence[tuple[int, int]]) -> int:
    total, reached = 0, 0
    for start, end in sorted(ranges):
        total += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one line of JSON for each seed and strength."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, nargs="+", default=[41])
    parser.add_argument("--docs", type=int, default=10, help="an even number")
    parser.add_argument("--chars", type=int, default=100_000)
    parser.add_argument("--plants", type=int, default=40, help="of each strength")
    options = parser.parse_args(arguments)
    if not LAWS.exists():
        sys.stderr.write(f"{LAWS} is absent: there is nothing to fill documents with\n")
        return 2
    for seed in options.seeds:
        for name in (*STRENGTHS, BY_HAND):
            line = measure(seed, name, options.docs, options.chars, options.plants)
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
