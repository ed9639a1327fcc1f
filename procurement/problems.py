"""Problems of what was handed in: each names the file, the place, what was found and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procurement.message import Message, msg


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.  ``place`` is a path within the file (``criteria[3].rule``), a line or a page.

    ``found`` is text where it quotes what was handed in, a message where it describes it.
    """

    file: str
    expected: Message
    place: str = ""
    found: Message | str = ""

    def message(self) -> Message:
        """The problem as one sentence."""
        where = f"{self.file}: {self.place}" if self.place else self.file
        if not where:
            return self.expected
        if self.found:
            return msg(
                "%(where)s: found %(found)s; expected %(expected)s",
                where=where,
                found=self.found,
                expected=self.expected,
            )
        return msg("%(where)s: %(expected)s", where=where, expected=self.expected)

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready form for a job's row."""
        return {
            "file": self.file,
            "place": self.place,
            "found": self.found.to_json() if isinstance(self.found, Message) else self.found,
            "expected": self.expected.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Problem:
        """The problem that :meth:`to_json` wrote."""
        found = data["found"]  # text in rows written before it could be a message, and for what was quoted
        return cls(
            data["file"],
            Message.from_json(data["expected"]),
            data["place"],
            Message.from_json(found) if isinstance(found, Mapping) else found,
        )


class Refused(Exception):  # noqa: N818  a refusal is an answer, not a fault of the program
    """What was handed in is refused as a whole; nothing of it was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem.message()) for problem in self.problems))

    def render(self, translate: Callable[[str], str] = str) -> str:
        """All problems, one a line, in a language."""
        return "\n".join(problem.message().render(translate) for problem in self.problems)
