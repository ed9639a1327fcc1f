"""The drawing of a suspected ring: bidders on the left, the things they share on the right, a line for each tie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 32
WIDTH = 760
_LEFT, _RIGHT = 230, 430


@dataclass(frozen=True, slots=True)
class Node:
    """A name at a height; ``href`` leads to the sign."""

    label: str
    y: int
    href: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A tie from a bidder to what is shared, in drawing units."""

    y1: int
    y2: int
    level: str


@dataclass(frozen=True, slots=True)
class Network:
    """What the template draws; ``height`` in drawing units."""

    bidders: tuple[Node, ...]
    signs: tuple[Node, ...]
    lines: tuple[Line, ...]
    height: int
    width: int = WIDTH
    left: int = _LEFT
    right: int = _RIGHT


@dataclass(frozen=True, slots=True)
class Sign:
    """What bidders share."""

    label: str
    bidders: tuple[str, ...]
    level: str
    href: str


def network(bidders: Sequence[tuple[str, str]], signs: Sequence[Sign]) -> Network:
    """Places bidders (key, name) and signs in two columns, the shorter one centred beside the longer."""
    rows = max(len(bidders), len(signs), 1)
    height = rows * ROW
    left = _heights(len(bidders), height)
    right = _heights(len(signs), height)
    at = {key: y for (key, _name), y in zip(bidders, left, strict=True)}
    return Network(
        bidders=tuple(Node(name, y) for (_key, name), y in zip(bidders, left, strict=True)),
        signs=tuple(Node(sign.label, y, sign.href, sign.level) for sign, y in zip(signs, right, strict=True)),
        lines=tuple(
            Line(at[key], y, sign.level)
            for sign, y in zip(signs, right, strict=True)
            for key in sign.bidders
            if key in at
        ),
        height=height,
    )


def _heights(count: int, height: int) -> list[int]:
    return [round((index + 0.5) * height / count) for index in range(count)]
