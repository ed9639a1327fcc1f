"""A bid's parts with the values that fill their blanks, and the links that lead to both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from evaluation.reading.field_names import name_of
from evaluation.reading.overview import Overview, Value
from evaluation.reading.place import Place
from evaluation.reading.structure.parts import Part
from procurement.message import Message

MOST_VALUES = 12
"""So many values of one part are shown, the surest."""


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part of a bid with the values that fill its blanks, in the order of their places."""

    part: Part
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ValueLink:
    """A value that fills a blank of a part."""

    value: Value
    name: Message
    query: str

    @property
    def confidence(self) -> str:
        """How sure the reading is, 0.00 to 1.00."""
        return f"{self.value.confidence:.2f}"


@dataclass(frozen=True, slots=True)
class PartLink:
    """A part that the tender prescribes: where the bid has it (no query: nowhere), and its values."""

    part: Part
    current: bool
    query: str
    values: tuple[ValueLink, ...]


def filled(part: Part, states: Mapping[str, Overview]) -> FilledPart:
    """The part with what stands in it, one of each value, the surest ones; ``states`` by the documents' names."""
    if part.document is None:
        return FilledPart(part, ())
    best: dict[tuple[str, str], Value] = {}
    for value in states[part.document].values:
        held = best.get((value.field, value.value))
        if part.holds(part.document, value.page, value.start) and (
            held is None or value.confidence > held.confidence
        ):
            best[value.field, value.value] = value
    surest = sorted(best.values(), key=lambda value: -value.confidence)[:MOST_VALUES]
    return FilledPart(part, tuple(sorted(surest, key=lambda value: (value.page, value.start))))


def part_link(filling: FilledPart, place: Place) -> PartLink:
    """The links of a part beside this place of the bid."""
    part, entry = filling.part, filling.part.entry
    if part.document is None or entry is None:
        return PartLink(part, current=False, query="", values=())
    mark = (entry.start, entry.end) if 0 <= entry.start < entry.end else None
    target = Place(part.document, entry.page, place.criterion, mark=mark)
    values = tuple(
        ValueLink(
            value,
            name_of(value.field),
            replace(target, page=value.page, mark=(value.start, value.end)).query(),
        )
        for value in filling.values
    )
    return PartLink(part, _reaches(part, place), target.query(), values)


def _reaches(part: Part, place: Place) -> bool:
    """Whether the part is what is read: at a marked place exactly, else anywhere on the page shown."""
    if place.mark is not None:
        return part.holds(place.document, place.page, place.mark[0])
    if part.entry is None or part.document != place.document:
        return False
    # a part that ends in the page's head, above the next heading, is not what the page is about
    return part.entry.page == place.page or (
        part.entry.page < place.page and (part.end is None or place.page < part.end[0])
    )
