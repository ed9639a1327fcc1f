"""What an act was about, in words: subjects are stored as codes and keys, and the room that writes them reads them out.

A room announces how in a module ``ledger_words``; a subject nobody speaks for stands as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Reading = Callable[[str, Mapping[str, str]], str]
"""A stored subject, and the names of the tender's bidders by key."""
_READINGS: dict[str, Reading] = {}


def reads(family: str) -> Callable[[Reading], Reading]:
    """Decorator: this function reads the subjects of the verbs ``family.…`` out in the reader's language."""

    def add(reading: Reading) -> Reading:
        _READINGS[family] = reading
        return reading

    return add


def subject_text(verb: str, subject: str, names: Mapping[str, str]) -> str:
    """The subject of an act in words."""
    reading = _READINGS.get(verb.partition(".")[0])
    return reading(subject, names) if reading and subject else subject
