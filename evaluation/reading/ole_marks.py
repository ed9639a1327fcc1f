"""Marks of origin that Word, Excel and WPS leave in the property sets of a binary file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evaluation.reading.document import Origin
from evaluation.reading.pdf.marks import storable
from procurement.compound import Compound

_SUMMARY, _MORE = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
_CODE_PAGE = 1
_TITLE, _AUTHOR, _TEMPLATE, _LAST_EDITOR, _REVISION, _EDITED, _CREATED, _SAVED, _PROGRAM = (
    2,
    4,
    7,
    8,
    9,
    10,
    12,
    13,
    18,
)
_MANAGER, _COMPANY = 14, 15


def compound_origin(file: Compound) -> Origin:
    """What the file says about its making; an empty :class:`Origin` where it says nothing readable."""
    summary, more = file.properties(_SUMMARY), file.properties(_MORE)
    extra = {
        key: text
        for key, text in (
            ("core.revision", _text(summary, _REVISION)),
            ("app.Manager", _text(more, _MANAGER)),
        )
        if text
    }
    extra |= {
        f"custom.{storable(name)[:60]}": storable(value)[:200]
        for name, value in file.named_properties(_MORE).items()
        if value
    }
    seconds = summary.get(_EDITED)
    return Origin(
        author=_text(summary, _AUTHOR),
        last_editor=_text(summary, _LAST_EDITOR),
        creator=_text(summary, _PROGRAM),
        company=_text(more, _COMPANY),
        template=_text(summary, _TEMPLATE),
        title=_text(summary, _TITLE),
        created=_moment(summary.get(_CREATED)),
        modified=_moment(summary.get(_SAVED)),
        edit_minutes=int(seconds) // 60 if isinstance(seconds, int | float) and 0 < seconds < 10**9 else None,
        extra=extra,
    )


def _text(values: dict[int, Any], key: int) -> str:
    """A property as text; bytes are in the code page that the set names, which in Chinese files is mostly 936."""
    value = values.get(key)
    if isinstance(value, bytes):
        return storable(_decoded(value, values.get(_CODE_PAGE))).strip()[:500]
    return storable(value).strip()[:500] if isinstance(value, str) else ""


def _decoded(value: bytes, page: Any) -> str:
    number = page & 0xFFFF if isinstance(page, int) else 936
    encoding = {1200: "utf-16-le", 65001: "utf-8", 936: "gb18030"}.get(number, f"cp{number}")
    try:
        return value.decode(encoding, "replace")
    except LookupError:
        return value.decode("gb18030", "replace")


def _moment(value: Any) -> str:
    return (
        f"{value.isoformat(timespec='seconds')}Z" if isinstance(value, datetime) and value.year > 1601 else ""
    )
