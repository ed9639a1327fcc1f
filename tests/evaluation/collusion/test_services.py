"""Alerts are kept with their evaluation; decisions are made one by one, with a reason, and carry over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluation.collusion import queries, services
from evaluation.collusion.models import Alert, AlertGroup, Decision, Verdict
from procurement.jobs.models import Job
from procurement.ledger.models import Entry
from procurement.tenders.models import Stage
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import world
from tests.factories import evaluate

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


def test_storing_twice_leaves_one_set_of_alerts() -> None:
    w = world()
    for _ in range(2):
        stored(w.evaluation, alert(1), alert(2, ("a", "c")), ring=("a", "b", "c"))
    assert Alert.objects.count() == 2
    assert AlertGroup.objects.count() == 1
    first = Alert.objects.get(number=1)
    assert [bid.key for bid in first.bids.order_by("key")] == ["a", "b"]
    assert first.bidders == ["a", "b"]


def test_a_decision_needs_a_reason_and_writes_the_ledger() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    with pytest.raises(ValidationError):
        services.decide(tender=w.tender, choices=[(row, "confirmed")], reason="  看过了  ", by=w.supervisor)
    assert not Decision.objects.exists()
    services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)
    entry = Entry.objects.get(verb="alert.confirm")
    assert (entry.actor, entry.tender, entry.reason) == (w.supervisor, w.tender, REASON)
    assert entry.before == {"verdict": "open"}
    assert entry.after == {"verdict": "confirmed", "invalidates": False}


@pytest.mark.parametrize("who", ["officer", "expert"])
def test_only_a_supervisor_decides(who: str) -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    with pytest.raises(PermissionDenied):
        services.decide(tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=getattr(w, who))


def test_nothing_is_decided_once_the_report_is_out() -> None:
    w = world(stage=Stage.REPORTED)
    (row,) = stored(w.evaluation, alert(1))
    with pytest.raises(PermissionDenied, match=r"report|报告"):
        services.decide(tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=w.supervisor)


def test_a_decided_alert_is_reopened_before_it_is_decided_again() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.decide(tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=w.supervisor)
    with pytest.raises(ValidationError):
        services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)
    services.decide(tender=w.tender, choices=[(row, "reopened")], reason=REASON, by=w.supervisor)
    assert list(queries.open_alerts(w.tender)) == [row]
    services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)
    assert [d.verdict for d in queries.history(w.tender, row.fingerprint)] == [
        "dismissed",
        "reopened",
        "confirmed",
    ]


def test_one_bad_choice_stops_them_all() -> None:
    w = world()
    first, second = stored(w.evaluation, alert(1), alert(2))
    services.decide(tender=w.tender, choices=[(first, "dismissed")], reason=REASON, by=w.supervisor)
    choices = [(second, "confirmed"), (first, "confirmed")]
    with pytest.raises(ValidationError):
        services.decide(tender=w.tender, choices=choices, reason=REASON, by=w.supervisor)
    assert Decision.objects.count() == 1


def test_an_alert_of_another_tender_is_refused() -> None:
    w, other = world(), world()
    (row,) = stored(other.evaluation, alert(1))
    with pytest.raises(ValidationError):
        services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)


def test_a_decision_carries_over_to_the_same_sign_of_a_later_evaluation() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)
    later = evaluate(w.tender)
    stored(later, alert(2), alert(1))
    seen = dict(queries.alerts_for(w.supervisor, w.tender).values_list("number", "verdict"))
    assert seen == {1: "confirmed", 2: ""}
    assert [a.number for a in queries.open_alerts(w.tender)] == [2]


def test_a_decision_about_a_sign_that_is_gone_is_still_shown() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.decide(tender=w.tender, choices=[(row, "confirmed")], reason=REASON, by=w.supervisor)
    stored(evaluate(w.tender), alert(2))
    assert [d.fingerprint for d in queries.orphans_for(w.supervisor, w.tender)] == [row.fingerprint]


def test_low_alerts_do_not_hold_the_tender() -> None:
    w = world()
    stored(w.evaluation, alert(1, level="low"), alert(2, level="medium"))
    assert [a.number for a in queries.open_alerts(w.tender)] == [2]


def test_invalid_bids_follow_only_from_a_confirmation() -> None:
    """87号令 Art. 37: what is deemed collusion makes the bids invalid; a dismissed sign makes nothing."""
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    with pytest.raises(ValidationError):
        services.decide(
            tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=w.supervisor, invalidates=True
        )


def test_invalidating_bids_queues_a_new_evaluation_and_dismissing_does_not() -> None:
    w = world()
    first, second = stored(w.evaluation, alert(1), alert(2, ("b", "c")))
    services.decide(tender=w.tender, choices=[(second, "dismissed")], reason=REASON, by=w.supervisor)
    assert not Job.objects.filter(kind="evaluate").exists()
    services.decide(
        tender=w.tender, choices=[(first, "confirmed")], reason=REASON, by=w.supervisor, invalidates=True
    )
    assert Job.objects.filter(kind="evaluate", tender=w.tender).count() == 1
    assert list(queries.invalidated(w.tender)) == ["a", "b"]
    (rejection,) = queries.rejections(w.tender)["a"]
    assert "三十七" in rejection.basis
    services.decide(tender=w.tender, choices=[(first, Verdict.REOPENED)], reason=REASON, by=w.supervisor)
    assert queries.invalidated(w.tender) == {}


def test_a_mixed_decision_invalidates_the_confirmed_signs_alone() -> None:
    w = world()
    first, second = stored(w.evaluation, alert(1), alert(2, ("b", "c")))
    choices = [(first, "confirmed"), (second, "dismissed")]
    services.decide(tender=w.tender, choices=choices, reason=REASON, by=w.supervisor, invalidates=True)
    assert list(queries.invalidated(w.tender)) == ["a", "b"]
