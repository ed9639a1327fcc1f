"""Translatable text as data: what pure code says, so that the shell can say it in the reader's language.

A score explanation or an alert summary is stored once and read in Chinese and in English.  Pure code therefore
never formats a sentence; it returns a :class:`Message`, a catalogue key with its parameters, which survives JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: the English catalogue key ``template`` with ``%(name)s`` places, and what goes into them.

    A parameter is text, a number or another message (translated with it).
    """

    template: str
    params: Mapping[str, str | int | Message] = field(default_factory=dict)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """The sentence after ``translate`` (normally ``gettext``) has turned the template into a language."""
        values = {k: v.render(translate) if isinstance(v, Message) else v for k, v in self.params.items()}
        text = translate(self.template)
        return text % values if values else text

    def __str__(self) -> str:
        return self.render()

    def to_json(self) -> dict[str, Any]:
        """A JSON-ready form that :meth:`from_json` reads back."""
        params = {k: v.to_json() if isinstance(v, Message) else v for k, v in self.params.items()}
        return {"template": self.template, "params": params}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        """The message that :meth:`to_json` wrote."""
        params = {
            k: cls.from_json(v) if isinstance(v, Mapping) else v for k, v in data.get("params", {}).items()
        }
        return cls(data["template"], params)


def msg(template: str, **params: str | int | Decimal | Message) -> Message:
    """A message; the catalogue tool collects the first argument of every ``msg(...)`` call as a key."""
    return Message(template, {k: str(v) if isinstance(v, Decimal) else v for k, v in params.items()})
