"""Supervision pages: who sees what, what the filters leave, and what a decision does."""

import io
from dataclasses import replace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluation.collusion import services
from evaluation.collusion.alert import CollusionResult, Group
from evaluation.collusion.models import Decision
from evaluation.collusion.queries import names_of
from procurement.message import msg
from procurement.people.models import Role
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import page_of, world
from tests.factories import UserFactory, evaluate, signed_in

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


@pytest.mark.parametrize("name", ["collusion:tender", "collusion:alert", "collusion:group"])
def test_experts_and_strangers_find_no_alerts(name: str) -> None:
    w = world()
    stored(w.evaluation, alert(1), ring=("a", "b"))
    args = [w.tender.reference] if name == "collusion:tender" else [w.tender.reference, 1]
    for user in (w.expert, UserFactory(role=Role.OFFICER), UserFactory(role=Role.ADMINISTRATOR)):
        assert signed_in(user).get(reverse(name, args=args)).status_code == 404
    for user in (w.officer, w.supervisor):
        assert signed_in(user).get(reverse(name, args=args)).status_code == 200


def test_the_queue_and_its_export_hold_only_what_one_may_see() -> None:
    mine, other = world(), world()
    stored(mine.evaluation, alert(1))
    stored(other.evaluation, alert(2))
    client = signed_in(mine.officer)
    page = client.get(reverse("collusion:queue")).content.decode()
    assert mine.tender.reference in page
    assert other.tender.reference not in page
    export = client.get(reverse("collusion:export") + "?state=all").content
    cells = [
        row[0] for row in load_workbook(io.BytesIO(export)).active.iter_rows(min_row=2, values_only=True)
    ]
    assert cells == [mine.tender.reference]
    assert signed_in(mine.expert).get(reverse("collusion:queue")).status_code == 403


def test_an_unevaluated_tender_shows_no_alerts_to_anybody() -> None:
    w = world(stage="opened")
    stored(w.evaluation, alert(1))
    assert signed_in(w.supervisor).get(page_of(w)).status_code == 404


def test_deciding_leads_to_the_next_open_alert() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), alert(2))
    form = {"verdict": "confirmed", "reason": REASON, "fingerprint": rows[0].fingerprint, "and_next": ""}
    response = signed_in(w.supervisor).post(reverse("collusion:decide", args=[w.tender.reference, 1]), form)
    assert response["Location"] == page_of(w, 2)
    assert Decision.objects.get().verdict == "confirmed"


def test_a_missing_reason_is_said_and_what_was_typed_stays() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    url = reverse("collusion:decide", args=[w.tender.reference, 1])
    response = signed_in(w.supervisor).post(url, {"verdict": "confirmed", "reason": "太短"})
    assert response.status_code == 422
    assert "太短" in response.content.decode()
    assert not Decision.objects.exists()


def test_an_alert_that_changed_meanwhile_is_not_decided_by_its_number() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    url = reverse("collusion:decide", args=[w.tender.reference, 1])
    response = signed_in(w.supervisor).post(
        url, {"verdict": "confirmed", "reason": REASON, "fingerprint": "0" * 64}
    )
    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_an_officer_cannot_decide_by_posting() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    url = reverse("collusion:decide", args=[w.tender.reference, 1])
    assert signed_in(w.officer).post(url, {"verdict": "confirmed", "reason": REASON}).status_code == 403
    assert not Decision.objects.exists()


def test_reopening_asks_why() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.decide(tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=w.supervisor)
    client, url = signed_in(w.supervisor), reverse("collusion:reopen", args=[w.tender.reference, 1])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "收到新的证据，需要重新判断。"}).status_code == 302
    assert [d.verdict for d in Decision.objects.all()] == ["dismissed", "reopened"]


def test_a_group_is_decided_sign_by_sign_under_one_reason() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), alert(2), alert(3, ("b", "c")), ring=("a", "b", "c"))
    url = reverse("collusion:group", args=[w.tender.reference, 1])
    client = signed_in(w.supervisor)
    nothing = client.post(url, {f"alert-{row.fingerprint}": "leave" for row in rows} | {"reason": REASON})
    assert nothing.status_code == 422
    verdicts = dict(
        zip((f"alert-{row.fingerprint}" for row in rows), ("confirmed", "dismissed", "leave"), strict=True)
    )
    assert client.post(url, verdicts | {"reason": REASON}).status_code == 302
    assert [(d.verdict, d.reason) for d in Decision.objects.all()] == [
        ("confirmed", REASON),
        ("dismissed", REASON),
    ]
    page = client.get(url)
    assert [sign.alert.number for sign in page.context["undecided"]] == [3]
    assert page.context["matrix"].rows[0][0].key == "a"


def test_a_form_that_comes_too_late_decides_nothing_and_says_so() -> None:
    w = world()
    first, second = stored(w.evaluation, alert(1), alert(2), ring=("a", "b"))
    url = reverse("collusion:group", args=[w.tender.reference, 1])
    client = signed_in(w.supervisor)
    client.post(
        url,
        {f"alert-{first.fingerprint}": "confirmed", f"alert-{second.fingerprint}": "leave", "reason": REASON},
    )
    for verdicts in ({first: "dismissed", second: "confirmed"}, {first: "dismissed"}):
        form = {f"alert-{row.fingerprint}": verdict for row, verdict in verdicts.items()}
        late = client.post(url, form | {"reason": "另一个窗口里的判断，不应被悄悄放过。"})
        assert late.status_code == 422
        assert "Alert 1 has been decided meanwhile" in late.content.decode()
        assert "另一个窗口里的判断" in late.content.decode()
    assert [(d.fingerprint, d.verdict) for d in Decision.objects.all()] == [(first.fingerprint, "confirmed")]


def test_an_alert_outside_the_group_is_not_decided_through_its_form() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), ring=("a", "b"))
    other = world()
    (foreign,) = stored(other.evaluation, alert(9))
    url = reverse("collusion:group", args=[w.tender.reference, 1])
    form = {
        f"alert-{rows[0].fingerprint}": "confirmed",
        f"alert-{foreign.fingerprint}": "confirmed",
        "reason": REASON,
    }
    signed_in(w.supervisor).post(url, form)
    assert [d.fingerprint for d in Decision.objects.all()] == [rows[0].fingerprint]


@pytest.mark.parametrize("role", [Role.EXPERT, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["collusion:queue", "collusion:export"])
def test_the_queue_and_its_export_are_refused_alike(role: Role, name: str) -> None:
    refused = signed_in(UserFactory(role=role)).get(reverse(name))
    assert refused.status_code == 403
    assert "Alerts are not shown to you." in refused.content.decode()


@pytest.mark.parametrize("act", ["decide", "reopen", "note"])
def test_the_address_of_a_form_leads_to_its_sign_when_it_is_only_followed(act: str) -> None:
    w = world()
    stored(w.evaluation, alert(1))
    answer = signed_in(w.supervisor).get(reverse(f"collusion:{act}", args=[w.tender.reference, 1]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("collusion:alert", args=[w.tender.reference, 1])


def test_bidders_are_called_by_name_wherever_a_sentence_speaks_of_them() -> None:
    """Stored sentences hold keys; the list, the alert, the ring, its sheet and its files say the firms' names."""
    w = world()
    named = replace(
        alert(1, detector="mixed-documents"),
        summary=msg("The documents of %(host)s name %(guest)s: %(what)s", host="a", guest="b", what="张三"),
        derivation=(msg("%(a)s and %(b)s: %(bits)s bits", a="a", b="b", bits="24"),),
    )
    group = Group(
        ("a", "b"), "high", 24.0, (1,), (msg("%(a)s and %(b)s: %(bits)s bits", a="a", b="b", bits="24"),)
    )
    services.store(evaluation=w.evaluation, result=CollusionResult((named,), (group,)))
    firms = names_of(w.tender)
    client, reference = signed_in(w.supervisor), w.tender.reference
    one, ring = [reference, 1], [reference, 1]
    said, step = f"The documents of {firms['a']} name {firms['b']}", f"{firms['a']} and {firms['b']}: 24 bits"
    for name, args in (("tender", [reference]), ("alert", one), ("group", ring), ("sheet", ring)):
        page = client.get(reverse(f"collusion:{name}", args=args)).content.decode()
        assert said in page, name
        assert name == "tender" or step in page, name
    for name in ("take_alert", "take_group"):
        for form in ("csv", "json"):
            text = client.get(reverse(f"collusion:{name}", args=[reference, 1, form])).content.decode()
            assert said in text, (name, form)
            assert step in text, (name, form)


def test_an_officer_reads_no_reason_of_a_sign_that_rests_on_another_tender() -> None:
    """Neither while the sign is there, nor as a decision about a sign that is found no more."""
    w = world()
    (hidden,) = stored(w.evaluation, alert(1, detector="other-tenders"))
    services.decide(
        tender=w.tender, choices=[(hidden, "dismissed")], reason="与 ZFCG-2025-0009 同一写手", by=w.supervisor
    )
    address = reverse("collusion:tender", args=[w.tender.reference])
    history = reverse("ledger:tender", args=[w.tender.reference])
    for _round in range(2):
        for page in (address, history):
            assert "ZFCG-2025-0009" not in signed_in(w.officer).get(page).content.decode()
        assert "ZFCG-2025-0009" in signed_in(w.supervisor).get(history).content.decode()
        stored(evaluate(w.tender), alert(2))
    assert "ZFCG-2025-0009" in signed_in(w.supervisor).get(address).content.decode()
