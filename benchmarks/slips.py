"""Slips: how many of those typical of bids are found in two bids, and how many words that are right are taken for one.

    .venv/bin/python benchmarks/slips.py [--characters 180000] [--bids 10] [--seed 1] [--show]

``slips.txt`` has slips of office prose with the words that were meant, ``rare_words.txt`` words that are right though
rare, ``seams.txt`` pairs that grammar makes at will (即关阀, 一室一策) and that must not be told as slips;
each stands in its sentence, and each sentence in two bids.  Settings were chosen on the odd entries of both, the
even ones tell what to expect elsewhere.  Three lines are printed: *alone*, tenders of four bids in which the word meant
(or, for a rare word, every commoner one that it resembles) stands nowhere else; *used*, the same with that word in every
bid; *long*, all of them at once in bids of statutes, the half that the shipped statistics were not made from
(``../shared/data``), where whatever else is found is a false slip.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import numpy as np  # noqa: E402

from benchmarks.tenders import LAWS  # noqa: E402
from benchmarks.textreuse import as_document  # noqa: E402
from evaluation.collusion.alert import BidderMaterial, Case  # noqa: E402
from evaluation.collusion.confusable import NEAR  # noqa: E402
from evaluation.collusion.detectors.shared_error import shared_error  # noqa: E402
from evaluation.collusion.finding import Context  # noqa: E402
from evaluation.collusion.policy import DEFAULT  # noqa: E402
from evaluation.collusion.rarity.sample import read, stretches  # noqa: E402
from evaluation.collusion.rarity.terms import TERMS  # noqa: E402
from evaluation.collusion.words import frequency  # noqa: E402

OWN = (
    "我们在三个校区各派两名驻点人员，每天开课前走一遍机房和弱电间。",
    "配送路线避开早高峰，车辆装有温度记录仪，缺损当日补齐。",
    "保洁班组按楼层分工，公共区域两小时巡一次，夜班另设机动岗。",
    "绿化养护分四季进行，春季补植，夏季抗旱，秋季修枝，冬季涂白。",
)
ASKED = "投标人应当逐项说明人员、车辆和物资的安排。"


class Entry(NamedTuple):
    """What is written, what was meant (empty where nothing else was), and the sentence it stands in."""

    written: str
    meant: str
    sentence: str

    @property
    def commoner(self) -> tuple[str, ...]:
        """The words that a checker could take it for."""
        return (self.meant,) if self.meant else resembled(self.written)


def resembled(word: str) -> tuple[str, ...]:
    """Every commoner word of the dictionary that differs in one character which is mistyped for its own."""
    first, second = word[0], word[1]
    others = [other + second for other in NEAR.get(first, ())] + [
        first + other for other in NEAR.get(second, ())
    ]
    return tuple(sorted(other for other in others if frequency(other) > frequency(word)))


def slips(path: Path = HERE / "slips.txt") -> list[Entry]:
    """The slips with what was meant."""
    return [Entry(*line.split(" ", 2)) for line in _lines(path)]


def seams(path: Path = HERE / "seams.txt") -> list[Entry]:
    """The pairs that are right because free words meet in them."""
    return rare_words(path)


def rare_words(path: Path = HERE / "rare_words.txt") -> list[Entry]:
    """The words that are right."""
    return [Entry(word, "", sentence) for word, sentence in (line.split(" ", 1) for line in _lines(path))]


def _lines(path: Path) -> Iterable[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def found(bids: Mapping[str, str], asked: str) -> list[tuple[tuple[str, ...], str]]:
    """The slips that are said to be in these bids, each with whose they are said to be."""
    material = tuple(
        BidderMaterial(key, (as_document(f"{key}.txt", text),), None) for key, text in bids.items()
    )
    case = Case(material, (as_document("招标文件.txt", asked),))
    return [
        (finding.bidders, value)
        for finding in shared_error(case, Context(case, DEFAULT))
        for value in {str(item["value"]) for item in finding.evidence if item["field"] == "slip"}
    ]


def in_small(entry: Entry, *, used: bool) -> bool:
    """Whether the entry is taken for a slip in a tender of four bids, two of which have its sentence."""
    more = "".join(f"我方负责{word}工作。关于{word}，另有说明。" for word in entry.commoner) if used else ""
    bids = {
        key: own + more + (entry.sentence if key in "ab" else "")
        for key, own in zip("abcd", OWN, strict=True)
    }
    return any(value == entry.written for _, value in found(bids, ASKED + more))


def in_long(entries: Sequence[Entry], bids: int, characters: int, seed: int) -> dict[str, Any]:
    """All entries at once in long bids: which are taken for slips, and what else is."""
    rng = np.random.default_rng(seed)
    _, left = stretches(read(LAWS))
    pool = [s for part in left for s in re.split(r"(?<=[。；])|\n", part) if 20 <= len(s) <= 220]
    pool = [pool[i] for i in rng.permutation(len(pool)).tolist()]
    texts: list[list[str]] = []
    at = count()
    for _ in range(bids):
        own: list[str] = []
        length = 0
        while length < characters:
            own.append(pool[next(at)])
            length += len(own[-1])
        texts.append(own)
    for entry in entries:
        for bid in rng.choice(bids, 2, replace=False).tolist():
            texts[bid].insert(int(rng.integers(len(texts[bid]))), entry.sentence)
    named = {f"b{i:02d}": "\n".join(own) for i, own in enumerate(texts)}
    values = [value for _, value in found(named, ASKED)]
    own_words = {entry.written for entry in entries}
    said = "\n".join(
        entry.sentence for entry in entries
    )  # a slip's character makes a pair with its other neighbour too
    return {
        "taken": {value for value in values if value in own_words},
        "unplanted": [value for value in values if value not in said],
        "characters": sum(map(len, named.values())),
    }


def rates(wrong: Sequence[Entry], right: Sequence[Entry], taken: set[str]) -> dict[str, Any]:
    """The share of slips found, the right words that were taken for one, and precision; of all, and of the even entries.

    ``unlisted`` are the right words that the list of terms does not have, and how many of them were taken for a slip.
    """
    unlisted = [entry.written for entry in right if entry.written not in TERMS]
    figures: dict[str, Any] = {"unlisted": f"{sum(word in taken for word in unlisted)}/{len(unlisted)}"}
    for name, step in (("all", slice(None)), ("even", slice(1, None, 2))):
        hit = sum(entry.written in taken for entry in wrong[step])
        miss = sum(entry.written in taken for entry in right[step])
        figures[name] = {
            "found": f"{hit}/{len(wrong[step])}", "recall": round(hit / len(wrong[step]), 3),
            "false": f"{miss}/{len(right[step])}", "precision": round(hit / max(hit + miss, 1), 3),
        }  # fmt: skip
    return figures


def at_seams(free: Sequence[Entry], taken: set[str]) -> dict[str, str]:
    """How many of the pairs that must not be told were, of all and of the even entries."""
    counts = [(sum(e.written in taken for e in part), len(part)) for part in (free, free[1::2])]
    return {"seams": " ".join(f"{false}/{number}" for false, number in counts)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one line of JSON for each setting."""
    parser = argparse.ArgumentParser(description="Slips found and words wrongly taken for slips.")
    parser.add_argument("--characters", type=int, default=180_000, help="of each long bid")
    parser.add_argument("--bids", type=int, default=10, help="long ones; 0 leaves them out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="name what was missed and what was wrongly found")
    options = parser.parse_args(arguments)
    wrong, right, free = slips(), rare_words(), seams()
    for setting in ("alone", "used"):
        taken = {e.written for e in (*wrong, *right, *free) if in_small(e, used=setting == "used")}
        figures = {"setting": setting, **rates(wrong, right, taken), **at_seams(free, taken)}
        print(json.dumps(figures, ensure_ascii=False))
        if options.show:
            _show(wrong, [*right, *free], taken)
    if options.bids and LAWS.exists():
        start = time.process_time()
        long = in_long([*wrong, *right, *free], options.bids, options.characters, options.seed)
        per_million = len(long["unplanted"]) / long["characters"] * 1e6
        print(json.dumps({
            "setting": "long", **rates(wrong, right, long["taken"]), **at_seams(free, long["taken"]),
            "unplanted": len(long["unplanted"]),
            "unplanted_per_million": round(per_million, 2), "characters": long["characters"],
            "seconds": round(time.process_time() - start, 1),
        }))  # fmt: skip
        if options.show:
            _show(wrong, [*right, *free], long["taken"], long["unplanted"])
    return 0


def _show(wrong: Iterable[Entry], right: Iterable[Entry], taken: set[str], other: Iterable[str] = ()) -> None:
    print("missed", " ".join(e.written for e in wrong if e.written not in taken), file=sys.stderr)
    print("false", " ".join([*(e.written for e in right if e.written in taken), *other]), file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
