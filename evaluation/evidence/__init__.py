"""Evidence: from a criterion to the passages of a bid that answer it."""

from evaluation.evidence.passage import Passage
from evaluation.evidence.passages import find_passages, mentions

__all__ = ["Passage", "find_passages", "mentions"]
