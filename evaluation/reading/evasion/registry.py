"""Every trick is one file in ``tricks/`` that registers itself; they are found by walking that folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from evaluation.reading.document import Document, Evasion
from evaluation.reading.evasion.run import Run


@dataclass(frozen=True, slots=True)
class Look:
    """What a trick is looked for in: the document as read, and the text that is drawn unusually."""

    document: Document
    runs: Sequence[Run] = ()

    @property
    def laid_out(self) -> bool:
        """Whether pages are set on the grid (an office file), so that boxes say nothing about the original."""
        return any(page.source == "flow" for page in self.document.pages)


Trick = Callable[[Look], Iterable[Evasion]]
_TRICKS: dict[str, Trick] = {}


def trick(kind: str) -> Callable[[Trick], Trick]:
    """Registers the function as the finder of this kind of evasion."""

    def add(function: Trick) -> Trick:
        _TRICKS[kind] = function
        return function

    return add


@cache
def tricks() -> dict[str, Trick]:
    """Every finder by its kind, in the order of their file names."""
    package = importlib.import_module("evaluation.reading.evasion.tricks")
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        importlib.import_module(f"{package.__name__}.{module}")
    return dict(_TRICKS)
