"""The one way a file fails to be read, and the word of whoever does not want it read any more."""

from __future__ import annotations

from procurement.message import Message


class UnreadableError(Exception):
    """A file that cannot become a document, and why, in words for the person who handed it in.

    ``name`` is the file as evidence names it; ``reason`` says what was found and what was expected.
    """

    def __init__(self, name: str, reason: Message) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class CancelledError(Exception):
    """Whoever asked for the reading does not want it any more."""
