"""What is new in a finding, beside the alerts that are there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evaluation.collusion.finding import Finding
from evaluation.collusion.wider.fresh import Standing, fresh
from procurement.message import msg
from tests.evaluation.collusion.alerts import passage


def finding(*evidence: dict[str, Any], bits: float = 20.0) -> Finding:
    return Finding(("a", "b"), bits, msg("all of it"), evidence)


def weighed(text: str, start: int, bits: float) -> dict[str, Any]:
    return passage(text, start=start) | {"bits": bits}


ONE, TWO, THREE = (
    weighed("第一段相同的文字", 0, 9.0),
    weighed("第二段相同的文字", 50, 4.0),
    weighed("第三段", 90, 2.0),
)


def test_a_finding_nobody_has_stays_as_it_is() -> None:
    found = finding(ONE)
    assert fresh("text-reuse", found, []) is found
    assert fresh("text-reuse", found, [Standing("machine", ("a", "b"), (ONE,))]) is found
    assert fresh("text-reuse", found, [Standing("text-reuse", ("a", "c"), (ONE,))]) is found


def test_nothing_is_left_where_every_passage_is_known() -> None:
    assert fresh("text-reuse", finding(ONE), [Standing("text-reuse", ("a", "b"), (ONE, TWO))]) is None


def test_only_new_passages_are_left_and_only_they_weigh() -> None:
    left = fresh("text-reuse", finding(ONE, TWO, THREE), [Standing("text-reuse", ("a", "b"), (ONE,))])
    assert left is not None
    assert left.evidence == (TWO, THREE)
    assert left.bits == pytest.approx(4.0 + 0.9 * 2.0)
    assert left.summary.params["count"] == 2
    assert left.detail == {}


def test_an_overlap_on_both_sides_is_the_same_passage_whichever_side_comes_first() -> None:
    shifted = weighed("第一段相同的文字再多一些", 2, 9.0)
    turned = {**shifted, "a": shifted["b"], "b": shifted["a"]}
    for item in (shifted, turned):
        assert fresh("text-reuse", finding(item), [Standing("text-reuse", ("b", "a"), (ONE,))]) is None


def test_a_slip_that_an_alert_of_three_names_is_not_new_between_two_of_them() -> None:
    slip = {"field": "slip", "value": "大升"} | passage("大升")
    elsewhere = {"field": "slip", "value": "大升"} | passage("大升", start=400)
    assert (
        fresh("shared-error", finding(slip), [Standing("shared-error", ("a", "b", "c"), (elsewhere,))])
        is None
    )


def test_values_without_weights_of_their_own_count_by_their_share() -> None:
    known, new = (
        {"field": "author", "value": name, "bidders": ["a", "b"]} for name in ("lenovo-gq", "zhang")
    )
    left = fresh("document-origin", finding(known, new), [Standing("document-origin", ("a", "b"), (known,))])
    assert left is not None
    assert left.bits == 10.0
    assert replace(left, bits=0.0).evidence == (new,)
