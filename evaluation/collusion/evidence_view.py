"""Evidence as it is shown: passages side by side, and everything else as a table of shared values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from evaluation.collusion.labels import key_name
from procurement.people.templatetags.gongping import message

_PLACE = frozenset({"bbox", "boxes", "start", "end", "bidder"})
_SIDES = ("a", "b")
_TITLES = ("field", "kind", "item")
_NOTES = ("documents", "places")
_OF_PASSAGE = frozenset({"a", "b", "similarity", "bits", "reworded"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage: a piece of one page of one bid.  Offsets are -1 where the text has none.

    ``tender`` is the reference of another tender where the bid is not one of this tender's; ``bidder`` is then the
    supplier's name.
    """

    bidder: str
    document: str
    page: int
    text: str = ""
    start: int = -1
    end: int = -1
    bbox: tuple[float, float, float, float] | None = None
    tender: str = ""
    picture: str = ""
    """The hash of a picture that has no place on its page: one in an office file."""

    @property
    def millimetres(self) -> tuple[int, int] | None:
        """How wide and how high it is on paper."""
        if self.bbox is None:
            return None
        x0, y0, x1, y1 = self.bbox
        return round((x1 - x0) / 72 * 25.4), round((y1 - y0) / 72 * 25.4)


@dataclass(frozen=True, slots=True)
class Passage:
    """The same piece in two bids; ``number`` counts from 1 within the alert, ``similarity`` is a share.

    ``reworded``: it is said in other words, and the share is that of rare terms.
    """

    number: int
    a: Side
    b: Side
    similarity: float | None = None
    reworded: bool = False

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides in order."""
        return self.a, self.b

    @property
    def length(self) -> int:
        """Characters of the longer side."""
        return max(len(self.a.text), len(self.b.text))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of shared values: what it is, and what each bidder has; ``shared`` when all are equal.

    ``notes`` say where each cell was read, where that is known.
    """

    label: str
    cells: tuple[str, ...]
    shared: bool
    notes: tuple[str, ...] = ()

    @property
    def noted(self) -> list[tuple[str, str]]:
        """The cells with their notes."""
        return list(zip_longest(self.cells, self.notes, fillvalue=""))


def passages(evidence: Sequence[Mapping[str, Any]], bidders: Sequence[str]) -> tuple[Passage, ...]:
    """The items of the evidence that stand on two pages, in their order."""
    found: list[Passage] = []
    for item in evidence:
        sides = [_side(item.get(key), bidders, index) for index, key in enumerate(_SIDES)]
        if sides[0] is not None and sides[1] is not None:
            similarity = item.get("similarity")
            found.append(
                Passage(
                    len(found) + 1,
                    sides[0],
                    sides[1],
                    float(similarity) if similarity else None,
                    bool(item.get("reworded")),
                )
            )
    return tuple(found)


def rows(
    evidence: Sequence[Mapping[str, Any]], bidders: Sequence[str], *, amounts: bool = False
) -> tuple[Row, ...]:
    """All other items as lines with one cell for each bidder; ``amounts`` sets numbers as money is set."""
    found: list[Row] = []
    for item in evidence:
        if all(_side(item.get(key), bidders, index) for index, key in enumerate(_SIDES)):
            item = {key: value for key, value in item.items() if key not in _OF_PASSAGE}  # noqa: PLW2901
        found.extend(_rows_of(item, bidders))
    return tuple(replace(row, cells=tuple(map(_amount, row.cells))) if amounts else row for row in found)


def _amount(cell: str) -> str:
    try:
        return f"{Decimal(cell):,f}"
    except InvalidOperation:
        return cell


def _side(value: Any, bidders: Sequence[str], index: int) -> Side | None:
    if not isinstance(value, Mapping) or not value.get("document") or not isinstance(value.get("page"), int):
        return None
    bidder = value.get("bidder") or (bidders[index] if index < len(bidders) else "")
    box = value.get("bbox")
    return Side(
        bidder=str(bidder),
        document=str(value["document"]),
        page=value["page"],
        text=str(value.get("text") or ""),
        start=int(value.get("start", -1)),
        end=int(value.get("end", -1)),
        bbox=(float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box and len(box) == 4 else None,
        tender=str(value.get("tender") or ""),
        picture=str(value.get("sha256") or "") if not box else "",
    )


def _rows_of(item: Mapping[str, Any], bidders: Sequence[str]) -> list[Row]:
    """``{"field", "value", "bidders"}``, ``{"a", "b"}``, ``{"bidder": …}``, ``{"values": {bidder: …}}`` or flat."""
    title = next((str(item[key]) for key in _TITLES if isinstance(item.get(key), str)), "")
    label = key_name(title) if title else ""
    keyed = _by_bidder(item, bidders)
    notes = _notes(item, bidders)
    if keyed:
        return [replace(row, notes=notes) for row in _keyed_rows(keyed, bidders, label)]
    named = item.get("bidders")
    sharing = set(named) if isinstance(named, list | tuple) else set(bidders)
    lines = []
    for key, value in item.items():
        if key in _PLACE or key in _NOTES or key == "bidders" or (key in _TITLES and value == title):
            continue
        if isinstance(value, Mapping) and set(value) & set(bidders):
            lines += _keyed_rows(value, bidders, f"{label} · {key_name(key)}" if label else key_name(key))
            continue
        text = _text(value)
        plain = key in {"value", "values", "text"} and label
        name = label if plain else f"{label} · {key_name(key)}" if label else key_name(key)
        cells = tuple(text if bidder in sharing else "" for bidder in bidders)
        lines.append(Row(name, cells, shared=bool(text) and set(bidders) <= sharing, notes=notes))
    return lines


def _notes(item: Mapping[str, Any], bidders: Sequence[str]) -> tuple[str, ...]:
    """Where each bidder's value was read."""
    places = next((item[key] for key in _NOTES if isinstance(item.get(key), Mapping)), None)
    return tuple(_text(places.get(key)) for key in bidders) if places else ()


def _by_bidder(item: Mapping[str, Any], bidders: Sequence[str]) -> dict[str, Any]:
    """The parts of an item that belong to one bidder each."""
    keyed: dict[str, Any] = {}
    for index, key in enumerate(_SIDES):
        if key in item and index < len(bidders):
            keyed[bidders[index]] = item[key]
    for holder in ("values", "bidders", "by_bidder", "prices", "sides"):
        part = item.get(holder)
        if isinstance(part, Mapping) and set(part) & set(bidders):
            keyed.update({str(k): v for k, v in part.items()})
        elif (
            isinstance(part, list | tuple)
            and part
            and all(isinstance(p, Mapping) and "bidder" in p for p in part)
        ):
            keyed.update({str(p["bidder"]): p for p in part})
    if set(item) & set(bidders):
        keyed.update({key: value for key, value in item.items() if key in bidders})
    if not keyed and item.get("bidder") in bidders:
        keyed[str(item["bidder"])] = {k: v for k, v in item.items() if k not in {"bidder", "kind", "field"}}
    return keyed


def _keyed_rows(keyed: Mapping[str, Any], bidders: Sequence[str], label: str) -> list[Row]:
    keys: list[str] = []
    for value in keyed.values():
        if isinstance(value, Mapping):
            keys += [str(key) for key in value if key not in keys and key not in _PLACE]
    if not keys:
        cells = tuple(_text(keyed.get(bidder)) for bidder in bidders)
        return [Row(label or key_name("value"), cells, _equal(cells))]
    lines = []
    for key in keys:
        cells = tuple(_text(v.get(key)) if isinstance(v := keyed.get(b), Mapping) else "" for b in bidders)
        lines.append(Row(f"{label} · {key_name(key)}" if label else key_name(key), cells, _equal(cells)))
    return lines


def _equal(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and bool(cells[0]) and len(set(cells)) == 1


def _text(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, Mapping):
        if "template" in value:
            return message(value)
        return "；".join(f"{key_name(str(k))}：{_text(v)}" for k, v in value.items() if k not in _PLACE)
    if isinstance(value, list | tuple):
        return "、".join(_text(part) for part in value)
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None else str(value)
