"""Score sheets for the tests: written out by hand, or simulated from a seed."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import numpy as np

from evaluation.calibration import ExpertScore


def sheet(
    scores: dict[str, dict[str, str]],
    *,
    criterion: str = "总分",
    max_score: str | None = None,
    tender: str = "",
) -> list[ExpertScore]:
    """Scores by expert and bidder on one criterion."""
    most = None if max_score is None else Decimal(max_score)
    return [
        ExpertScore(expert, bidder, criterion, Decimal(score), most, None, tender)
        for expert, given in scores.items()
        for bidder, score in given.items()
    ]


def real_sheet(path: Path, column: str) -> list[ExpertScore]:
    """A real sheet of experts × bidders with one score each."""
    with path.open(encoding="utf-8") as file:
        return [
            ExpertScore(row["evaluator"], row["bidder"], "总分", Decimal(row[column]))
            for row in csv.DictReader(file)
        ]


def honest(
    count: int,
    *,
    experts: int = 5,
    bidders: int = 5,
    items: int = 10,
    seed: int = 0,
    bias: float = 0.0,
    step: str = "0.01",
    max_score: str | None = None,
) -> list[ExpertScore]:
    """``count`` panels: quality + severity + own standard per item + noise of 1; expert 0 adds ``bias`` to bidder 0."""
    random = np.random.default_rng(seed)
    places = -int(Decimal(step).as_tuple().exponent)
    most = None if max_score is None else Decimal(max_score)
    rows = []
    for number in range(count):
        scores = (
            random.normal(14, 2, (1, bidders, items))
            + random.normal(0, 0.7, (experts, 1, 1))
            + random.normal(0, 0.5, (experts, 1, items))
            + random.normal(0, 1, (experts, bidders, items))
        )
        scores[0, 0] += bias
        rounded = np.round(scores / float(step)) * float(step)
        rows += [
            ExpertScore(
                f"e{e}", f"b{b}", f"S{c}", Decimal(f"{rounded[e, b, c]:.{places}f}"), most, None, f"t{number}"
            )
            for e in range(experts)
            for b in range(bidders)
            for c in range(items)
        ]
    return rows
