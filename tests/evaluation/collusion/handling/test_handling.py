"""Handing signs out, and deciding several under one reason: who may, what is recorded, what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from evaluation.collusion import queries
from evaluation.collusion.handling import services as handling
from evaluation.collusion.models import Alert, Decision, Handling
from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import World, world
from tests.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


def seen(w: World, user: User | None = None) -> list[Alert]:
    return list(queries.alerts_for(user or w.supervisor, w.tender).order_by("number"))


def test_a_sign_is_given_to_a_supervisor_and_the_ledger_says_so() -> None:
    w = world()
    stored(w.evaluation, alert(1), alert(2))
    other = UserFactory(role=Role.SUPERVISOR)
    assert handling.assign(alerts=seen(w), person=other, by=w.supervisor) == 2
    assert handling.assign(alerts=seen(w), person=other, by=w.supervisor) == 0
    assert {row.holder for row in seen(w)} == {other.username}
    entry = Entry.objects.filter(verb="alert.assign").first()
    assert entry is not None
    assert (entry.before, entry.after) == ({"holder": ""}, {"holder": str(other)})
    handling.assign(alerts=seen(w)[:1], person=None, by=w.supervisor)
    assert [row.holder for row in seen(w)] == [None, other.username]


def test_who_has_a_sign_stays_with_it_when_the_tender_is_evaluated_again() -> None:
    from tests.factories import evaluate

    w = world()
    stored(w.evaluation, alert(1))
    handling.assign(alerts=seen(w), person=w.supervisor, by=w.supervisor)
    stored(evaluate(w.tender), alert(1))
    assert [row.holder for row in seen(w)] == [w.supervisor.username]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT, Role.ADMINISTRATOR])
def test_signs_are_given_to_supervisors_only(role: Role) -> None:
    w = world()
    stored(w.evaluation, alert(1))
    with translation.override("en"), pytest.raises(ValidationError, match="supervisors"):
        handling.assign(alerts=seen(w), person=UserFactory(role=role), by=w.supervisor)
    assert not Handling.objects.exists()


def test_an_officer_hands_nothing_out() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    with pytest.raises(PermissionDenied):
        handling.assign(alerts=seen(w), person=w.supervisor, by=w.officer)
    client = signed_in(w.officer)
    form = {"chosen": row.pk, "act": "assign", "person": w.supervisor.username}
    assert client.post(reverse("collusion:handle"), form).status_code == 403
    assert 'name="chosen"' not in client.get(reverse("collusion:queue")).content.decode()


def test_what_one_may_not_see_cannot_be_chosen() -> None:
    """A sign of a tender that is not evaluated is nobody's; an expert has none at all."""
    w, sealed = world(), world(stage="opened")
    (mine,) = stored(w.evaluation, alert(1))
    (hidden,) = stored(sealed.evaluation, alert(1))
    form = {"chosen": [mine.pk, hidden.pk], "act": "assign", "person": w.supervisor.username}
    assert signed_in(w.supervisor).post(reverse("collusion:handle"), form).status_code == 302
    assert [row.tender for row in Handling.objects.all()] == [w.tender]
    signed_in(w.expert).post(reverse("collusion:handle"), form)
    assert Handling.objects.count() == 1


def test_the_queue_can_be_narrowed_to_whom_a_sign_is_with() -> None:
    w = world()
    stored(w.evaluation, alert(1), alert(2))
    handling.assign(alerts=seen(w)[:1], person=w.supervisor, by=w.supervisor)
    client, queue = signed_in(w.supervisor), reverse("collusion:queue")
    for holder, numbers in ((w.supervisor.username, [1]), ("-", [2]), ("", [1, 2])):
        rows = client.get(queue, {"holder": holder}).context["rows"]
        assert sorted(line.alert.number for line in rows) == numbers


def test_two_bidders_narrow_the_list_to_the_signs_between_them() -> None:
    w = world()
    stored(w.evaluation, alert(1, ("a", "b")), alert(2, ("b", "c")), alert(3, ("a", "b", "c")))
    rows = (
        signed_in(w.supervisor)
        .get(reverse("collusion:tender", args=[w.tender.reference]), {"bidder": "a", "other": "b"})
        .context["rows"]
    )
    assert sorted(line.alert.number for line in rows) == [1, 3]


def test_the_bar_leads_back_to_the_list_it_stood_under_and_nowhere_else() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    client = signed_in(w.supervisor)
    form = {"chosen": row.pk, "act": "assign", "person": ""}
    for asked, gone in (("/alerts/?state=all", "/alerts/?state=all"), ("https://evil.example/", "/alerts/")):
        assert client.post(reverse("collusion:handle"), form | {"next": asked})["Location"] == gone


def test_the_bar_decides_nothing() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    form = {"chosen": row.pk, "act": "decide", "person": w.supervisor.username, "verdict": "dismissed"}
    signed_in(w.supervisor).post(reverse("collusion:handle"), form)
    assert not Decision.objects.exists()
