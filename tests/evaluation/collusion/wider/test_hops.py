"""Two hops of ownership: which chains tie two bidders, and which say nothing."""

from __future__ import annotations

from evaluation.collusion.policy import DEFAULT
from evaluation.collusion.wider.hops import MOST_FIRMS, Link, chains, links_of
from procurement.bids.schema import SupplierSpec

A, B, C = "甲电子工程有限公司", "乙智能系统有限公司", "丙投资控股有限公司"
FIRMS = {"a": A, "b": B}


def link(firm: str, party: str, role: str = "shareholder") -> Link:
    return Link(firm, role, party, "ZFCG-2026-0001")


def test_two_bidders_are_tied_through_a_firm_that_does_not_bid() -> None:
    """a's shareholder runs 丙, whose other shareholder owns part of b."""
    links = [
        link(A, "欧阳若谷"),
        link(C, "欧阳若谷", "legal_representative"),
        link(C, "司徒明远"),
        link(B, "司徒明远"),
    ]
    (found,) = chains(FIRMS, links, DEFAULT)
    assert found.bidders == ("a", "b")
    assert [item["field"] for item in found.evidence] == [
        "shareholder", "legal_representative", "shareholder", "shareholder",
    ]  # fmt: skip
    assert found.bits == DEFAULT.bits("ownership.holder_firm") / 2


def test_a_shareholder_firm_with_a_shareholder_in_common_is_a_chain_of_three() -> None:
    (found,) = chains(FIRMS, [link(A, C), link(C, "司徒明远"), link(B, "司徒明远")], DEFAULT)
    assert len(found.evidence) == 3


def test_what_one_hop_shows_is_left_to_the_ownership_detector() -> None:
    assert not list(chains(FIRMS, [link(A, "司徒明远"), link(B, "司徒明远")], DEFAULT))
    assert not list(chains(FIRMS, [link(A, B)], DEFAULT))


def test_a_chain_through_another_bidder_is_that_bidders_own() -> None:
    links = [link(A, "欧阳若谷"), link(C, "欧阳若谷"), link(C, "司徒明远"), link(B, "司徒明远")]
    found = list(chains(FIRMS | {"c": C}, links, DEFAULT))
    assert not found


def test_a_name_behind_many_firms_ties_nobody() -> None:
    """A state fund holds shares of half a city."""
    links = [link(A, "市产业发展基金"), link(C, "市产业发展基金"), link(C, "司徒明远"), link(B, "司徒明远")]
    assert list(chains(FIRMS, links, DEFAULT))
    many = [link(f"第{n}贸易有限公司", "市产业发展基金") for n in range(MOST_FIRMS)]
    assert not list(chains(FIRMS, links + many, DEFAULT))


def test_a_common_name_weighs_less() -> None:
    rare = [link(A, "欧阳若谷"), link(C, "欧阳若谷"), link(C, "司徒明远"), link(B, "司徒明远")]
    common = [link(A, "王伟"), link(C, "王伟"), link(C, "司徒明远"), link(B, "司徒明远")]
    assert next(chains(FIRMS, common, DEFAULT)).bits < next(chains(FIRMS, rare, DEFAULT)).bits


def test_a_bid_states_its_head_its_holders_and_its_managers() -> None:
    spec = SupplierSpec(
        name=A,
        legal_representative="甲人",
        shareholders=({"name": C},),
        managers=("乙人",),  # type: ignore[arg-type]
    )
    assert [(one.role, one.party) for one in links_of(spec, "T")] == [
        ("legal_representative", "甲人"), ("shareholder", C), ("manager", "乙人"),
    ]  # fmt: skip
