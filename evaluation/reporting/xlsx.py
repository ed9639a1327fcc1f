"""The outline's tables as a workbook: each table a sheet, amounts and points as numbers."""

from __future__ import annotations

from datetime import datetime

from evaluation.reporting.outline import Outline
from procurement.spreadsheet import MEDIA_TYPE, Sheet, workbook

__all__ = ["MEDIA_TYPE", "to_xlsx"]

_FIXED = datetime(2020, 1, 1)  # noqa: DTZ001  the format's own properties hold no zone


def to_xlsx(outline: Outline) -> bytes:
    """The workbook, with the cover's lines as its first sheet."""
    cover = Sheet("封面", ("项目", "内容"), outline.lines)
    return workbook([cover, *(Sheet(t.title, t.header, t.rows) for t in outline.tables)], moment=_FIXED)
