"""``unanimity``: experts whose scores are the same on everything, where judging alone would not make them so.

Scores of factors that need judgement must not be negotiated 协商评分 (87号令 Art. 62(4)).  Experts whose scores
agree on every item form a group.  The chance that two who judge alone agree on an item is taken as the larger of

- step ÷ (2·√π·σ): two rounded normal judgements meet on a scale of that step, with σ the panel's spread on the
  criterion, never below one step, and
- how often pairs of experts outside the group do agree on that criterion.

A group of k agrees on all items by chance with that probability to the power k − 1, times the number of groups of
k; below ``ALPHA`` it is flagged.  Criteria on which the whole panel agrees throughout say nothing (often they are
matters of fact), unless there are no others.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from evaluation.calibration.panel import Ints, Panel
from evaluation.calibration.rows import Flag
from procurement.message import msg

Steps = npt.NDArray[np.int64]

ALPHA = 0.001
MIN_EXPERTS = 3
_SMALLEST_STEP = 10_000
"""Scores are compared in ten-thousandths of a point, the finest step that is stored."""


def unanimity_flags(panel: Panel) -> list[Flag]:
    """One flag for each group of experts that agree on everything too often to be chance."""
    if len(panel.experts) < MIN_EXPERTS or panel.scores.shape[1] == 0:
        return []
    steps = np.rint(panel.scores * _SMALLEST_STEP).astype(np.int64)
    differs = (steps != steps[0]).any(axis=0)
    judged = (
        np.isin(panel.criterion_of, panel.criterion_of[differs]) if differs.any() else np.ones_like(differs)
    )
    steps, criteria = steps[:, judged], panel.criterion_of[judged]
    groups: dict[bytes, list[int]] = {}
    for expert in range(len(panel.experts)):
        groups.setdefault(steps[expert].tobytes(), []).append(expert)
    flags = []
    for members in groups.values():
        if len(members) < 2:
            continue
        p = _chance(steps, criteria, members)
        if p <= ALPHA:
            flags.append(_flag(panel, members, steps.shape[1], p))
    return flags


def _chance(steps: Steps, criteria: Ints, members: list[int]) -> float:
    """The chance that some group of this size agrees on every item although each judges alone."""
    experts, size = len(steps), len(members)
    log_chance = math.log(math.comb(experts, size))
    for criterion in np.unique(criteria):
        part = steps[:, criteria == criterion]
        alike = max(_meeting(part), _outside(part, members))
        log_chance += (size - 1) * part.shape[1] * math.log(min(alike, 1.0))
    return math.exp(min(log_chance, 0.0))


def _meeting(part: Steps) -> float:
    """The chance that two rounded normal judgements of one criterion meet."""
    step = int(np.gcd.reduce((part - part.min()).ravel())) or 1
    spread = float(np.sqrt(part.var(axis=0, ddof=1).mean()))
    return step / (2 * math.sqrt(math.pi) * max(spread, step))


def _outside(part: Steps, members: list[int]) -> float:
    """How often two experts who are not both of the group agree on this criterion; 0 when there are none."""
    inside = np.zeros(len(part), dtype=bool)
    inside[members] = True
    one, other = np.triu_indices(len(part), 1)
    pairs = ~(inside[one] & inside[other])
    return float((part[one[pairs]] == part[other[pairs]]).mean()) if pairs.any() else 0.0


def _flag(panel: Panel, members: list[int], items: int, p: float) -> Flag:
    names = tuple(panel.experts[member] for member in members)
    return Flag(
        tender=panel.tender,
        kind="unanimity",
        expert=names,
        p=p,
        explanation=msg(
            "%(experts)s gave the same scores on all %(items)s items; each is to judge alone",
            experts="、".join(names),
            items=items,
        ),
    )
