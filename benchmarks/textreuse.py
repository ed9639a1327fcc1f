"""Text reuse: how much of what was planted is found, how exactly, and how fast, on the public workload.

    .venv/bin/python benchmarks/textreuse.py [--seeds 101 102] [--docs 10] [--chars 300000]

The workload generator and its scorer are looked for beside the checkout (``../shared/tools``).  Time is processor time
of one core, from bare text to places on both sides.  Peers that happen to be installed (datasketch, rensa) run on the
same texts, in windows of 50 characters; those that are not are named.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT.parent / "shared" / "tools"
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from evaluation.collusion.text.engine import compare  # noqa: E402
from evaluation.collusion.text.passages import split_by_page  # noqa: E402
from evaluation.reading.document import Document, Page  # noqa: E402

WINDOW, STEP = 50, 25
Evidence = list[dict[str, Any]]


def as_document(name: str, text: str) -> Document:
    """A text as a document of one page."""
    return Document(name, "", "text/plain", (Page(1, 0, 0, text, np.zeros((0, 4), np.float32)),))


def ours(texts: dict[str, str], template: str) -> Evidence:
    """The product's own comparison."""
    reuse = compare([[as_document(n, t)] for n, t in texts.items()], [as_document("template", template)])
    return [
        {"a": {"document": a.document.name, "start": a.start, "end": a.end},
         "b": {"document": b.document.name, "start": b.start, "end": b.end}}
        for passage in reuse.passages
        for a, b, _ in split_by_page(reuse.stream, passage)
    ]  # fmt: skip


def minhash_windows(texts: dict[str, str], template: str) -> Evidence:
    """datasketch: MinHash of 5-grams in overlapping windows, joined by an LSH index."""
    from datasketch import MinHash, MinHashLSH

    index, kept = MinHashLSH(threshold=0.5, num_perm=64), {}
    known = {template[i : i + 12] for i in range(len(template))}
    for name, text in texts.items():
        for start in range(0, len(text) - WINDOW, STEP):
            piece = text[start : start + WINDOW]
            if piece[:12] in known or piece[-12:] in known:
                continue
            sketch = MinHash(num_perm=64)
            sketch.update_batch([piece[i : i + 5].encode() for i in range(len(piece) - 4)])
            kept[name, start] = sketch
            index.insert((name, start), sketch)
    found = []
    for (name, start), sketch in kept.items():
        for other, at in index.query(sketch):
            if other > name:
                found.append({"a": {"document": name, "start": start, "end": start + WINDOW},
                              "b": {"document": other, "start": at, "end": at + WINDOW}})  # fmt: skip
    return found


PEERS: dict[str, tuple[str, Callable[[dict[str, str], str], Evidence]]] = {
    "datasketch MinHash windows": ("datasketch", minhash_windows),
}


def run(name: str, method: Callable[[dict[str, str], str], Evidence], folder: Path) -> dict[str, Any]:
    """Time and scores of one method on one workload."""
    texts = {f.name: f.read_text(encoding="utf-8") for f in sorted((folder / "docs").glob("*.txt"))}
    template = (folder / "template.txt").read_text(encoding="utf-8")
    start = time.process_time()
    evidence = method(texts, template)
    seconds = time.process_time() - start
    result = folder / "result.json"
    result.write_text(
        json.dumps({"alerts": [{"detector": "text-reuse", "evidence": evidence}]}), encoding="utf-8"
    )
    scorer = [sys.executable, str(TOOLS / "textreuse_score.py"), str(folder), str(result)]
    scores = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    characters = sum(map(len, texts.values()))
    return {"method": name, "seconds": round(seconds, 3), "characters": characters,
            "million_per_second": round(characters / seconds / 1e6, 2), **scores}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one line of JSON for each seed and method."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101])
    parser.add_argument("--docs", type=int, default=10)
    parser.add_argument("--chars", type=int, default=300_000)
    options = parser.parse_args(arguments)
    if not (TOOLS / "textreuse_gen.py").exists():
        sys.stderr.write(f"{TOOLS} is absent: there is no workload to run on\n")
        return 2
    compare([[as_document("warm", "up")], [as_document("a", "b")]])
    for seed in options.seeds:
        with tempfile.TemporaryDirectory() as folder:
            sizes = ["--docs", str(options.docs), "--chars", str(options.chars), "--seed", str(seed)]
            subprocess.run(
                [sys.executable, str(TOOLS / "textreuse_gen.py"), folder, *sizes],
                check=True,
                capture_output=True,
            )
            sys.stdout.write(json.dumps({"seed": seed, **run("ours", ours, Path(folder))}) + "\n")
            for name, (module, method) in PEERS.items():
                if importlib.util.find_spec(module) is None:
                    sys.stdout.write(
                        json.dumps({"seed": seed, "method": name, "skipped": f"{module} is not installed"})
                        + "\n"
                    )
                else:
                    sys.stdout.write(json.dumps({"seed": seed, **run(name, method, Path(folder))}) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
