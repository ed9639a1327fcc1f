"""Which part of a large text the shipped background is made from; the rest is left for measuring."""

from __future__ import annotations

import hashlib
import lzma
from pathlib import Path

STRETCH = 200
"""Lines of one stretch, about one statute."""


def read(path: Path) -> str:
    """The text of a file, which may be packed by xz."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")


def stretches(text: str) -> tuple[list[str], list[str]]:
    """The stretches of a text: every other one for the background, and those between them."""
    lines = text.split("\n")
    parts = ["\n".join(lines[i : i + STRETCH]) for i in range(0, len(lines), STRETCH)]
    return parts[::2], parts[1::2]


def digest(text: str) -> str:
    """What names the source in the background's record."""
    return hashlib.sha256(text.encode()).hexdigest()
