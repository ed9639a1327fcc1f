"""What documents add to a bid: filled only when sure and uncontradicted, said in every score, never in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.reading.document import Document
from evaluation.scoring.engine import score_tender
from evaluation.scoring.extracted import FILL_AT, CompletedBid, complete, told
from evaluation.scoring.result import BidOutcome
from procurement.bids.schema import BidSpec
from procurement.tenders.schema import TenderSpec
from tests.evaluation.scoring import make

if TYPE_CHECKING:
    from tests.evaluation.conftest import JudgedSample

VALIDITY = {
    "code": "O1",
    "kind": "objective",
    "max_score": "5",
    "rule": {
        "type": "tiers",
        "field": "validity_days",
        "otherwise": "0",
        "tiers": [{"at_least": "90", "score": "5"}],
    },
}
WARRANTY = {
    "code": "O2",
    "kind": "objective",
    "max_score": "5",
    "rule": {"type": "value", "field": "warranty_years"},
}


def judged(
    bid: BidSpec, *documents: Document, criteria: tuple[Any, ...] = (VALIDITY, WARRANTY)
) -> tuple[BidOutcome, CompletedBid]:
    tender: TenderSpec = make.tender(criteria)
    completed = complete(tender, {"a": bid}, {"a": documents})
    outcomes = score_tender(tender, {"a": completed["a"].bid}, {"a": documents})
    return told(tender, outcomes, completed)["a"], completed["a"]


def score(outcome: BidOutcome, code: str) -> Any:
    return next(s for s in outcome.scores if s.criterion == code)


def test_a_field_left_out_is_filled_from_its_page_and_the_score_says_so() -> None:
    outcome, _ = judged(make.bid(), make.document("投标有效期：120日历天", name="投标文件.pdf"))
    found = score(outcome, "O1")
    assert str(found.score) == "5.00"
    assert found.inputs["source of validity_days"] == "read from the document, confidence 0.9"
    assert "was read from the document, confidence 0.9" in str(found.explanation)
    assert [(p.document, p.page, p.text) for p in found.evidence] == [("投标文件.pdf", 1, "120")]
    assert found.evidence[0].bbox is not None
    (warning,) = [w for w in outcome.warnings if w.kind == "extracted"]
    assert [(p.page, p.text, p.bbox is not None) for p in warning.places] == [(1, "120", True)]


def test_what_is_stated_is_scored_whatever_the_documents_say() -> None:
    outcome, completed = judged(
        make.bid(fields={"validity_days": 60}), make.document("投标有效期：120日历天")
    )
    assert str(score(outcome, "O1").score) == "0.00"
    assert not completed.filled
    assert not any(key.startswith("source of ") for key in score(outcome, "O1").inputs)


def test_a_disagreement_shows_both_with_their_places() -> None:
    outcome, _ = judged(make.bid(fields={"validity_days": 60}), make.document("投标有效期：120日历天"))
    (warning,) = [w for w in outcome.warnings if w.kind == "disagreement"]
    text = str(warning.detail)
    assert "bid.yaml (fields.validity_days) states 60" in text
    assert "投标文件.pdf page 1 says 120" in text
    assert (warning.places[0].document, warning.places[0].page) == ("投标文件.pdf", 1)


def test_below_the_confidence_nothing_is_filled_but_a_warning_proposes_it() -> None:
    """A length of warranty is easily a sentence of the tender that the bid repeats: 0.8."""
    outcome, completed = judged(make.bid(), make.document("质保期为 3 年。"))
    assert not completed.filled
    assert str(score(outcome, "O2").score) == "0.00"
    (warning,) = [w for w in outcome.warnings if w.kind == "proposal"]
    assert "says 3 (confidence 0.8)" in str(warning.detail)
    assert f"from {FILL_AT:g} on" in str(warning.detail)


def test_pages_that_contradict_each_other_fill_nothing() -> None:
    pages = "投标有效期：120日历天", "投标有效期：90日历天"
    outcome, completed = judged(make.bid(), make.document(*pages))
    assert not completed.filled
    assert [w.kind for w in outcome.warnings if "O1" in str(w.detail) and w.places] == ["proposal"]
    assert "another page says otherwise" in " ".join(str(w.detail) for w in outcome.warnings)


def test_a_reading_is_no_surer_than_the_recognition_of_its_line() -> None:
    document = make.document("投标有效期：120日历天")
    page = document.pages[0]
    seen = replace(page, source="ocr", ocr_confidence=0.7, ocr_lines=((0, len(page.text), 0.7),))
    outcome, completed = judged(make.bid(), replace(document, pages=(seen,)))
    assert not completed.filled
    assert "confidence 0.63" in " ".join(str(w.detail) for w in outcome.warnings)


def test_what_the_supplier_leaves_out_is_filled_and_said() -> None:
    text = "投标人名称：晨星信息技术有限公司\n法定代表人：王建国\n统一社会信用代码：91990109MA1P6GY389"
    _, completed = judged(make.bid(), make.document(text), criteria=())
    supplier = completed.bid.supplier
    assert (supplier.uscc, supplier.legal_representative) == ("91990109MA1P6GY389", "王建国")
    assert [w.kind for w in completed.warnings] == ["extracted", "extracted"]


def test_a_list_is_never_made_up_from_a_number() -> None:
    criterion = {
        "code": "O1", "kind": "objective", "max_score": "5",
        "rule": {"type": "count", "field": "validity_days", "each": "1"},
    }  # fmt: skip
    outcome, completed = judged(make.bid(), make.document("投标有效期：120日历天"), criteria=(criterion,))
    assert not completed.filled
    assert str(score(outcome, "O1").score) == "0.00"


def test_without_documents_a_bid_stays_as_it_is() -> None:
    bid = make.bid(fields={"validity_days": 90})
    _, completed = judged(bid)
    assert completed.bid == bid
    assert completed.warnings == ()


@pytest.mark.slow
def test_the_sample_states_its_facts_so_nothing_changes(sample: JudgedSample) -> None:
    completed = complete(sample.package.tender, sample.package.bids, sample.documents)
    for key, each in completed.items():
        assert each.bid == sample.package.bids[key]
        assert not each.filled
        assert [w.kind for w in each.warnings] == []


@pytest.mark.slow
def test_the_sample_without_its_statements_is_filled_with_the_same_values(sample: JudgedSample) -> None:
    """What the forms of a bid say is what its bid.yaml said: the readings are right wherever they are sure."""
    right = 0
    for key, bid in sample.package.bids.items():
        bare = bid.model_copy(
            update={
                "supplier": bid.supplier.model_copy(
                    update={"uscc": "", "legal_representative": "", "registered_capital": None}
                )
            }
        )
        done = complete(sample.package.tender, {key: bare}, sample.documents)[key].bid.supplier
        for name in ("uscc", "legal_representative", "registered_capital"):
            assert getattr(done, name) in (getattr(bid.supplier, name), "", None)
            right += getattr(done, name) == getattr(bid.supplier, name)
    assert right >= len(sample.package.bids)
