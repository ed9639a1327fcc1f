"""Text reuse: how much of what was planted is found, how exactly, and how fast, on the public workload.

    .venv/bin/python benchmarks/textreuse.py [--seeds 101 102] [--docs 10] [--chars 300000] [--alone] [--large 10 30 100]

The workload generator and its scorer are looked for beside the checkout (``../shared/tools``).  Time is processor time
of one core, from bare text to places on both sides: the best of three runs of ours, one of each peer (``peers.py``).
Peers that are not installed are named, with the way to install them; ``--alone`` runs none.  For each that ran, a
second line gives its time, its places found and its precision in proportion to ours.

``--large`` takes instead bids of a million characters, drawn, with passages that neighbours share, as many bids as
stated, and prints the seconds each bid costs and the memory of the process so far.
"""

from __future__ import annotations

import os

for _threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import argparse  # noqa: E402
import json  # noqa: E402
import resource  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from collections.abc import Mapping, Sequence  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT.parent / "shared" / "tools"
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

from benchmarks.peers import PEERS, Evidence, Method, missing, pair  # noqa: E402
from evaluation.collusion.text.engine import compare  # noqa: E402
from evaluation.collusion.text.passages import split_by_page  # noqa: E402
from evaluation.reading.document import Document, Page  # noqa: E402

MILLION = 1_000_000
PASSAGE = 400


def as_document(name: str, text: str) -> Document:
    """A text as a document of one page."""
    return Document(name, "", "text/plain", (Page(1, 0, 0, text, np.zeros((0, 4), np.float32)),))


def ours(texts: Mapping[str, str], template: str) -> Evidence:
    """The product's own comparison."""
    reuse = compare([[as_document(n, t)] for n, t in texts.items()], [as_document("template", template)])
    return [
        pair(a.document.name, a.start, a.end, b.document.name, b.start, b.end)
        for passage in reuse.passages
        for a, b, _ in split_by_page(reuse.stream, passage)
    ]


def run(name: str, method: Method, folder: Path, times: int = 1) -> dict[str, Any]:
    """The best time, and the scores, of one method on one workload."""
    texts = {f.name: f.read_text(encoding="utf-8") for f in sorted((folder / "docs").glob("*.txt"))}
    template = (folder / "template.txt").read_text(encoding="utf-8")
    taken = []
    for _ in range(times):
        start = time.process_time()
        evidence = method(texts, template)
        taken.append(time.process_time() - start)
    seconds = min(taken)
    result = folder / "result.json"
    result.write_text(
        json.dumps({"alerts": [{"detector": "text-reuse", "evidence": evidence}]}), encoding="utf-8"
    )
    scorer = [sys.executable, str(TOOLS / "textreuse_score.py"), str(folder), str(result)]
    scores = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    characters = sum(map(len, texts.values()))
    return {"method": name, "seconds": round(seconds, 3), "characters": characters,
            "million_per_second": round(characters / seconds / 1e6, 2), **scores}  # fmt: skip


def ratios(peer: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, float]:
    """A peer's figures in proportion to ours: how many times the time, and what share of the finds and the precision."""
    return {
        "times_the_time": round(peer["seconds"] / own["seconds"], 1),
        "share_of_found": round(peer["found"] / max(own["found"], 1), 3),
        "share_of_precision": round(peer["pooled_precision"] / max(own["pooled_precision"], 1e-9), 3),
    }


def drawn(bids: int, seed: int) -> list[list[Document]]:
    """Bids of a million characters, each with a passage of the one before.

    They are 20,000 words of two Hanzi, drawn with frequencies that fall as one over the rank, as in any language, so
    that short stretches recur everywhere.
    """
    letters = np.random.default_rng(seed)
    words = 0x4E00 + letters.integers(0, 3000, (20_000, 2))
    share = np.cumsum(1 / np.arange(1, len(words) + 1))

    def said(length: int) -> npt.NDArray[np.int64]:
        return words[np.searchsorted(share, letters.random(length // 2) * share[-1])].ravel()

    passages = [said(PASSAGE) for _ in range(bids + 1)]
    laid = []
    for number in range(bids):
        codes = np.concatenate((passages[number], said(MILLION - 2 * PASSAGE), passages[number + 1]))
        text = codes.astype("<u4").tobytes().decode("utf-32-le")
        laid.append([as_document(f"d{number:03d}", text)])
    return laid


def large(bids: int) -> dict[str, Any]:
    """Seconds and memory for so many bids of a million characters."""
    texts = drawn(bids, bids)
    start = time.process_time()
    reuse = compare(texts)
    seconds = time.process_time() - start
    found = {(reuse.owner(p.a0), reuse.owner(p.b0)) for p in reuse.passages}
    wanted = {(i, i + 1) for i in range(bids - 1)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"bids": bids, "million_characters": bids, "seconds": round(seconds, 2),
            "seconds_per_bid": round(seconds / bids, 3), "gigabytes": round(peak, 2),
            "found": len(wanted & found), "of": len(wanted), "beside": len(found - wanted)}  # fmt: skip


def say(line: Mapping[str, Any]) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one line of JSON for each seed and method."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101])
    parser.add_argument("--docs", type=int, default=10)
    parser.add_argument("--chars", type=int, default=300_000)
    parser.add_argument("--alone", action="store_true", help="run no peers")
    parser.add_argument("--large", type=int, nargs="+", metavar="BIDS", default=[])
    options = parser.parse_args(arguments)
    compare([[as_document("warm", "up")], [as_document("a", "b")]])
    for bids in options.large:
        say(large(bids))
    if options.large:
        return 0
    if not (TOOLS / "textreuse_gen.py").exists():
        sys.stderr.write(f"{TOOLS} is absent: there is no workload to run on\n")
        return 2
    for seed in options.seeds:
        with tempfile.TemporaryDirectory() as folder:
            sizes = ["--docs", str(options.docs), "--chars", str(options.chars), "--seed", str(seed)]
            subprocess.run(
                [sys.executable, str(TOOLS / "textreuse_gen.py"), folder, *sizes],
                check=True,
                capture_output=True,
            )
            own = run("ours", ours, Path(folder), times=3)
            say({"seed": seed, **own})
            for name, (module, method) in () if options.alone else PEERS.items():
                why = missing(module)
                if why:
                    say({"seed": seed, "method": name, "skipped": why})
                    continue
                peer = run(name, method, Path(folder))
                say({"seed": seed, **peer})
                say({"seed": seed, "method": name, **ratios(peer, own)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
