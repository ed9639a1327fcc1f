"""Calibration 评分校核: expert scores in, reasons to look again out."""

from evaluation.calibration.check import check
from evaluation.calibration.rows import Agreement, Calibration, ExpertScore, Flag

__all__ = ["Agreement", "Calibration", "ExpertScore", "Flag", "check"]
