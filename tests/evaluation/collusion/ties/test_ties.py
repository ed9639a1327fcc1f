"""Ways between bidders over those who stand behind them, one step far and, asked for, two."""

from __future__ import annotations

import pytest

from evaluation.collusion.ties.paths import Tie, ties_of, ways
from procurement.bids.schema import BidSpec, SupplierSpec
from procurement.people.models import Role
from procurement.tenders.models import Stage
from tests.evaluation.collusion.world import world
from tests.factories import BidFactory, TenderFactory, UserFactory, signed_in

# A is held by the holding H; H is headed by 欧阳修文, who manages B.
SAID = (
    Tie("甲公司", "shareholder", "恒控股有限公司"),
    Tie("恒控股有限公司", "legal-representative", "欧阳修文"),
    Tie("乙公司", "manager", "欧阳修文"),
)


def test_two_between_them_are_found_only_when_asked_for() -> None:
    assert ways(["甲公司", "乙公司"], SAID, 1) == []
    [way] = ways(["甲公司", "乙公司"], SAID, 2)
    assert (way.one, way.other, way.hops, way.ties) == ("甲公司", "乙公司", 2, SAID)


def test_the_shortest_way_counts_and_a_name_is_compared_without_its_layout() -> None:
    direct = Tie("乙公司", "shareholder", "甲 公司")
    [way] = ways(["甲公司", "乙公司"], (*SAID, direct), 2)
    assert (way.hops, way.ties) == (0, (direct,))


def test_a_way_over_a_third_bidder_is_shown_as_its_two_parts() -> None:
    said = (Tie("甲公司", "shareholder", "丙公司"), Tie("丙公司", "shareholder", "乙公司"))
    found = ways(["甲公司", "乙公司", "丙公司"], said, 2)
    assert [(way.one, way.other, way.hops) for way in found] == [
        ("乙公司", "丙公司", 0),
        ("甲公司", "丙公司", 0),
    ]


def test_a_name_that_many_bear_leads_nowhere() -> None:
    supplier = SupplierSpec.model_validate(
        {
            "name": "甲公司",
            "managers": ["张伟", "欧阳修文"],
            "legal_representative": "",
            "shareholders": [{"name": "李娜"}],
        }
    )
    assert ties_of(supplier) == [Tie("甲公司", "manager", "欧阳修文")]


@pytest.mark.django_db
def test_a_supervisor_looks_over_the_opened_bids_of_every_tender_and_nobody_elses() -> None:
    w = world(bidders=())
    for key, name, supplier in (
        ("a", "甲公司", {"shareholders": [{"name": "恒控股有限公司"}]}), ("b", "乙公司", {"managers": ["欧阳修文"]}),
    ):  # fmt: skip
        BidFactory(tender=w.tender, key=key, supplier__name=name, specification=bid(name, **supplier))
    client = signed_in(w.supervisor)
    url = f"/tenders/{w.tender.reference}/ties/"
    between = {"legal_representative": "欧阳修文"}
    sealed = TenderFactory(stage=Stage.LOADED)
    BidFactory(
        tender=sealed,
        key="h",
        supplier__name="恒控股有限公司",
        specification=bid("恒控股有限公司", **between),
    )
    assert "欧阳修文" not in client.get(url, {"hops": "2"}).content.decode()
    opened = world(bidders=()).tender
    BidFactory(
        tender=opened,
        key="h",
        supplier__name="恒控股有限公司二",
        specification=bid("恒控股有限公司", **between),
    )
    assert "欧阳修文" in client.get(url, {"hops": "2"}).content.decode()
    assert "欧阳修文" not in client.get(url).content.decode()
    assert signed_in(w.officer).get(url).status_code == 403
    assert signed_in(UserFactory(role=Role.ADMINISTRATOR)).get(url).status_code == 403


def bid(name: str, **supplier: object) -> dict[str, object]:
    """A specification as it is stored."""
    stated = {"supplier": {"name": name, **supplier}, "price": {"total": "100"}}
    return BidSpec.model_validate(stated).model_dump(mode="json", by_alias=True)
