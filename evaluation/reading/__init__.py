"""Reading: bytes to :class:`~evaluation.reading.document.Document`, every character with its place."""

from evaluation.reading.document import Document, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.options import DEFAULT, ReadOptions
from evaluation.reading.reader import READER_VERSION, read
from evaluation.reading.safely import read_safely

__all__ = [
    "DEFAULT",
    "READER_VERSION",
    "Document",
    "Page",
    "ReadOptions",
    "UnreadableError",
    "read",
    "read_safely",
]
