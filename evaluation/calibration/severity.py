"""How severe each expert is, over all tenders at once.

Least squares for x = quality of the item − severity of the expert, the additive form of the many-facet model: an
expert who met severe colleagues is not taken for a lenient one, as long as panels are linked by shared members.
Severities add up to 0 among experts who are linked.  Units: points per item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from evaluation.calibration.panel import Floats, Ints, Panel

_ENOUGH = 1e-10


def severities(panels: Sequence[Panel]) -> dict[str, float]:
    """The severity of every expert who shares a complete item with a colleague; 0 for the others."""
    names = list(dict.fromkeys(name for panel in panels for name in panel.experts))
    index = {name: place for place, name in enumerate(names)}
    member, group, weight, pull = _observations(panels, index)
    if not len(member):
        return dict.fromkeys(names, 0.0)
    groups = int(group.max()) + 1
    sizes = np.bincount(group, minlength=groups).astype(np.float64)

    def normal(severity: Floats) -> Floats:
        own = severity[member]
        centre: Floats = np.bincount(group, weights=own, minlength=groups).astype(np.float64) / sizes
        product: Floats = np.bincount(
            member, weights=weight * (own - centre[group]), minlength=len(names)
        ).astype(np.float64)
        return product

    right: Floats = np.bincount(member, weights=-pull, minlength=len(names)).astype(np.float64)
    solution = _conjugate_gradients(normal, right)
    return {name: float(solution[place]) + 0.0 for name, place in index.items()}


def _observations(panels: Sequence[Panel], index: dict[str, int]) -> tuple[Ints, Ints, Floats, Floats]:
    """Per member of a panel: expert, panel, number of items, and the sum of its differences from the item means."""
    member, group, weight, pull = [], [], [], []
    for number, panel in enumerate(p for p in panels if p.scores.shape[1] and len(p.experts) > 1):
        difference = (panel.scores - panel.scores.mean(axis=0)).sum(axis=1)
        member += [index[name] for name in panel.experts]
        group += [number] * len(panel.experts)
        weight += [float(panel.scores.shape[1])] * len(panel.experts)
        pull += difference.tolist()
    return np.array(member, dtype=np.intp), np.array(group, dtype=np.intp), np.array(weight), np.array(pull)


def _conjugate_gradients(normal: Callable[[Floats], Floats], right: Floats) -> Floats:
    """Solves the normal equations from 0, which gives the solution that adds up to 0 within linked experts."""
    solution = np.zeros_like(right)
    residual, direction = right.copy(), right.copy()
    size = float(residual @ residual)
    enough = _ENOUGH**2 * max(size, 1.0)
    for _ in range(10 * len(right)):
        if size <= enough:
            break
        product = normal(direction)
        step = size / float(direction @ product)
        solution += step * direction
        residual -= step * product
        size, before = float(residual @ residual), size
        direction = residual + size / before * direction
    return solution
