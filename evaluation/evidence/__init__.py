"""Evidence: from a criterion to the passages of a bid that answer it."""

from evaluation.evidence.passage import Passage
from evaluation.evidence.passages import find_passages, mentions

EVIDENCE_VERSION = 2
"""Grows whenever other passages would be found in the same documents."""

__all__ = ["EVIDENCE_VERSION", "Passage", "find_passages", "mentions"]
