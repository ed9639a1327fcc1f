"""What a reader is asked to do besides the text, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of one reading.

    ``tables`` looks for tables on pages with ruling lines; ``images`` hashes pictures; ``marks`` collects marks of
    origin.  ``max_pages`` and ``max_unpacked`` (bytes inside an office file) refuse what would not fit in memory;
    ``max_image_pixels`` bounds what one picture may unpack to.
    """

    tables: bool = True
    images: bool = True
    marks: bool = True
    max_pages: int = 5_000
    max_unpacked: int = 400_000_000
    max_image_pixels: int = 80_000_000


DEFAULT = ReadOptions()
TEXT_ONLY = ReadOptions(tables=False, images=False, marks=False)
