"""``tender.yaml``: the structured tender, checked key by key and then as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from procurement.message import msg
from procurement.problems import Problem, Refused
from procurement.tenders.package.wording import found_text, nearest_text, path_text, problems_of
from procurement.tenders.rule_types import RuleParameters, parameters_model
from procurement.tenders.schema import CriterionSpec, TenderSpec

FILE = "tender.yaml"


def parse_tender(raw: Any) -> TenderSpec:
    """The checked tender; raises :class:`Refused` with every problem there is, not only the first."""
    if not isinstance(raw, Mapping):
        raise Refused([Problem(FILE, msg("a mapping of keys"), found=found_text(raw))])
    problems: list[Problem] = []
    criteria = raw.get("criteria")
    prepared = dict(raw)
    broken_rules: set[int] = set()
    if isinstance(criteria, list):
        prepared["criteria"] = [_with_rule(c, i, problems, broken_rules) for i, c in enumerate(criteria)]
    try:
        tender = TenderSpec.model_validate(prepared)
    except ValidationError as error:
        raise Refused([*problems_of(error, TenderSpec, FILE), *problems]) from error
    problems += _problems_as_a_whole(tender, broken_rules)
    if problems:
        raise Refused(problems)
    return tender


def _with_rule(criterion: Any, index: int, problems: list[Problem], broken: set[int]) -> Any:
    """The raw criterion with its rule parsed by the model of its type; a broken rule is reported and left out."""
    if not isinstance(criterion, Mapping) or "rule" not in criterion:
        return criterion
    rule = _parse_rule(criterion["rule"], ("criteria", index, "rule"), problems)
    if rule is None:
        broken.add(index)
    return {**criterion, "rule": rule}


def _parse_rule(raw: Any, prefix: tuple[str | int, ...], problems: list[Problem]) -> RuleParameters | None:
    if not isinstance(raw, Mapping):
        problems.append(
            Problem(FILE, msg("a mapping of keys"), place=path_text(prefix), found=found_text(raw))
        )
        return None
    model, key, known = parameters_model(raw)
    if model is None:
        value = raw.get(key)
        place = path_text((*prefix, key))
        expected = msg("one of %(choices)s", choices=", ".join(known))
        if isinstance(value, str):
            expected = msg("%(one_of)s; %(nearest)s", one_of=expected, nearest=nearest_text(value, known))
        problems.append(Problem(FILE, expected, place=place, found=found_text(value) if key in raw else ""))
        return None
    try:
        return model.model_validate(dict(raw))
    except ValidationError as error:
        problems += problems_of(error, model, FILE, prefix)
        return None


def _problems_as_a_whole(tender: TenderSpec, broken_rules: set[int]) -> list[Problem]:
    problems: list[Problem] = []

    def add(place: tuple[str | int, ...], expected: Any, found: object = "") -> None:
        problems.append(Problem(FILE, expected, place=path_text(place), found=str(found)))

    if tender.ceiling is not None and tender.ceiling > tender.budget:
        add(
            ("ceiling",),
            msg("a ceiling not above the budget %(budget)s", budget=tender.budget),
            tender.ceiling,
        )
    if tender.reserved_for_sme and (tender.adjustments.small_micro or tender.adjustments.consortium_sme):
        add(("adjustments",), msg("no deduction for small firms in a tender reserved for them"))
    seen: set[str] = set()
    for index, criterion in enumerate(tender.criteria):
        if criterion.code in seen:
            add(("criteria", index, "code"), msg("each code once"), criterion.code)
        seen.add(criterion.code)
        for place, expected, found in _criterion_problems(criterion, rule_is_broken=index in broken_rules):
            add(("criteria", index, *place), expected, found)
        if criterion.rule is not None:
            for path, expected in criterion.rule.problems(criterion.kind, criterion.max_score):
                within = path_text(("criteria", index, "rule"))
                problems.append(
                    Problem(FILE, expected, place=f"{within}{'' if path.startswith('[') else '.'}{path}")
                )
    return problems


def _criterion_problems(
    criterion: CriterionSpec, *, rule_is_broken: bool
) -> list[tuple[tuple[str | int, ...], Any, str]]:
    problems: list[tuple[tuple[str | int, ...], Any, str]] = []
    if criterion.kind == "qualification":
        if criterion.max_score is not None:
            problems.append(
                (("max_score",), msg("no points: a qualification passes or fails"), str(criterion.max_score))
            )
    elif criterion.max_score is None or criterion.max_score <= 0:
        problems.append(
            (("max_score",), msg("the points this criterion gives, above 0"), str(criterion.max_score or ""))
        )
    if criterion.kind == "subjective" and criterion.rule is not None:
        problems.append(
            (("rule",), msg("no rule: experts score a subjective criterion"), criterion.rule.type)
        )
    if criterion.kind != "subjective" and criterion.rule is None and not rule_is_broken:
        problems.append((("rule",), msg("a rule by which the system judges"), ""))
    if criterion.kind == "qualification" and criterion.rule is not None and criterion.rule.type == "price":
        problems.append((("rule", "type"), msg("a rule that passes or fails"), "price"))
    for position, level in enumerate(criterion.levels):
        at: tuple[str | int, ...] = ("levels", position)
        if level.lower > level.upper:
            problems.append(
                (
                    (*at, "from"),
                    msg("not more than the end of the range, %(end)s", end=level.upper),
                    str(level.lower),
                )
            )
        if criterion.max_score is not None and level.upper > criterion.max_score:
            expected = msg("not more than the criterion's %(most)s points", most=criterion.max_score)
            problems.append(((*at, "to"), expected, str(level.upper)))
    return problems
