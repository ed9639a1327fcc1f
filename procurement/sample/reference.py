"""The tender's number: one for the default seed, another for every other, so that two samples can be loaded side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from procurement.sample.tender_data import REFERENCE

_T = TypeVar("_T")
_current: ContextVar[str] = ContextVar("reference", default=REFERENCE)


def reference_of(seed: int, default_seed: int) -> str:
    """The number of the sample made from ``seed``."""
    return REFERENCE if seed == default_seed else f"ZFCG-2026-{1000 + seed % 9000}"


@contextmanager
def numbered(reference: str) -> Iterator[None]:
    """While it lasts, documents are written under this number."""
    token = _current.set(reference)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> str:
    """The number in force."""
    return _current.get()


def said(value: _T) -> _T:
    """The same text, block or style with the number in force in place of the default one."""
    found: Any = value
    if isinstance(value, str):
        found = value.replace(REFERENCE, current())
    elif isinstance(value, list | tuple):
        found = type(value)(said(part) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{f.name: said(getattr(value, f.name)) for f in fields(value)})
    return found  # type: ignore[no-any-return]
