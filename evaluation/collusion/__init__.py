"""Collusion 串通投标: detectors → alerts → groups.  The machine shows evidence; a person decides."""

from evaluation.collusion.detect import detect
from evaluation.collusion.policy import DEFAULT, Policy

COLLUSION_VERSION = 5
"""Grows whenever the same case would give other alerts; stored results of older versions are worked out anew."""

__all__ = ["COLLUSION_VERSION", "DEFAULT", "Policy", "detect"]
