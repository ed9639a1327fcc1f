"""The corrections of Art. 59 are read back from what scoring stored, word for word the warnings it makes."""

from decimal import Decimal

from evaluation.committee.corrections import corrections
from evaluation.scoring.checks import bid_warnings
from procurement.bids.schema import BidSpec
from procurement.message import msg
from procurement.tenders.stored import tender_from_json
from tests.packages import bid_yaml, tender_yaml


def test_words_that_differ_from_the_figures_are_a_correction_to_the_words() -> None:
    """87号令 Art. 59(2): 大写金额和小写金额不一致的，以大写金额为准. 柒拾捌万 is 780,000."""
    bid = BidSpec.model_validate(bid_yaml(price={"total": "800000.00", "words": "柒拾捌万元整"}))
    found = bid_warnings(tender_from_json(tender_yaml()), bid, [])
    stored = [{"kind": w.kind, "basis": w.basis, "detail": w.detail.to_json()} for w in found]
    (correction,) = corrections(stored)
    assert (correction.quoted, correction.corrected) == (Decimal(800_000), Decimal(780_000))
    assert "第五十九条第（二）项" in correction.basis


def test_several_corrections_stand_in_the_order_of_the_article() -> None:
    """Art. 59: 同时出现两种以上不一致的，按照前款规定的顺序修正: words (2) before sums (4)."""
    words = msg("%(figures)s %(spoken)s", figures="800,000.00", spoken="780,000").to_json()
    total = msg("%(sum)s %(total)s", sum="812,345.67", total="800,000.00").to_json()
    rows = [{"kind": "arithmetic", "detail": total}, {"kind": "arithmetic", "detail": words}]
    assert [c.corrected for c in corrections(rows)] == [Decimal(780_000), Decimal("812345.67")]


def test_warnings_that_correct_no_price_are_none() -> None:
    unreadable = {"kind": "arithmetic", "detail": msg("cannot read %(words)s", words="零").to_json()}
    other = {"kind": "abnormally-low", "detail": msg("%(sum)s %(total)s", sum="1", total="2").to_json()}
    assert corrections([unreadable, other]) == ()
