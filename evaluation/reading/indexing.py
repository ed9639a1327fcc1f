"""What is kept beside a reading so that pages and search need not unpack it: its overview and the text of its pages."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction

from evaluation.evidence.fold import fold
from evaluation.reading.document import Document
from evaluation.reading.models import PageText, ReadFile
from evaluation.reading.overview import overview

INDEX_VERSION = 4
"""Grows whenever the same document would give another index; readings with an older one are indexed anew."""
_NOT_FOR_A_DATABASE = re.compile("[\x00\ud800-\udfff]")


@transaction.atomic
def index(*, reading: ReadFile, document: Document) -> None:
    """Makes the index of a reading in place of any earlier one."""
    reading.overview = _storable(overview(document).to_json())
    reading.indexed = INDEX_VERSION
    reading.save(update_fields=["overview", "indexed"])
    PageText.objects.filter(reading=reading).delete()
    rows = []
    for page in document.pages:
        text = storable(page.text)
        if text.strip():
            folded = fold(text).text
            rows.append(PageText(reading=reading, number=page.number, text=text, folded=folded))
    PageText.objects.bulk_create(rows, batch_size=500)


def storable(text: str) -> str:
    """The text without what PostgreSQL refuses (NUL, half surrogates); every other character keeps its offset."""
    return _NOT_FOR_A_DATABASE.sub("\ufffd", text)


def _storable(data: Any) -> Any:
    if isinstance(data, str):
        return storable(data)
    if isinstance(data, list):
        return [_storable(item) for item in data]
    if isinstance(data, dict):
        return {key: _storable(value) for key, value in data.items()}
    return data
