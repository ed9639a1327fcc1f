"""``out-of-range``: a score below 0 or above the criterion's maximum (87号令 Art. 64(2))."""

from __future__ import annotations

from evaluation.calibration.panel import Panel, in_range
from evaluation.calibration.rows import Flag
from procurement.message import msg


def range_flags(panel: Panel) -> list[Flag]:
    """One flag for every score outside its range; ``effect`` is how far outside."""
    return [
        Flag(
            tender=panel.tender,
            kind="out-of-range",
            expert=row.expert,
            bidder=row.bidder,
            criterion=row.criterion,
            direction="low" if row.score < 0 else "high",
            effect=float(row.score if row.score < 0 else row.score - (row.max_score or 0)),
            explanation=msg(
                "%(expert)s gives %(bidder)s %(score)s on %(criterion)s, outside the range from 0 to %(max)s",
                expert=row.expert,
                bidder=row.bidder,
                score=row.score,
                criterion=row.criterion,
                max="∞" if row.max_score is None else str(row.max_score),
            ),
        )
        for row in panel.rows
        if not in_range(row)
    ]
