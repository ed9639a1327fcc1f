"""Power and false alarms of the expert-score check, and how fast it is.

    python benchmarks/calibration.py [--panels N] [--seed S]

Simulates panels as ``docs/calibration.md`` describes them and prints one table: honest panels of several shapes and
scales with the share that gets any flag, then panels of 5 experts × 5 bidders × 10 items in which one expert leans.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from evaluation.calibration import Calibration, ExpertScore, check

Noise = Callable[[np.random.Generator, tuple[int, int, int]], npt.NDArray[np.float64]]


def normal(random: np.random.Generator, shape: tuple[int, int, int]) -> npt.NDArray[np.float64]:
    """Noise as the method assumes it."""
    return random.normal(0, 1, shape)


def heavy(random: np.random.Generator, shape: tuple[int, int, int]) -> npt.NDArray[np.float64]:
    """Noise with heavy tails (t with 5 degrees of freedom), of variance 1."""
    return random.standard_t(5, shape) / np.sqrt(5 / 3)


def simulate(
    panels: int,
    shape: tuple[int, int, int],
    seed: int,
    *,
    bias: float = 0.0,
    step: float = 0.01,
    noise: Noise = normal,
) -> list[ExpertScore]:
    """Panels of quality + severity + own standards + noise; expert 0 adds ``bias`` σ to every item of bidder 0."""
    experts, bidders, items = shape
    random = np.random.default_rng([seed, *shape])
    rows = []
    for number in range(panels):
        scores = (
            random.normal(14, 2, (1, bidders, items))
            + random.normal(0, 0.7, (experts, 1, 1))
            + random.normal(0, 0.5, (experts, 1, items))
            + noise(random, shape)
        )
        scores[0, 0] += bias
        texts = np.round(np.round(scores / step) * step, 2).astype(str)
        rows += [
            ExpertScore(f"e{e}", f"b{b}", f"S{c}", Decimal(texts[e, b, c]), None, None, str(number))
            for e in range(experts)
            for b in range(bidders)
            for c in range(items)
        ]
    return rows


def flagged(result: Calibration, *, kind: str = "", cell: tuple[str, str] | None = None) -> int:
    """How many panels have a flag (of a kind, on a cell)."""
    return len(
        {
            flag.tender
            for flag in result.flags
            if (not kind or flag.kind == kind) and (cell is None or (flag.expert, flag.bidder) == cell)
        }
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--panels", type=int, default=4000, help="panels per row (default 4000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    panels = options.panels

    print(f"{'honest panels':34} any flag  leaning")
    cases: list[tuple[str, tuple[int, int, int], float, Noise]] = [
        ("5 × 5 × 10, steps of 0.01", (5, 5, 10), 0.01, normal),
        ("5 × 5 × 10, steps of 0.5", (5, 5, 10), 0.5, normal),
        ("5 × 5 × 10, whole points", (5, 5, 10), 1.0, normal),
        ("5 × 5 × 10, heavy tails", (5, 5, 10), 0.01, heavy),
        ("5 × 3 × 4", (5, 3, 4), 0.1, normal),
        ("7 × 8 × 6", (7, 8, 6), 0.1, normal),
        ("3 × 4 × 8", (3, 4, 8), 0.1, normal),
    ]
    for name, shape, step, noise in cases:
        result = check(simulate(panels, shape, options.seed, step=step, noise=noise))
        print(f"{name:34} {flagged(result) / panels:8.3f} {flagged(result, kind='leaning') / panels:8.3f}")

    print(f"\n{'one expert leans, 5 × 5 × 10':34} panel flagged  cell named")
    for bias in (1.0, 1.5, 2.0):
        result = check(simulate(panels, (5, 5, 10), options.seed + 1, bias=bias))
        named = flagged(result, kind="leaning", cell=("e0", "b0")) / panels
        print(
            f"+{bias} σ on every item{'':16} {flagged(result, kind='leaning') / panels:13.3f} {named:11.3f}"
        )

    rows = simulate(panels, (5, 5, 10), options.seed + 2)
    start = time.perf_counter()
    check(rows)
    seconds = time.perf_counter() - start
    print(f"\n{panels} panels of 5 × 5 × 10 in {seconds:.1f} s: {panels / seconds:.0f} panels a second")


if __name__ == "__main__":
    main()
