"""A bid that says what another firm's earlier bid said: the other tender is named, the places are exact."""

import dataclasses

from evaluation.collusion.across.prints import leaf
from evaluation.collusion.alert import Alert, Case, EarlierBid, Recall
from evaluation.collusion.policy import DEFAULT
from tests.evaluation.collusion.across.prose import prose
from tests.evaluation.collusion.material import alerts, case, document, spec

SHARED = prose(10, 400)
ASKED = prose(11, 400)


def new_case(
    text: str, earlier: EarlierBid, *, searched: int = 10, common: frozenset[int] = frozenset()
) -> Case:
    made = case(
        {"a": (spec("甲公司"), document(text)), "b": (spec("乙公司"), document(prose(12, 900)))},
        (document(ASKED),),
    )
    return dataclasses.replace(made, recalls=(Recall("a", (earlier,), searched, common),))


def earlier(text: str, *, bidder: str = "", known: str = "") -> EarlierBid:
    own = (document(known),) if known else ()
    return EarlierBid("ZFCG-2025-0007", "丙公司", bidder, (document(text, name="旧标书.pdf"),), own)


def only(made: Case) -> Alert:
    (found,) = alerts(made, "other-tenders")
    return found


def test_the_alert_names_the_other_tender_and_the_places_in_both_bids() -> None:
    text, old = prose(13, 500) + SHARED + prose(14, 500), prose(15, 300) + SHARED + prose(16, 300)
    alert = only(new_case(text, earlier(old)))
    assert alert.bidders == ("a",)
    assert alert.basis
    (item,) = alert.evidence
    a, b = item["a"], item["b"]
    assert (a["bidder"], b["bidder"], b["tender"], b["document"]) == (
        "a",
        "丙公司",
        "ZFCG-2025-0007",
        "旧标书.pdf",
    )
    assert text[a["start"] : a["end"]] == a["text"]
    assert old[b["start"] : b["end"]] == b["text"]
    assert SHARED.strip("。") in a["text"]


def test_where_the_other_firm_bids_here_both_are_named_and_it_weighs_more() -> None:
    text = prose(13, 500) + SHARED
    apart, here = (only(new_case(text, earlier(SHARED, bidder=key), searched=500)) for key in ("", "b"))
    assert here.bidders == ("a", "b")
    assert here.bits > apart.bits


def test_alone_the_sign_is_never_high() -> None:
    whole = prose(17, 20_000)
    assert only(new_case(whole, earlier(whole))).bits < DEFAULT.high
    assert only(new_case(whole, earlier(whole, bidder="b"))).bits < DEFAULT.high


def test_what_either_tender_said_is_no_sign() -> None:
    assert alerts(new_case(ASKED + prose(18, 500), earlier(ASKED + prose(19, 500))), "other-tenders") == []
    old = earlier(SHARED + prose(19, 500), known=SHARED)
    assert alerts(new_case(SHARED + prose(18, 500), old), "other-tenders") == []


def test_what_many_firms_say_weighs_less() -> None:
    common = frozenset(leaf([document(SHARED)]).prints.tolist())
    text = SHARED[:260] + prose(20, 500)
    rare, usual = (
        alerts(new_case(text, earlier(SHARED), common=c), "other-tenders") for c in (frozenset(), common)
    )
    assert sum(a.bits for a in usual) < rare[0].bits


def test_the_more_bids_were_searched_the_less_a_hit_weighs() -> None:
    text = SHARED[:200] + prose(21, 600)
    few, many = (only(new_case(text, earlier(SHARED), searched=n)) for n in (1, 2000))
    assert many.bits < few.bits


def test_several_earlier_bids_of_one_firm_make_one_alert() -> None:
    made = new_case(SHARED + prose(22, 300), earlier(SHARED))
    second = dataclasses.replace(earlier(SHARED[:200]), tender="ZFCG-2025-0008")
    made = dataclasses.replace(made, recalls=(Recall("a", (made.recalls[0].earlier[0], second), 10),))
    assert only(made).detail["tenders"] == ["ZFCG-2025-0007", "ZFCG-2025-0008"]
