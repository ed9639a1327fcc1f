"""Reading in a child process (placeholder until limits are in)."""

from __future__ import annotations

from evaluation.reading.document import Document
from evaluation.reading.options import DEFAULT, ReadOptions
from evaluation.reading.reader import read


def read_safely(data: bytes, name: str, *, options: ReadOptions = DEFAULT) -> Document:
    """As :func:`read`."""
    return read(data, name, options=options)
