"""Collusion 串通投标: detectors → alerts → groups.  The machine shows evidence; a person decides."""

COLLUSION_VERSION = 1
"""Grows whenever the same case would give other alerts; stored results of older versions are worked out anew."""
