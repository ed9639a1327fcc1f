"""A signed or sealed paper 签字盖章的书面材料 that comes with an answer: told by its content, not by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from procurement.message import Message, msg

MOST_BYTES = 20_000_000
_KINDS = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """The bytes, the name they are kept under, and what they are."""

    name: str
    data: bytes
    media_type: str


class PaperError(ValueError):
    """A file that is not taken; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def paper(name: str, data: bytes) -> Paper:
    """The paper; ``PaperError`` for one that is empty, too large, or no PDF, PNG or JPEG."""
    if not data:
        raise PaperError(msg("%(name)s is empty.", name=name))
    if len(data) > MOST_BYTES:
        raise PaperError(msg("%(name)s is larger than %(most)s MB.", name=name, most=MOST_BYTES // 1_000_000))
    for head, media_type, ending in _KINDS:
        if data.startswith(head):
            stem = PurePosixPath(name.replace("\\", "/")).stem[:200] or "paper"
            return Paper(f"{stem}.{ending}", data, media_type)
    raise PaperError(msg("%(name)s is no PDF, PNG or JPEG: scan or photograph the signed paper.", name=name))
