"""Looking at all other tenders on request: later ones too, which the comparison of every tender never adds."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from evaluation.collusion.models import Alert
from evaluation.collusion.wider import services as wider
from procurement.people.models import Assignment, Role
from procurement.tenders.models import Tender
from tests.evaluation.collusion.across.prose import prose
from tests.evaluation.collusion.across.test_evaluate import evaluated
from tests.factories import UserFactory, signed_in
from tests.packages import bid_yaml, tender_yaml, write_package

pytestmark = pytest.mark.django_db
SHARED = prose(80, 700)
REASON = "后来的项目里出现相似的技术方案，需要核对。"
OLD = {"第一公司": prose(81, 800) + SHARED, "第二公司": prose(82, 800)}
NEW = {"第三公司": SHARED + prose(83, 800), "第四公司": prose(84, 800)}


def look(*bidders: str, reference: str = "T-OLD", **ways: bool) -> int:
    """Asks about these bidders of a tender and carries it out; how many new signs it gave."""
    chosen = {"two_by_two": False, "two_hops": False, "other_tenders": True} | ways
    tender = Tender.objects.get(reference=reference)
    supervisor = UserFactory(role=Role.SUPERVISOR)
    inquiry = wider.ask(tender=tender, bidders=bidders, reason=REASON, by=supervisor, **chosen)
    return wider.carry_out(inquiry=inquiry)


def test_a_later_tender_is_found_from_the_earlier_one_and_only_supervisors_read_of_it(tmp_path: Path) -> None:
    evaluated(tmp_path / "old", "T-OLD", OLD)
    assert look("第一公司") == 0
    evaluated(tmp_path / "new", "T-NEW", NEW)
    assert look("第一公司", "第二公司") == 1
    (row,) = Alert.objects.filter(evaluation__tender__reference="T-OLD", detector="other-tenders")
    assert (row.bidders, row.level, row.inquiry_id is not None) == (["第一公司"], "low", True)
    assert {item["b"]["tender"] for item in row.evidence} == {"T-NEW"}
    address = reverse("collusion:alert", args=["T-OLD", row.number])
    page = signed_in(UserFactory(role=Role.SUPERVISOR)).get(address)
    assert [half.reference for half in page.context["opened"].halves] == ["T-OLD", "T-NEW"]
    assert all(half.view is not None for half in page.context["opened"].halves)
    officer = UserFactory(role=Role.OFFICER)
    Assignment.objects.create(tender=Tender.objects.get(reference="T-OLD"), user=officer)
    assert signed_in(officer).get(address).status_code == 404


def test_asking_again_finds_nothing_more_and_a_new_evaluation_keeps_what_was_found(tmp_path: Path) -> None:
    evaluated(tmp_path / "old", "T-OLD", OLD)
    evaluated(tmp_path / "new", "T-NEW", NEW)
    assert [look("第一公司"), look("第一公司")] == [1, 0]
    call_command("evaluate", "T-OLD", json=str(tmp_path / "r.json"))
    newest = Tender.objects.get(reference="T-OLD").evaluations.order_by("-number").first()
    assert newest is not None
    assert newest.alerts.filter(detector="other-tenders", inquiry__isnull=False).count() == 1


def test_a_later_tender_that_is_only_loaded_says_nothing(tmp_path: Path) -> None:
    """Its bids are sealed: neither their text nor that they are alike may come out."""
    evaluated(tmp_path / "old", "T-OLD", OLD)
    bids = {key: bid_yaml(supplier={"name": key}, documents=["投标文件.txt"]) for key in NEW}
    write_package(tmp_path / "new", tender_yaml(reference="T-NEW"), bids)
    for key, text in NEW.items():
        (tmp_path / "new" / "bids" / key / "投标文件.pdf").unlink()
        (tmp_path / "new" / "bids" / key / "投标文件.txt").write_text(text, encoding="utf-8")
    call_command("load_package", str(tmp_path / "new"))
    assert look("第一公司") == 0
