"""The check itself: every panel on its own, severity across all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evaluation.calibration.agreement import agreement
from evaluation.calibration.items import item_flags
from evaluation.calibration.leaning import leaning_flags
from evaluation.calibration.panel import Panel, panels
from evaluation.calibration.ranges import range_flags
from evaluation.calibration.rows import Calibration, ExpertScore, Flag
from evaluation.calibration.session import session_flags
from evaluation.calibration.severity import severities
from evaluation.calibration.unanimity import unanimity_flags

Progress = Callable[[int, int], None]


def check(rows: Sequence[ExpertScore], *, progress: Progress | None = None) -> Calibration:
    """The calibration of all panels in ``rows``; ``progress`` hears (panels done, panels in all).

    A row stands once for an expert, bidder and criterion of a tender; of several the last counts.
    """
    found = panels(rows)
    flags: list[Flag] = []
    agreements = {}
    for done, panel in enumerate(found, start=1):
        flags += panel_flags(panel)
        agreements[panel.tender] = agreement(panel)
        if progress is not None:
            progress(done, len(found))
    return Calibration(tuple(flags), severities(found), agreements)


def panel_flags(panel: Panel) -> list[Flag]:
    """The flags of one panel: what is certain first, then what is likely."""
    items, mended = item_flags(panel)
    leanings = leaning_flags(panel, mended)
    leaning_cells = {(flag.expert, flag.bidder) for flag in leanings}
    return [
        *range_flags(panel),
        *leanings,
        *(flag for flag in items if (flag.expert, flag.bidder) not in leaning_cells),
        *unanimity_flags(panel),
        *session_flags(panel),
    ]
