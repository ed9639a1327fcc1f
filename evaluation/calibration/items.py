"""``item``: one single score that stands apart 畸高、畸低.

Method: the residual of each score after taking out the item's mean, the expert's leaning to the bidder and the
expert's own standard on the criterion, each divided by the noise estimated *without* it; the panel's largest is
flagged when its p, times the number of scores (Bonferroni), is at most ``ALPHA`` **and** the score lies more than
30 % off the mean of the other experts, from where on practice asks for a written explanation.  The flagged score
is mended in the fit and the rest looked at again.

Basis: 87号令 Art. 64(4).  Excluded: fewer than 3 experts; scores whose leaning is flagged already.
"""

from __future__ import annotations

import numpy as np

from evaluation.calibration.fit import centred, design
from evaluation.calibration.panel import Floats, Panel
from evaluation.calibration.rows import Flag
from evaluation.calibration.tails import t_two_sided
from procurement.message import msg

ALPHA = 0.0001
OFF_THE_MEAN = 0.30
MIN_EXPERTS = 3
MOST = 3
"""More odd scores than this in one panel are no longer single ones."""


def item_flags(panel: Panel) -> tuple[list[Flag], Floats]:
    """The flags of a panel, and its scores in units with the flagged ones mended."""
    units = panel.units.copy()
    experts, items = units.shape
    made = design(panel)
    flags: list[Flag] = []
    left = (1 - 1 / max(experts, 1)) * made.leverage_left
    while len(flags) < MOST:
        freedom = (experts - 1) * (items - made.rank) - len(flags)
        if experts < MIN_EXPERTS or freedom < 2:
            break
        residual = centred(units) @ made.rest
        own = np.square(residual) / np.where(left > 1e-6, left, np.inf)
        expert, item = np.unravel_index(int(np.argmax(own)), own.shape)
        without = float(np.square(residual).sum()) - float(own[expert, item])
        if own[expert, item] < 1e-12:
            break
        t = float(np.sqrt(own[expert, item] * (freedom - 1) / without)) if without > 1e-12 else np.inf
        p = min(1.0, own.size * t_two_sided(t, freedom - 1))
        others = float(np.delete(panel.scores[:, item], expert).mean())
        given = float(panel.scores[expert, item])
        if p > ALPHA or abs(given - others) <= OFF_THE_MEAN * abs(others):
            break
        units[expert, item] -= residual[expert, item] / left[item]
        flags.append(_flag(panel, int(expert), int(item), others, p))
    return flags, units


def _flag(panel: Panel, expert: int, item: int, others: float, p: float) -> Flag:
    given = float(panel.scores[expert, item])
    name, bidder = panel.experts[expert], panel.bidders[int(panel.bidder_of[item])]
    criterion = panel.criteria[int(panel.criterion_of[item])]
    return Flag(
        tender=panel.tender,
        kind="item",
        expert=name,
        bidder=bidder,
        criterion=criterion,
        direction="high" if given > others else "low",
        effect=given - others,
        p=p,
        explanation=msg(
            "%(expert)s gives %(bidder)s %(given)s on %(criterion)s; the others give %(others)s on average",
            expert=name,
            bidder=bidder,
            given=f"{given:g}",
            criterion=criterion,
            others=f"{others:.2f}",
        ),
    )
