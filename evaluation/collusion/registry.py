"""The detectors: each is one file in ``detectors/`` that registers itself when it is imported."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from evaluation.collusion import detectors as room
from evaluation.collusion.finding import Detect


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector: its name in alerts, and the family of signs that depend on each other with it.

    ``after`` detectors look at the groups that the others suggest.
    """

    name: str
    family: str
    detect: Detect
    after: bool = False


_registered: dict[str, Detector] = {}


def detector(name: str, *, family: str, after: bool = False) -> Callable[[Detect], Detect]:
    """Registers a function as the detector of this name.

    Signs of one family (say, the same text and the same slip in it) often have one cause, so that their weights are
    not simply added; see ``grouping``.
    """

    def register(function: Detect) -> Detect:
        _registered[name] = Detector(name, family, function, after)
        return function

    return register


@cache
def all_detectors() -> tuple[Detector, ...]:
    """Every detector, by name."""
    for module in pkgutil.iter_modules(room.__path__):
        importlib.import_module(f"{room.__name__}.{module.name}")
    return tuple(_registered[name] for name in sorted(_registered))


def family_of(name: str) -> str:
    """The family of a detector; its own name where it is not known any more."""
    for found in all_detectors():
        if found.name == name:
            return found.family
    return name
