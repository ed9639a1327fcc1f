"""Rewording: plagdet per kind of obfuscation on the PAN 2013 text-alignment sample, and the time it takes.

    .venv/bin/python benchmarks/rewording.py [--pairs all|odd|even]

The corpus (pairs of English texts with truth) is looked for beside the checkout, ``../shared/data``.  The settings are
the product's own, the same for every pair.  They were chosen on the odd pairs alone (first, third … in the order of
their names), so that the even ones tell what to expect elsewhere.  Time is processor time of one core, from the bare
texts to places; it is also stated for the 5,185 pairs of the corpus's test part.
"""

from __future__ import annotations

import os

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import argparse  # noqa: E402
import json  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
import tarfile  # noqa: E402
import time  # noqa: E402
import xml.etree.ElementTree as ET  # noqa: E402
from collections import defaultdict  # noqa: E402
from collections.abc import Iterator, Sequence  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "pan13-training-sample.tar.xz"
TEST_PAIRS = 5185
sys.path.insert(0, str(ROOT))

from benchmarks.plagdet import Reuse, score  # noqa: E402
from evaluation.collusion.rewording.pairwise import compare  # noqa: E402

NAME = re.compile(r"(?P<kind>\d\d-[\w-]+)/(?P<a>suspicious-document\d+)-(?P<b>source-document\d+)\.xml$")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the kind of obfuscation that was used between them, and the true cases."""

    kind: str
    a: str
    b: str
    cases: tuple[Reuse, ...]


def read_corpus(path: Path) -> Iterator[Pair]:
    """All pairs of the corpus, by kind and name."""
    texts: dict[str, str] = {}
    truths: list[tuple[str, str, str, bytes]] = []
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None:
                continue
            named = NAME.search(member.name)
            if named is not None:
                truths.append((named["kind"], named["a"], named["b"], file.read()))
            elif member.name.endswith(".txt"):
                texts[Path(member.name).stem] = file.read().decode("utf-8")
    for kind, a, b, truth in sorted(truths):
        cases = [f for f in ET.fromstring(truth) if f.get("name") == "plagiarism"]  # noqa: S314 — the corpus is our own
        yield Pair(kind, texts[a], texts[b], tuple(map(_case, cases)))


def _case(feature: ET.Element) -> Reuse:
    a, a_length, b, b_length = (
        int(feature.get(name, ""))
        for name in ("this_offset", "this_length", "source_offset", "source_length")
    )
    return a, a + a_length, b, b + b_length


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one line of JSON for each kind and for all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", choices=("all", "odd", "even"), default="all")
    options = parser.parse_args(arguments)
    if not CORPUS.exists():
        sys.stderr.write(f"{CORPUS} is absent: there is nothing to run on\n")
        return 2
    pairs = list(read_corpus(CORPUS))
    chosen = {"all": pairs, "odd": pairs[0::2], "even": pairs[1::2]}[options.pairs]
    compare("Warm up the tables of letters.", "中文也要。")
    results: dict[str, list[tuple[tuple[Reuse, ...], list[Reuse]]]] = defaultdict(list)
    begin = time.process_time()
    for pair in chosen:
        found = [(m.a0, m.a1, m.b0, m.b1) for m in compare(pair.a, pair.b)]
        results[pair.kind].append((pair.cases, found))
    seconds = time.process_time() - begin
    everything = [row for rows in results.values() for row in rows]
    for kind, rows in [*results.items(), ("overall", everything)]:
        total = score(rows)
        figures = {"plagdet": total.plagdet, "recall": total.recall, "precision": total.precision}
        line = {
            "kind": kind,
            **{k: round(v, 4) for k, v in figures.items()},
            "granularity": round(total.granularity, 4),
        }
        sys.stdout.write(json.dumps({**line, "cases": total.cases, "detections": total.detections}) + "\n")
    scaled = seconds / len(chosen) * TEST_PAIRS
    time_line = {
        "pairs": len(chosen),
        "seconds": round(seconds, 2),
        f"seconds_for_{TEST_PAIRS}_pairs": round(scaled, 1),
    }
    sys.stdout.write(json.dumps(time_line) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
