"""Asking for more: who may, what runs, what is kept, and that it neither raises a level nor holds a tender."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from evaluation.collusion import queries, services
from evaluation.collusion.models import Alert, Inquiry
from evaluation.collusion.wider import services as wider
from procurement.jobs import services as jobs
from procurement.jobs.models import Job
from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import World, world
from tests.factories import UserFactory, document, evaluate, signed_in

pytestmark = pytest.mark.django_db
REASON = "团伙以外是否还有关联，需要核实。"
SHARED = "每改一栋观察一个完整教学日，任何一步出现丢包都可以在五分钟之内退回上一步"
OWN = {
    "a": "我们在三个校区各派两名驻点人员，每天开课前走一遍机房。",
    "b": "配送路线避开早高峰，车辆装有温度记录仪，缺损当日补齐。",
    "c": "培训分三轮进行，第一轮面向管理员，后两轮面向任课教师。",
}


def asked(w: World, by: User | None = None, **ways: bool) -> Inquiry:
    chosen = {"two_by_two": False, "two_hops": False, "other_tenders": False} | (ways or {"two_by_two": True})
    return wider.ask(tender=w.tender, bidders=["a", "b", "c"], reason=REASON, by=by or w.supervisor, **chosen)


def alike() -> World:
    """a and b share a sentence that no alert names."""
    w = world()
    for bid in w.tender.bids.all():
        document(bid, text=OWN[bid.key] + (SHARED if bid.key in "ab" else ""))
    stored(w.evaluation, alert(1))
    return w


def test_an_inquiry_is_recorded_with_its_reason_and_queued() -> None:
    w = alike()
    inquiry = asked(w)
    assert inquiry.job is not None
    assert inquiry.job.payload == {"inquiry": inquiry.pk}
    entry = Entry.objects.get(verb="inquiry.ask")
    assert (entry.actor, entry.reason) == (w.supervisor, REASON)
    assert entry.after == {"bidders": ["a", "b", "c"], "ways": ["two_by_two"]}


def test_two_by_two_finds_what_no_alert_had_and_keeps_it_low_and_marked() -> None:
    w = alike()
    inquiry = asked(w)
    jobs.run(inquiry.job.pk)  # type: ignore[union-attr]
    inquiry.refresh_from_db()
    assert inquiry.job is not None
    inquiry.job.refresh_from_db()
    assert inquiry.job.problems == []
    rows = list(Alert.objects.filter(inquiry=inquiry))
    assert inquiry.found == len(rows) == 1
    assert (rows[0].detector, rows[0].level, sorted(rows[0].bidders)) == ("text-reuse", "low", ["a", "b"])
    assert rows[0].number == 2
    assert Entry.objects.get(verb="inquiry.end").after == {"alerts": 1}
    page = (
        signed_in(w.supervisor).get(reverse("collusion:alert", args=[w.tender.reference, 2])).content.decode()
    )
    assert "found on request" in page


def test_a_second_run_and_a_second_inquiry_find_nothing_more() -> None:
    w = alike()
    first = asked(w)
    assert [wider.carry_out(inquiry=first) for _ in range(2)] == [1, 1]
    second = asked(w)
    assert wider.carry_out(inquiry=second) == 0
    assert Alert.objects.filter(evaluation=w.evaluation).count() == 2


def test_what_was_found_on_request_holds_no_tender_and_can_be_decided() -> None:
    w = alike()
    wider.carry_out(inquiry=asked(w))
    (row,) = queries.alerts_for(w.supervisor, w.tender).exclude(inquiry=None)
    assert row.pk not in queries.open_alerts(w.tender).values_list("pk", flat=True)
    services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)
    (row,) = queries.alerts_for(w.supervisor, w.tender).exclude(inquiry=None)
    assert row.verdict == "confirmed"  # type: ignore[attr-defined]


def test_what_was_found_on_request_stays_when_the_tender_is_evaluated_again() -> None:
    w = alike()
    inquiry = asked(w)
    wider.carry_out(inquiry=inquiry)
    again = evaluate(w.tender)
    for _ in range(2):
        stored(again, alert(1), alert(2))
        (row,) = Alert.objects.filter(evaluation=again, inquiry=inquiry)
        assert row.number == 3
        assert row.bids.count() == 2


def test_two_hops_look_only_at_bids_that_are_open() -> None:
    """The firm in the middle is known from another tender; sealed, it says nothing."""
    w = world(bidders=("a", "b"))
    for bid, holder in zip(w.tender.bids.all(), ("欧阳若谷", "司徒明远"), strict=True):
        bid.specification["supplier"] |= {
            "name": f"第{bid.key}电子工程有限公司", "legal_representative": "", "managers": [],
            "shareholders": [{"name": holder}],
        }  # fmt: skip
        bid.save()
    other = world(stage="loaded", bidders=("z",))
    middle = other.tender.bids.get()
    middle.specification["supplier"] |= {
        "name": "丙投资控股有限公司", "legal_representative": "欧阳若谷", "managers": [],
        "shareholders": [{"name": "司徒明远"}],
    }  # fmt: skip
    middle.save()
    keys = {
        "tender": w.tender,
        "bidders": ["a", "b"],
        "two_by_two": False,
        "two_hops": True,
        "other_tenders": False,
    }
    sealed = wider.ask(**keys, reason=REASON, by=w.supervisor)  # type: ignore[arg-type]
    assert wider.carry_out(inquiry=sealed) == 0
    other.tender.stage = "evaluated"
    other.tender.save()
    opened = wider.ask(**keys, reason=REASON, by=w.supervisor)  # type: ignore[arg-type]
    assert wider.carry_out(inquiry=opened) == 1
    (row,) = Alert.objects.filter(inquiry=opened)
    assert row.detector == "ownership-chain"
    assert row.evidence[1]["tender"] == other.tender.reference
    assert queries.alerts_for(w.supervisor, w.tender).filter(pk=row.pk).exists()
    assert not queries.alerts_for(w.officer, w.tender).filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT, Role.ADMINISTRATOR])
def test_only_supervisors_ask_and_see_what_was_asked(role: Role) -> None:
    w = alike()
    other = {Role.OFFICER: w.officer, Role.EXPERT: w.expert}.get(role) or UserFactory(role=role)
    with pytest.raises(PermissionDenied):
        asked(w, by=other)
    address = reverse("collusion:wider", args=[w.tender.reference])
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(other).post(address, {"reason": REASON}).status_code == 404
    assert not Inquiry.objects.exists()


def test_nothing_is_asked_once_the_report_is_out() -> None:
    w = world(stage="reported")
    with pytest.raises(PermissionDenied):
        asked(w)


@pytest.mark.parametrize(
    "change",
    [{"bidders": ["a"]}, {"bidders": ["a", "nobody"]}, {"two_by_two": False}, {"reason": "太短"}],
)
def test_what_cannot_be_asked_is_refused_in_words(change: dict[str, object]) -> None:
    w = alike()
    keys = {
        "bidders": ["a", "b"],
        "two_by_two": True,
        "two_hops": False,
        "other_tenders": False,
        "reason": REASON,
    }
    with pytest.raises(ValidationError):
        wider.ask(tender=w.tender, by=w.supervisor, **(keys | change))  # type: ignore[arg-type]
    assert not Job.objects.exists()


def test_one_inquiry_at_a_time() -> None:
    w = alike()
    asked(w)
    with pytest.raises(ValidationError, match="still at work"):
        asked(w)


def test_the_page_asks_and_shows_how_far_it_is() -> None:
    w = alike()
    client, address = signed_in(w.supervisor), reverse("collusion:wider", args=[w.tender.reference])
    form = {"bidders": ["a", "b"], "two_by_two": "on", "reason": REASON}
    assert client.post(address, form | {"two_by_two": ""}).status_code == 422
    assert client.post(address, form).status_code == 302
    page = client.get(address)
    assert page.context["form"] is None
    assert reverse("jobs:status", args=[Inquiry.objects.get().job_id]) in page.content.decode()
    other = signed_in(UserFactory(role=Role.SUPERVISOR)).get(address).content.decode()
    assert f"Asked by {w.supervisor}" in other
