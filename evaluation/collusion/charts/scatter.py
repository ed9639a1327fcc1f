"""Unit prices of two bids against each other 分项单价散点图: items on a line were not priced independently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from evaluation.collusion.price_items import Items

SIZE, PAD = 440, 70
_LOG_FROM = 30
"""From this ratio of the dearest to the cheapest item on, the axes are logarithmic."""


@dataclass(frozen=True, slots=True)
class Point:
    """An item: its name, both unit prices, where it is drawn, and whether it obeys the relation that was found."""

    name: str
    a: Decimal
    b: Decimal
    x: float
    y: float
    obeys: bool

    @property
    def said(self) -> str:
        """The item, its two prices and their ratio in one line."""
        return f"{self.name} · {self.a:,f} · {self.b:,f} · 1 : {self.b / self.a:.4f}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its price."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """What is drawn; ``line`` are the points of the relation as ``x,y x,y …``, empty where none was found."""

    points: tuple[Point, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    line: str
    equal: str
    logarithmic: bool
    size: int = SIZE
    pad: int = PAD
    base: int = SIZE - PAD
    """Where the axis across lies."""


def scatter(
    ours: Items, theirs: Items, *, obeying: Iterable[str], factor: float | None = None, offset: float = 0.0
) -> Scatter | None:
    """The items that both bids price; ``obeying`` are the labels of those that follow the relation.

    The relation is theirs = ``factor`` × ours + ``offset``.  ``None`` when fewer than two items are in both.
    """
    pairs = [(_label(ours, k), ours[k].unit_price, theirs[k].unit_price) for k in ours if k in theirs]
    known = [(label, a, b) for label, a, b in pairs if a and b and a > 0 and b > 0]
    if len(known) < 2:
        return None
    low = float(min(min(a, b) for _, a, b in known))
    high = float(max(max(a, b) for _, a, b in known))
    logarithmic = high / low >= _LOG_FROM
    place = _scale(low, high, logarithmic=logarithmic)
    follow = set(obeying)
    points = tuple(
        Point(label, a, b, place(float(a)), SIZE - place(float(b)), label in follow) for label, a, b in known
    )
    ticks = [(place(value), _price(value)) for value in _round_values(low, high, logarithmic=logarithmic)]
    return Scatter(
        points,
        tuple(Tick(at, label) for at, label in ticks),
        tuple(Tick(SIZE - at, label) for at, label in ticks),
        _path(place, low, high, factor, offset) if factor else "",
        _path(place, low, high, 1.0, 0.0),
        logarithmic,
    )


def _label(items: Items, key: str) -> str:
    row = items[key]
    return f"{row.code} {row.name}".strip()


def _scale(low: float, high: float, *, logarithmic: bool) -> Callable[[float], float]:
    """Price to drawing units between the paddings."""
    if logarithmic:
        begin, end = log10(low) - 0.08, log10(high) + 0.08
        return lambda value: round(PAD + (SIZE - PAD - 14) * (log10(value) - begin) / (end - begin), 1)
    end = high * 1.06
    return lambda value: round(PAD + (SIZE - PAD - 14) * value / end, 1)


def _round_values(low: float, high: float, *, logarithmic: bool) -> list[float]:
    if logarithmic:
        powers = range(floor(log10(low)), ceil(log10(high)) + 1)
        return [10.0**p for p in powers if low * 0.84 <= 10.0**p <= high * 1.19]
    step = 10.0 ** floor(log10(high))
    step = next(s for s in (step / 5, step / 2, step, 2 * step) if high / s <= 6)
    return [step * n for n in range(int(high / step) + 1)]


def _price(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _path(place: Callable[[float], float], low: float, high: float, factor: float, offset: float) -> str:
    steps = 40
    points = []
    for step in range(steps + 1):
        x = low * (high / low) ** (step / steps)
        y = factor * x + offset
        if low * 0.83 <= y <= high * 1.2:
            points.append(f"{place(x)},{round(SIZE - place(y), 1)}")
    return " ".join(points)


def obeying_labels(evidence: Iterable[Mapping[str, object]]) -> list[str]:
    """The items that a price-list alert names."""
    return [str(item["item"]) for item in evidence if "item" in item]
