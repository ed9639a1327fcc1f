"""Two bids alone with the tender document 两两比对.

With many bids side by side, what several of them have counts as common and short agreements drown in chance.  Two
alone are measured against less text, so that shorter passages show, and nothing is left out for being common.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.policy import Policy
from evaluation.collusion.registry import all_detectors

DETECTORS = ("document-origin", "image-reuse", "shared-error", "text-reuse")
"""Those whose outcome depends on the other bids."""


def pairs(bidders: Sequence[BidderMaterial]) -> list[tuple[BidderMaterial, BidderMaterial]]:
    """Every two bidders once."""
    return list(combinations(bidders, 2))


def compare_two(
    two: tuple[BidderMaterial, BidderMaterial], case: Case, policy: Policy
) -> Iterator[tuple[str, Finding]]:
    """What the detectors find between these two alone; ``case`` gives the tender and its documents."""
    alone = replace(case, bidders=two, recalls=())
    context = Context(alone, policy)
    for detector in all_detectors():
        if detector.name in DETECTORS:
            for finding in detector.detect(alone, context):
                yield detector.name, finding
