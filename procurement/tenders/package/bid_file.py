"""``bid.yaml``: the structured bid, checked against its schema and against the tender's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from procurement.bids.schema import BidSpec
from procurement.message import msg
from procurement.problems import Problem, Refused
from procurement.tenders.package.wording import found_text, path_text, problems_of
from procurement.tenders.schema import TenderSpec


def parse_bid(raw: Any, file: str, tender: TenderSpec | None) -> BidSpec:
    """The checked bid; raises :class:`Refused` with every problem of the file."""
    if not isinstance(raw, Mapping):
        raise Refused([Problem(file, msg("a mapping of keys"), found=found_text(raw))])
    try:
        bid = BidSpec.model_validate(raw)
    except ValidationError as error:
        raise Refused(problems_of(error, BidSpec, file)) from error
    problems = [
        Problem(
            file,
            msg('an exact decimal in quotes, such as "1200.50"'),
            place=path_text(place),
            found=str(value),
        )
        for place, value in _floats(bid.fields, ("fields",))
        if "bbox" not in place
    ]
    if tender is not None:
        problems += _field_problems(bid, file, tender)
    if problems:
        raise Refused(problems)
    return bid


def _floats(value: Any, place: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], float]]:
    """Binary floats anywhere in the free fields: they have lost the amount that was meant."""
    if isinstance(value, float):
        return [(place, value)]
    if isinstance(value, Mapping):
        return [hit for key, part in value.items() for hit in _floats(part, (*place, str(key)))]
    if isinstance(value, list | tuple):
        return [hit for index, part in enumerate(value) for hit in _floats(part, (*place, index))]
    return []


def _field_problems(bid: BidSpec, file: str, tender: TenderSpec) -> list[Problem]:
    problems = []
    for criterion in tender.criteria:
        if criterion.rule is None:
            continue
        for name in criterion.rule.field_names():
            if name not in bid.fields:
                continue  # what a bid does not state is for the rule to judge, not for the loader to refuse
            for path, found, expected in criterion.rule.field_problems(bid.fields[name]):
                place = path_text(("fields", name))
                place += path if path.startswith("[") or not path else f".{path}"
                problems.append(Problem(file, expected, place=place, found=found_text(found)))
    return problems
