"""The evidence sheet has every sign of the ring with its article, and nothing the reader may not see."""

import pytest
from django.urls import reverse

from evaluation.collusion import services
from evaluation.collusion.sheet.page import MOST_PASSAGES
from procurement.people.models import Role
from tests.evaluation.collusion.alerts import alert, passage, stored
from tests.evaluation.collusion.world import World, world
from tests.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


def sheet(w: World, user: object) -> str:
    response = signed_in(user).get(reverse("collusion:sheet", args=[w.tender.reference, 1]))  # type: ignore[arg-type]
    assert response.status_code == 200
    return str(response.content.decode())


def test_each_finding_stands_with_the_words_of_its_article_its_values_and_its_decision() -> None:
    w = world()
    first, _second = stored(w.evaluation, alert(1), alert(2), ring=("a", "b"))
    services.decide(tender=w.tender, choices=[(first, "confirmed")], reason=REASON, by=w.supervisor)
    page = sheet(w, w.supervisor)
    assert page.count("不同投标人的投标文件由同一单位或者个人编制") == 2
    assert "00:1A:2B:3C:4D:01" in page
    assert "00:1A:2B:3C:4D:02" in page
    assert page.count(REASON) == 1


def test_long_evidence_is_cut_and_the_page_says_so() -> None:
    w = world()
    many = tuple(passage(f"第{n}处相同的内容", start=n * 20) for n in range(MOST_PASSAGES + 3))
    stored(w.evaluation, alert(1, detector="text-reuse", evidence=many), ring=("a", "b"))
    page = sheet(w, w.supervisor)
    assert page.count("处相同的内容") == 2 * MOST_PASSAGES
    assert "3 more passages" in page


def test_whoever_may_not_see_the_ring_gets_no_sheet_and_an_officer_nothing_of_other_tenders() -> None:
    w = world()
    stored(w.evaluation, alert(1), alert(2, detector="other-tenders"), ring=("a", "b"))
    assert "4D:02" in sheet(w, w.supervisor)
    assert "4D:02" not in sheet(w, w.officer)
    address = reverse("collusion:sheet", args=[w.tender.reference, 1])
    for user in (w.expert, UserFactory(role=Role.OFFICER), UserFactory(role=Role.ADMINISTRATOR)):
        assert signed_in(user).get(address).status_code == 404
