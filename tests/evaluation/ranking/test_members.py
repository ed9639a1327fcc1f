"""The opinion of a member who was replaced is void: 财政部令第87号 Art. 49."""

from __future__ import annotations

import pytest

from evaluation.panel.seal import seal_is_off
from evaluation.ranking import services as ranking
from evaluation.reporting.facts import facts_of
from procurement.people.models import Role
from procurement.people.services import assign, unassign
from procurement.tenders.models import Stage
from tests.factories import BidFactory, TenderFactory, UserFactory, evaluate, sheet

pytestmark = pytest.mark.django_db


def test_a_replaced_member_s_scores_count_neither_in_the_ranking_nor_in_the_report() -> None:
    officer = UserFactory(role=Role.OFFICER)
    stays, leaves, comes = (UserFactory(role=Role.EXPERT) for _ in range(3))
    tender = TenderFactory(stage=Stage.EVALUATED, officer=officer, experts=[stays, leaves])
    BidFactory(tender=tender, key="a")
    evaluate(tender)
    sheet(tender, stays, "50")
    sheet(tender, leaves, "10")
    unassign(tender=tender, user=leaves, by=officer, reason="与投标人存在利害关系，回避")
    assign(tender=tender, user=comes, by=officer)
    assert not seal_is_off(tender)
    sheet(tender, comes, "60")
    computed = ranking.compute(tender=tender)
    assert computed is not None
    # price 20 + capital 3 + the mean of 50 and 60, worked out by hand; with the void 10 it would be 63
    assert computed.rows.get().total == 78
    subjective = facts_of(tender)["subjective"]
    assert [row["name"] for row in subjective["experts"]] == [str(stays), str(comes)]
    assert "10" not in [str(value) for value in subjective["rows"][0]["scores"].values()]
