"""Which reader takes a file: every format is one file in ``formats/`` that registers itself.

A format looks at the content and answers with a score; the highest takes the file.  The name is only used to tell
a file that is not what its name says, and to choose between readers of text that has no signature of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from evaluation.reading.document import Document
from evaluation.reading.evasion.aside import Aside
from evaluation.reading.evasion.run import Run
from evaluation.reading.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its bytes, its name in evidence, the hash of the bytes, and what is asked.

    A format adds to ``runs`` the text that is drawn in an unusual way and to ``asides`` what stands beside the running
    text, for those who look for evasion.
    """

    data: bytes
    name: str
    sha256: str
    options: ReadOptions
    runs: list[Run] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


class Format(Protocol):
    """A file format: ``name`` for messages, ``suffixes`` it goes by, and the two things it can do."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings its files go by, lower case, with the dot."""

    def score(self, data: bytes) -> int:
        """How sure the format is that the content is its own: 0 not at all, 100 by signature."""

    def read(self, source: Source) -> Document:
        """The document; ``UnreadableError`` when the content is broken, locked or empty."""


_FORMATS: list[Format] = []


def register_format(reader: Format) -> Format:
    """Adds a format; called once by each file in ``formats/``."""
    _FORMATS.append(reader)
    return reader


@cache
def formats() -> tuple[Format, ...]:
    """Every format there is, in the order of their file names."""
    package = importlib.import_module("evaluation.reading.formats")
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        importlib.import_module(f"{package.__name__}.{module}")
    return tuple(_FORMATS)


def choose(data: bytes) -> Format | None:
    """The format whose content this is, or ``None`` when nobody knows it."""
    scored = [(reader.score(data), reader) for reader in formats()]
    best, reader = max(scored, key=lambda pair: pair[0])
    return reader if best > 0 else None


def by_suffix(suffix: str) -> Format | None:
    """The format that files with this suffix (with its dot, lower case) claim to be."""
    return next((reader for reader in formats() if suffix in reader.suffixes), None)
