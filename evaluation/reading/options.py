"""What a reader is asked to do besides the text, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of one reading.

    ``tables`` looks for tables, ruled or not; ``images`` hashes pictures; ``marks`` collects marks of
    origin.  ``max_pages`` and ``max_unpacked`` (bytes inside an office file) refuse what would not fit in memory;
    ``max_image_pixels`` bounds what one picture may unpack to.

    ``evasion`` looks for tricks that make a text look one way and compare another.  ``ocr`` recognises pages without a
    usable text layer and, with ``evasion``, compares a sample of the text layer with what is printed; it takes seconds
    a page, so whoever wants it says so (:data:`FULL`).  ``ocr_memory`` (bytes) and ``ocr_seconds`` (a page) are the
    limits of its processes, ``ocr_workers`` how many run at once (0: as many as there are cores), ``ocr_pages`` how
    many pages of one file are recognised at most.
    """

    tables: bool = True
    images: bool = True
    marks: bool = True
    max_pages: int = 5_000
    max_unpacked: int = 400_000_000
    max_image_pixels: int = 80_000_000
    evasion: bool = True
    ocr: bool = False
    ocr_memory: int = 1_500_000_000
    ocr_seconds: float = 60.0
    ocr_workers: int = 0
    ocr_pages: int = 1_000


DEFAULT = ReadOptions()
FULL = ReadOptions(ocr=True)
"""What a bid is read with."""
TEXT_ONLY = ReadOptions(tables=False, images=False, marks=False, evasion=False)
