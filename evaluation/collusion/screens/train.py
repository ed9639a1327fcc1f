"""Training a classifier of screens, and the question whether it may be used at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.collusion.screens.drawn import ALL, MOST, by_supplier_sets
from evaluation.collusion.screens.drawn import judged as judged_by
from evaluation.collusion.screens.labelled import Labelled
from evaluation.collusion.screens.model import Model, fit
from evaluation.collusion.screens.splits import Fold, by_bidder, by_time
from procurement.message import Message, msg

LEAST_OF_EACH = 30
LEAST_JUDGED = 20
RESAMPLES = 1000

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % bootstrap interval over tenders."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """How the classifier did on tenders it had not seen.

    ``majority`` is the share of the commoner kind, which is what saying always the same gets right; its balanced
    accuracy is 0.5 and its average precision is ``rigged``, the share of rigged tenders.
    """

    split: str
    tenders: int
    rigged: float
    majority: float
    balanced_accuracy: Interval
    average_precision: Interval
    gain: Interval

    @property
    def better(self) -> bool:
        """Whether both intervals lie above what no knowledge gives."""
        return self.balanced_accuracy.low > 0.5 and self.gain.low > 0


@dataclass(frozen=True, slots=True)
class Trained:
    """The figures, and the model of all tenders where it may be used; otherwise the reasons why not."""

    judged: tuple[Judged, ...]
    model: Model | None
    refused: tuple[Message, ...]


def train(tenders: Sequence[Labelled], seed: int = 0) -> Trained:
    """Trains and judges; gives no model that is not better than the majority on unseen times *and* unseen bidders."""
    rigged = sum(t.collusive for t in tenders)
    least = min(rigged, len(tenders) - rigged)
    if least < LEAST_OF_EACH:
        few = msg("too little data: %(rigged)s rigged and %(honest)s other tenders; at least %(need)s of each are needed",
                  rigged=rigged, honest=len(tenders) - rigged, need=LEAST_OF_EACH)  # fmt: skip
        return Trained((), None, (few,))
    judged: list[Judged] = []
    refused: list[Message] = []
    for split in ("time", "bidder"):
        found = (
            judge(split, tenders, by_time(tenders), seed)
            if split == "time"
            else _on_unseen_bidders(tenders, seed)
        )
        if found is None:
            refused.append(_UNTESTED[split])
            continue
        judged.append(found)
        if not found.better:
            refused.append(_NO_BETTER[split])
    model = None if refused else fit([t.screens for t in tenders], [t.collusive for t in tenders])
    return Trained(tuple(judged), model, tuple(refused))


def _on_unseen_bidders(tenders: Sequence[Labelled], seed: int) -> Judged | None:
    """By pieces of the market; by drawn sets of suppliers where it has none; ``None`` where both leave too little.

    Whoever is judged by one way is not judged by the next: a second try would be a second chance to pass by luck.
    """
    found = judge("bidder", tenders, by_bidder(tenders), seed)
    if found is not None:
        return found
    for split, share in (("suppliers", ALL), ("most suppliers", MOST)):
        folds = by_supplier_sets(tenders, seed, share)
        if judged_by(tenders, folds) >= LEAST_JUDGED:
            return judge(split, tenders, folds, seed)
    return None


_UNTESTED = {
    "time": msg(
        "there are too few tenders of either kind before the later ones, so it cannot be tested on them"
    ),
    "bidder": msg("the same firms bid nearly everywhere, so it cannot be tested on firms it has not seen"),
}
_NO_BETTER = {
    "time": msg("on later tenders it is no better than always giving the commoner answer"),
    "bidder": msg(
        "on tenders of firms it has not seen it is no better than always giving the commoner answer"
    ),
}


def judge(split: str, tenders: Sequence[Labelled], folds: Sequence[Fold], seed: int) -> Judged | None:
    """The figures over all folds together; ``None`` when fewer than ``LEAST_JUDGED`` of either kind were judged.

    A tender that several folds judge counts once; each resampling takes one of its judgements at random, so that the
    intervals also tell how much depends on what was held out and learnt from.
    """
    scores: dict[int, list[float]] = defaultdict(list)
    for fold in folds:
        model = fit([tenders[i].screens for i in fold.train], [tenders[i].collusive for i in fold.train])
        for i in fold.test:
            scores[i].append(model.probability(tenders[i].screens))
    y = np.array([tenders[i].collusive for i in scores], bool)
    if min(y.sum(), len(y) - y.sum()) < LEAST_JUDGED:
        return None
    times = np.array([len(some) for some in scores.values()])
    table = np.full((len(y), times.max()), np.nan)
    for row, some in zip(table, scores.values(), strict=True):
        row[: len(some)] = some
    mean = np.nanmean(table, axis=1)
    random = np.random.default_rng(seed)
    samples = [random.integers(0, len(y), len(y)) for _ in range(RESAMPLES)]
    samples = [rows for rows in samples if 0 < y[rows].sum() < len(y)]
    drawn = [(y[rows], table[rows, random.integers(0, times[rows])]) for rows in samples]
    share = float(y.mean())
    precisions = [average_precision(*one) for one in drawn]
    gains = [found - float(one[0].mean()) for found, one in zip(precisions, drawn, strict=True)]
    precision = average_precision(y, mean)
    return Judged(
        split=split,
        tenders=len(y),
        rigged=share,
        majority=max(share, 1 - share),
        balanced_accuracy=_interval(balanced_accuracy(y, mean), [balanced_accuracy(*one) for one in drawn]),
        average_precision=_interval(precision, precisions),
        gain=_interval(precision - share, gains),
    )


def _interval(value: float, resampled: Sequence[float]) -> Interval:
    low, high = np.percentile(resampled, (2.5, 97.5))
    return Interval(value, float(low), float(high))


def balanced_accuracy(truth: Flags, scores: Scores) -> float:
    """The mean of the shares of rigged and of honest tenders that are told right at one half."""
    said = scores >= 0.5
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def average_precision(truth: Flags, scores: Scores) -> float:
    """The mean precision at each rigged tender, likeliest first; equal scores count together."""
    order = np.argsort(-scores, kind="stable")
    last = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))
    hits = np.cumsum(truth[order])[last]
    return float((np.diff(hits, prepend=0) * hits / (last + 1)).sum() / hits[-1])
