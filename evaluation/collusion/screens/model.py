"""A trained classifier of screens: a few numbers in a JSON file, nothing that runs code when it is loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.collusion.screens.features import NAMES, Screens

Table = npt.NDArray[np.float64]
_CLIP = 4.0
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic regression on the standardised screens and their squares; a missing screen stands at its mean."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    format: int = FORMAT
    names: tuple[str, ...] = NAMES

    def probability(self, screens: Screens) -> float:
        """How likely the classifier holds a tender to be rigged: context for a person, no evidence."""
        row = _standard(table([screens]), np.array(self.mean), np.array(self.scale))[0]
        return 1 / (1 + exp(-float(row @ np.array(self.weights)) - self.intercept))

    def save(self, path: Path) -> None:
        """Writes the model as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Model:
        """Reads what :meth:`save` wrote; ``ValueError`` for the file of another format."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")), path.name)

    @classmethod
    def of(cls, data: Mapping[str, Any], name: str = "model") -> Model:
        """The model that these numbers are; ``ValueError`` for those of another format."""
        if data.get("format") != FORMAT or tuple(data.get("names", ())) != NAMES:
            raise ValueError(f"{name}: not a model of screens in format {FORMAT}")
        mean, scale, weights = (tuple(map(float, data[key])) for key in ("mean", "scale", "weights"))
        return cls(mean, scale, weights, float(data["intercept"]))


def table(found: Sequence[Screens]) -> Table:
    """One row for each tender, ``nan`` for a screen that it has not."""
    return np.array([[np.nan if (v := getattr(s, n)) is None else float(v) for n in NAMES] for s in found])


def fit(found: Sequence[Screens], collusive: Sequence[bool]) -> Model:
    """The classifier of these tenders; both kinds count the same, however many there are of each."""
    from sklearn.linear_model import LogisticRegression

    rows = table(found)
    filled = np.where(np.isnan(rows), np.nanmean(rows, axis=0), rows)
    mean, scale = filled.mean(axis=0), filled.std(axis=0)
    scale[scale == 0] = 1.0
    learner = LogisticRegression(C=0.3, class_weight="balanced", max_iter=2000)
    learner.fit(_standard(rows, mean, scale), np.array(collusive))
    weights = tuple(float(w) for w in learner.coef_[0])
    return Model(tuple(mean.tolist()), tuple(scale.tolist()), weights, float(learner.intercept_[0]))


def _standard(rows: Table, mean: Table, scale: Table) -> Table:
    values = np.clip(np.nan_to_num((rows - mean) / scale, nan=0.0), -_CLIP, _CLIP)
    return np.hstack([values, values**2])
