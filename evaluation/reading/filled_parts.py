"""A bid's parts with the values that fill their blanks, and the links that lead to both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.reading.field_names import name_of
from evaluation.reading.overview import Overview, Value
from evaluation.reading.place import Place
from evaluation.reading.stretches import Stretch
from evaluation.reading.structure.blanks import Blank, fillings
from evaluation.reading.structure.parts import Part
from procurement.message import Message

MOST_VALUES = 12
"""So many values of one part are shown, the surest."""
MOST_EMPTY = 12
"""So many empty blanks of one part are named, the first."""
IN_A_BLANK = 0.75
"""How sure a value is that only its place in the form tells."""


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part of a bid with the values that fill its blanks, in the order of their places."""

    part: Part
    values: tuple[Value, ...]
    empty: tuple[str, ...] = ()
    """What the form's blanks are called in which nothing stands."""


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
    empty: tuple[str, ...] = ()


def filled(
    part: Part,
    states: Mapping[str, Overview],
    blanks: Sequence[Blank] = (),
    words: Stretch | None = None,
    form: str = "",
) -> FilledPart:
    """The part with what stands in it, one of each value, the surest ones; ``states`` by the documents' names.

    ``blanks`` of the ``form`` are looked for in its ``words``: a value that no field names is called as its blank is.
    """
    if part.document is None:
        return FilledPart(part, ())
    best: dict[tuple[str, str], Value] = {}
    for value in states[part.document].values:
        held = best.get((value.field, value.value))
        if part.holds(part.document, value.page, value.start) and (
            held is None or value.confidence > held.confidence
        ):
            best[value.field, value.value] = value
    empty: list[str] = []
    for filling in fillings(blanks, words.text, form) if words is not None else ():
        if not filling.text:
            empty.append(filling.label)
            continue
        page, start = words.place(filling.start) if words is not None else (0, 0)
        end = start + len(filling.text)
        if not any(v.page == page and v.start < end and start < v.end for v in best.values()):
            text = " ".join(filling.text.split())
            best[filling.label, text] = Value(filling.label, text, text, page, start, end, IN_A_BLANK)
    surest = sorted(best.values(), key=lambda value: -value.confidence)[:MOST_VALUES]
    return FilledPart(
        part, tuple(sorted(surest, key=lambda value: (value.page, value.start))), tuple(empty[:MOST_EMPTY])
    )


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
    return PartLink(part, _reaches(part, place), target.query(), values, filling.empty)


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
