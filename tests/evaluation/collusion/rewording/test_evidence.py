"""Reworded passages in the alert of text reuse: marked, placed, and lighter than copied ones."""

from evaluation.collusion.detectors.text_reuse import passage_bits
from evaluation.collusion.rewording.evidence import reworded_bits
from tests.evaluation.collusion.material import alerts, case, document
from tests.evaluation.collusion.rewording.golden import OTHERS, REWORDED

TENDER = (document("招标文件：投标人应当对设备逐台进行调试，调试记录由双方签字。"),)


def test_a_pair_that_only_rewords_has_an_alert_that_stays_low() -> None:
    bids = {
        "a": document(OTHERS[0] + REWORDED[0][0]),
        "b": document(OTHERS[1] + REWORDED[0][1]),
        "c": document(OTHERS[2]),
    }
    [alert] = alerts(case(bids, TENDER), "text-reuse")
    assert (alert.bidders, alert.level) == (("a", "b"), "low")
    [passage] = alert.evidence
    assert passage["reworded"] is True
    assert (passage["a"]["text"], passage["b"]["text"]) == REWORDED[0]
    assert passage["a"]["bbox"][0] == 10 * passage["a"]["start"]
    assert "in other words" in str(alert.summary)
    assert len(alert.derivation) == 1


def test_copied_and_reworded_passages_stand_in_one_alert_and_only_the_reworded_are_marked() -> None:
    copied = OTHERS[3]
    bids = {
        "a": document(OTHERS[0] + REWORDED[0][0] + copied),
        "b": document(copied + OTHERS[1] + REWORDED[0][1]),
    }
    [alert] = alerts(case(bids, TENDER), "text-reuse")
    assert [bool(passage.get("reworded")) for passage in alert.evidence] == [False, True]
    [alone] = alerts(
        case({"a": document(OTHERS[0] + copied), "b": document(copied + OTHERS[1])}, TENDER), "text-reuse"
    )
    assert alone.bits < alert.bits < 2 * alone.bits


def test_however_much_is_reworded_it_does_not_reach_medium_alone() -> None:
    texts = [
        "".join(chr(0x4E00 + (7919 * (40 * i + k) + 13 * k * k) % 20000) + ("，" if k % 8 == 7 else "") for k in range(80))
        for i in range(30)
    ]  # fmt: skip
    a = [text + "。" for text in texts]
    b = ["，".join(text.split("，")[::-1]).strip("，") + "。" for text in texts]
    [alert] = alerts(case({"a": document(*a), "b": document(*b)}, TENDER), "text-reuse")
    assert sum(1 for passage in alert.evidence if passage.get("reworded")) > 5
    assert alert.level == "low"


def test_a_reworded_passage_weighs_half_of_a_copied_one() -> None:
    for net in (20.0, 40.0, 200.0):
        assert reworded_bits(net) == passage_bits(net) / 2
    assert reworded_bits(10.0) == reworded_bits(0.0) == reworded_bits(-3.0) == 0.0
