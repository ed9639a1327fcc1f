"""Tenders, bids and documents for the tests of scoring, written as a package would write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

import evaluation.scoring.rules  # noqa: F401  announces every rule type and formula
from evaluation.reading.document import Document, Page, PageSource
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule
from procurement.bids.schema import BidSpec
from procurement.tenders.rule_types import RuleParameters, parameters_model
from procurement.tenders.schema import TenderSpec

LINE = 40
"""Characters on a line of the made pages; each is 10 points wide and 12 high."""


def rule(raw: Mapping[str, Any]) -> RuleParameters:
    """The checked parameters of a raw rule."""
    model, _key, known = parameters_model(raw)
    assert model is not None, known
    return model.model_validate(raw)


def tender(criteria: Sequence[Mapping[str, Any]] = (), **changes: Any) -> TenderSpec:
    """A goods tender in government procurement; rules in ``criteria`` are raw."""
    listed = [{"title": c["code"], **c} for c in criteria] or [
        {"code": "S1", "title": "方案", "kind": "subjective", "max_score": "10"}
    ]
    listed = [{**c, "rule": rule(c["rule"])} if "rule" in c else dict(c) for c in listed]
    raw: dict[str, Any] = {
        "reference": "T-1",
        "title": "设备采购",
        "buyer": {"name": "市第一中学"},
        "regime": "government-procurement",
        "object": "goods",
        "method": "comprehensive-score",
        "budget": "10000000",
        "bid_deadline": "2026-03-02T09:30:00+08:00",
        "seed": 20260302,
        "criteria": listed,
    }
    return TenderSpec.model_validate(raw | changes)


def bid(total: str = "1000000", fields: Mapping[str, Any] | None = None, **changes: Any) -> BidSpec:
    """A bid at this price."""
    words, items = changes.pop("words", ""), changes.pop("items", "")
    raw: dict[str, Any] = {
        "supplier": {"name": "晨星信息技术有限公司"},
        "price": {"total": total, "words": words, "items": items},
        "fields": dict(fields or {}),
    }
    return BidSpec.model_validate(raw | changes)


def bids(**prices: str) -> dict[str, BidSpec]:
    """One bid for each name and price."""
    return {name: bid(price) for name, price in prices.items()}


def document(*pages: str, name: str = "投标文件.pdf", source: PageSource = "digital") -> Document:
    """A document whose characters stand on a grid."""
    return Document(
        name, "0" * 64, "application/pdf", tuple(_page(n, t, source) for n, t in enumerate(pages, 1))
    )


def _page(number: int, text: str, source: PageSource) -> Page:
    boxes = np.full((len(text), 4), np.nan, dtype=np.float32)
    row = column = 0
    for place, letter in enumerate(text):
        if letter == "\n":
            row, column = row + 1, 0
            continue
        boxes[place] = (50 + 10 * column, 50 + 20 * row, 60 + 10 * column, 62 + 20 * row)
        column += 1
    return Page(number, 595, 842, text, boxes, source)


def judge(
    raw: Mapping[str, Any],
    fields: Mapping[str, Any] | None = None,
    *,
    kind: str = "objective",
    max_score: str = "10",
    documents: Sequence[Document] = (),
    title: str = "criterion",
    **changes: Any,
) -> CriterionScore:
    """The score of one rule for one bid with these fields."""
    criterion: dict[str, Any] = {"code": "C1", "title": title, "kind": kind, "rule": raw}
    if kind == "objective":
        criterion["max_score"] = max_score
    made = tender([criterion], **changes)
    parameters = made.criteria[0].rule
    assert isinstance(parameters, ScoringRule)
    return parameters.score(RuleContext(made, made.criteria[0], "a", bid(fields=fields), documents))


def points(score: CriterionScore) -> Decimal:
    """The points; fails when the rule did not decide."""
    assert score.score is not None, score.explanation
    return score.score
