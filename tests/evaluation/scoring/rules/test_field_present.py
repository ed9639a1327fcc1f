"""``field-present``: stated or not (87号令 Art. 44, 50, 63(3))."""

from typing import Any

import pytest

from tests.evaluation.scoring.make import document, judge, points

RULE = {"type": "field-present", "field": "business_licence"}
PLACE = {"evidence": {"document": "投标文件.pdf", "page": 2}}


@pytest.mark.parametrize(("value", "passed"), [(PLACE, True), ("91330106", True), ("", False), (None, False)])
def test_a_stated_fact_passes(value: Any, passed: bool) -> None:
    fields = {} if value is None else {"business_licence": value}
    assert judge(RULE, fields, kind="qualification").passed is passed


def test_as_an_objective_criterion_it_is_all_or_nothing() -> None:
    assert points(judge(RULE, {"business_licence": PLACE}, max_score="3")) == 3
    assert points(judge(RULE, {}, max_score="3")) == 0


def test_the_stated_page_is_the_evidence() -> None:
    score = judge(
        RULE, {"business_licence": PLACE}, kind="qualification", documents=[document("封面", "营业执照")]
    )
    assert [(p.document, p.page) for p in score.evidence] == [("投标文件.pdf", 2)]


def test_on_the_stated_page_what_answers_the_criterion_is_boxed() -> None:
    texts = [document("封面", "其他材料\n营业执照副本\n其他材料")]
    score = judge(RULE, {"business_licence": PLACE}, kind="qualification", documents=texts, title="营业执照")
    assert score.evidence[0].bbox is not None
