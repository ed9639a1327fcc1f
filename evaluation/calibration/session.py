"""``straight-line`` and ``too-fast``: signs of a sheet that was filled in without judging.

Surveys drop respondents who take under a minute or give at least 90 % identical answers; here nothing is dropped,
the expert is asked.  A sheet is a straight line when at least 90 % of its scores are the same share of their
maximum, or when on at least 90 % of its criteria every bidder gets the same, while the colleagues do tell the
bidders apart.  It is too fast when the whole sheet took under a minute, or a typical item took under 2 seconds, or
under 10 seconds and less than a fifth of what the colleagues took.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from evaluation.calibration.panel import Panel
from evaluation.calibration.rows import ExpertScore, Flag
from procurement.message import msg

SAME_SHARE = 0.90
LEAST_SCORES = 8
LEAST_BIDDERS = 3
LEAST_TIMED = 5
WHOLE_SHEET = 60
ONE_ITEM = 2
SUSPECT_ITEM = 10
OF_COLLEAGUES = 0.2


def session_flags(panel: Panel) -> list[Flag]:
    """The flags of both kinds."""
    sheets = {expert: [row for row in panel.rows if row.expert == expert] for expert in panel.experts}
    return [*_straight_lines(panel, sheets), *_too_fast(panel, sheets)]


def _straight_lines(panel: Panel, sheets: dict[str, list[ExpertScore]]) -> list[Flag]:
    if len(panel.bidders) < LEAST_BIDDERS:
        return []
    shares = {expert: _sameness(rows) for expert, rows in sheets.items() if len(rows) >= LEAST_SCORES}
    flags = []
    for expert, share in shares.items():
        others = [value for name, value in shares.items() if name != expert]
        if share >= SAME_SHARE and (not others or median(others) < SAME_SHARE):
            text = msg(
                "%(percent)s %% of the scores of %(expert)s are the same",
                percent=f"{share * 100:.0f}",
                expert=expert,
            )
            flags.append(Flag(panel.tender, "straight-line", expert, text, effect=share))
    return flags


def _sameness(rows: Sequence[ExpertScore]) -> float:
    """The larger of: the commonest share of the maximum; criteria on which all bidders get the same."""
    shares = Counter(row.score / row.max_score if row.max_score else row.score for row in rows)
    by_criterion: dict[str, set[object]] = {}
    for row in rows:
        by_criterion.setdefault(row.criterion, set()).add(row.score)
    level = sum(len(values) == 1 for values in by_criterion.values()) / len(by_criterion)
    return max(shares.most_common(1)[0][1] / len(rows), level)


def _too_fast(panel: Panel, sheets: dict[str, list[ExpertScore]]) -> list[Flag]:
    timed = {
        expert: [float(row.seconds) for row in rows if row.seconds is not None]
        for expert, rows in sheets.items()
        if len(rows) >= LEAST_TIMED and all(row.seconds is not None for row in rows)
    }
    typical = {expert: median(seconds) for expert, seconds in timed.items()}
    flags = []
    for expert, seconds in timed.items():
        others = [value for name, value in typical.items() if name != expert]
        hasty = (
            bool(others)
            and typical[expert] < SUSPECT_ITEM
            and typical[expert] < OF_COLLEAGUES * median(others)
        )
        if sum(seconds) < WHOLE_SHEET or typical[expert] < ONE_ITEM or hasty:
            text = msg(
                "%(expert)s took %(seconds)s seconds for a typical item, %(total)s for all %(items)s",
                expert=expert,
                seconds=f"{typical[expert]:g}",
                total=f"{sum(seconds):g}",
                items=len(seconds),
            )
            flags.append(Flag(panel.tender, "too-fast", expert, text, effect=typical[expert]))
    return flags
