"""From a schema's error to a problem in words: its path, what was found, what was expected, the nearest known key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from procurement.message import Message, msg
from procurement.problems import Problem

_DATE_TIME = msg("a date and time with its UTC offset, such as 2026-03-02T09:30:00+08:00")
_CHOICE = re.compile(r"'([^']*)'")
_FIXED = {
    "missing": msg("this key, which is required"),
    "string_too_short": msg("text that is not empty"),
    "string_type": msg("text"),
    "datetime_type": _DATE_TIME,
    "datetime_parsing": _DATE_TIME,
    "datetime_from_date_parsing": _DATE_TIME,
    "timezone_aware": _DATE_TIME,
    "bool_parsing": msg("true or false"),
    "bool_type": msg("true or false"),
    "int_parsing": msg("a whole number"),
    "int_type": msg("a whole number"),
    "int_from_float": msg("a whole number"),
    "model_type": msg("a mapping of keys"),
    "model_attributes_type": msg("a mapping of keys"),
    "mapping_type": msg("a mapping of keys"),
    "tuple_type": msg("a list"),
    "list_type": msg("a list"),
    "exact_decimal": msg('an exact decimal in quotes, such as "1200.50"'),
    "too_short": msg("at least one entry"),
    "string_pattern_mismatch": msg("text without spaces and slashes, in the form the contract gives"),
}


def path_text(location: Iterable[str | int]) -> str:
    """``criteria[3].rule.tiers[0].score`` from its steps."""
    text = ""
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def found_text(value: Any) -> str:
    """A value as it may be shown: short, on one line, in JSON's form."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:117] + "…"


def nearest_text(key: str, known: Sequence[str]) -> Message:
    """What was expected in place of an unknown name."""
    match = process.extractOne(key, known) if known else None
    if match is None:
        return msg("no such key here")
    return msg("a known key; the nearest one is %(nearest)s", nearest=match[0])


def problems_of(
    error: ValidationError, model: type[BaseModel], file: str, prefix: tuple[str | int, ...] = ()
) -> list[Problem]:
    """Every error of a validation as a problem of ``file``; ``prefix`` is the path of the validated part."""
    problems = []
    errors = error.errors(include_url=False)
    places = [tuple(item["loc"]) for item in errors]
    for item, location in zip(errors, places, strict=True):
        if item["type"] == "too_short" and any(
            other[: len(location)] == location != other for other in places
        ):
            continue  # a list is short only because its broken entries were not counted
        place = path_text((*prefix, *location))
        kind, context = item["type"], item.get("ctx", {})
        if kind == "extra_forbidden":
            key = str(location[-1])
            expected = nearest_text(key, _known_keys(model, location[:-1]))
            problems.append(Problem(file, expected, place=place, found=key))
            continue
        found = "" if kind == "missing" else found_text(item.get("input"))
        problems.append(Problem(file, _expected(kind, context, item["msg"]), place=place, found=found))
    return problems


def _expected(kind: str, context: dict[str, Any], fallback: str) -> Message:
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in {"literal_error", "enum"}:
        return msg("one of %(choices)s", choices=_choices(str(context.get("expected", ""))))
    for key, template in (
        ("gt", msg("a number above %(limit)s")),
        ("ge", msg("a number not below %(limit)s")),
        ("lt", msg("a number below %(limit)s")),
        ("le", msg("a number not above %(limit)s")),
    ):
        if key in context:
            return Message(template.template, {"limit": str(context[key])})
    return Message("%(detail)s", {"detail": fallback})


def _choices(expected: str) -> str:
    """The library's ``'a', 'b' or 'c'`` as ``a, b, c``, which needs no translation."""
    return ", ".join(_CHOICE.findall(expected)) or expected


def _known_keys(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The keys known at a place below a model, found by walking its field types."""
    here: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int) or here is None:
            continue
        fields = {field.alias or name: field for name, field in here.model_fields.items()}
        here = _model_within(fields[step].annotation) if step in fields else here
    return [field.alias or name for name, field in here.model_fields.items()] if here else []


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model_within(part)
        if found is not None:
            return found
    return None
