"""A report is made once per set of facts, only when nothing is open, and only by an officer in charge."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from evaluation.collusion import queries as collusion_queries
from evaluation.collusion import services as collusion
from evaluation.panel.models import Flag, FlagAnswer, ScoreSheet
from evaluation.ranking import services as ranking
from evaluation.ranking.models import RankedBid, Ranking
from evaluation.reporting import queries
from evaluation.reporting.facts import digest, facts_of
from evaluation.reporting.facts.ledger import committee_changes
from evaluation.reporting.facts.saying import say
from evaluation.reporting.models import Report
from evaluation.reporting.parts import report
from evaluation.reporting.services import make_report
from evaluation.scoring.models import Score
from procurement.jobs import services as jobs
from procurement.jobs.models import Job
from procurement.ledger.models import Entry
from procurement.ledger.services import record
from procurement.message import msg
from procurement.people.models import Role, User
from procurement.tenders.models import Stage
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import World, world
from tests.evaluation.reporting import facts as report_facts
from tests.factories import UserFactory, sheet

pytestmark = pytest.mark.django_db
AT = "2026-03-03T10:00:00+08:00"
REASON = "两家在同一打印店制作，已核实。"


def ready(*, decided: bool = True) -> World:
    """A tender in which everything is scored, and decided unless asked otherwise."""
    w = world(stage=Stage.DECIDED if decided else Stage.SCORED)
    (row,) = stored(w.evaluation, alert(1))
    sheet(w.tender, w.expert, "61.25")
    computed = ranking.compute(tender=w.tender)
    assert computed is not None
    assert computed.complete
    if decided:
        collusion.decide(tender=w.tender, choices=[(row, "dismissed")], reason=REASON, by=w.supervisor)
    w.tender.refresh_from_db()
    return w


def signed_in(user: User) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


def test_the_report_states_what_is_stored() -> None:
    w = ready()
    report = make_report(tender=w.tender, by=w.officer)
    facts = report.facts
    # price 20 + capital 3 + the one expert's 61.25, and the lower price first among equals (Art. 57): here all tie
    assert [(row["rank"], row["total"]) for row in facts["ranking"]["rows"]] == [(1, "84.25")] * 3
    assert facts["subjective"]["rows"][0]["scores"] == {facts["subjective"]["experts"][0]["id"]: "61.25"}
    assert facts["alerts"][0]["reason"] == REASON
    assert facts["results"][0]["objective"][0]["score"] == "20"
    assert report.pdf.read().startswith(b"%PDF")
    w.tender.refresh_from_db()
    assert w.tender.stage == Stage.REPORTED


def test_making_it_twice_gives_the_same_report() -> None:
    w = ready()
    first = make_report(tender=w.tender, by=w.officer)
    assert make_report(tender=w.tender, by=w.officer) == first
    assert Entry.objects.filter(verb="report.make").count() == 1
    assert digest(facts_of(w.tender)) == first.digest


def test_open_points_stop_the_report_and_are_all_named() -> None:
    w = ready(decided=False)
    expert = UserFactory(role=Role.EXPERT)
    w.tender.assignments.create(user=expert)
    with pytest.raises(ValidationError) as refused:
        make_report(tender=w.tender, by=w.officer)
    assert len(refused.value.messages) == 2
    assert not Report.objects.exists()


@pytest.mark.parametrize("who", ["supervisor", "expert"])
def test_only_an_officer_in_charge_makes_it(who: str) -> None:
    w = ready()
    with pytest.raises(PermissionDenied):
        make_report(tender=w.tender, by=getattr(w, who))
    with pytest.raises(PermissionDenied):
        make_report(tender=w.tender, by=UserFactory(role=Role.OFFICER))


def test_a_running_evaluation_comes_first() -> None:
    w = ready()
    Job.objects.create(kind="evaluate", tender=w.tender)
    assert len(queries.blocking(w.tender)) == 1


def test_an_item_the_system_left_open_is_named_with_its_bid() -> None:
    w = ready()
    score = Score.objects.get(result__bid__key="a", criterion__code="O1")
    score.score = None
    score.save()
    (point,) = queries.blocking(w.tender)
    assert "O1" in str(point.text)
    assert point.url == reverse("bids:detail", args=[w.tender.reference, "a"])


def test_sealed_scores_are_in_no_facts() -> None:
    """87号令 Art. 55: scores are gathered once all have judged; a draft of the report must not show them before."""
    w = world()
    sheet(w.tender, w.expert, "61.25")
    w.tender.assignments.create(user=UserFactory(role=Role.EXPERT))
    partial = Ranking.objects.create(
        tender=w.tender, evaluation=w.evaluation, digest="0" * 64, complete=False
    )
    bid = w.tender.bids.first()
    RankedBid.objects.create(ranking=partial, bid=bid, total=Decimal("84.25"), parts={"S1": "61.25"})
    page = signed_in(w.officer).get(reverse("reporting:tender", args=[w.tender.reference])).content.decode()
    for text in (str(facts_of(w.tender)), page):
        assert "61.25" not in text
        assert "84.25" not in text


def test_the_job_makes_the_report_once_however_often_it_runs(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    w = ready()
    response = signed_in(w.officer).post(reverse("reporting:make", args=[w.tender.reference]))
    assert response.status_code == 302
    job = Job.objects.get(kind="report")
    for _ in range(2):
        job = jobs.run(job.pk)
    assert (job.state, job.result) == ("succeeded", {"report": 1})
    assert Report.objects.count() == 1


def test_downloads_are_for_the_officers_of_the_tender_and_supervisors() -> None:
    w = ready()
    make_report(tender=w.tender, by=w.officer)
    for form, head in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        url = reverse("reporting:download", args=[w.tender.reference, 1, form])
        for user in (w.officer, w.supervisor):
            response = signed_in(user).get(url)
            assert response.content.startswith(head)
            assert "no-store" in response["Cache-Control"]
        for user in (w.expert, UserFactory(role=Role.OFFICER), UserFactory(role=Role.ADMINISTRATOR)):
            assert signed_in(user).get(url).status_code == 404
        assert Client().get(url).status_code == 302
    assert signed_in(w.officer).get(url.replace("xlsx", "html")).status_code == 404


def test_the_page_shows_open_points_then_the_files() -> None:
    w = ready(decided=False)
    url = reverse("reporting:tender", args=[w.tender.reference])
    response = signed_in(w.officer).get(url)
    assert response.context["blocked"]
    assert reverse("collusion:tender", args=[w.tender.reference]) in response.content.decode()
    done = ready()
    make_report(tender=done.tender, by=done.officer)
    page = (
        signed_in(done.supervisor)
        .get(reverse("reporting:tender", args=[done.tender.reference]))
        .content.decode()
    )
    assert reverse("reporting:download", args=[done.tender.reference, 1, "pdf"]) in page


def test_posting_while_something_is_open_queues_nothing() -> None:
    w = ready(decided=False)
    signed_in(w.officer).post(reverse("reporting:make", args=[w.tender.reference]))
    assert (
        signed_in(w.supervisor).post(reverse("reporting:make", args=[w.tender.reference])).status_code == 403
    )
    assert not Job.objects.filter(kind="report").exists()


def test_bidders_are_called_by_their_names_in_every_sentence() -> None:
    """A key such as ``linghe`` is a folder's name; the report of Art. 58(2) speaks of firms."""
    stored_message = msg("ahead of %(next)s by %(points)s", next="a", points="0.41").to_json()
    assert say(stored_message, {"a": "晨星信息技术有限公司"}) == "ahead of 晨星信息技术有限公司 by 0.41"
    assert say(stored_message) == "ahead of a by 0.41"


def test_experts_are_called_by_their_names_in_what_stood_out() -> None:
    w = ready()
    told = msg("%(expert)s scores %(bidder)s higher", expert=w.expert.username, bidder="a").to_json()
    flag = Flag.objects.create(
        tender=w.tender, kind="leaning", bid=w.tender.bids.get(key="a"), explanation=told
    )
    FlagAnswer.objects.create(flag=flag, sheet=ScoreSheet.objects.get(expert=w.expert))
    w.expert.display_name = "吴若兰"
    w.expert.save()
    (line,) = facts_of(w.tender)["flags"]
    assert line["explanation"].startswith("吴若兰 scores ")
    assert w.expert.username not in line["explanation"]


def _expert_act(w: World, verb: str, name: str, **kwargs: object) -> None:
    record(actor=w.officer, verb=verb, subject=name, tender=w.tender, **kwargs)  # type: ignore[arg-type]


def test_the_first_appointments_are_the_committee_not_a_change_of_it() -> None:
    """87号令 Art. 58(6) asks for changes of members; the committee may be drawn after opening and evaluation."""
    w = world()
    record(actor=None, verb="tender.evaluate", subject=w.tender, tender=w.tender)
    _expert_act(w, "people.assign", "赵专家", after={"role": Role.EXPERT})
    assert committee_changes(w.tender) == []
    _expert_act(w, "people.unassign", "赵专家", before={"role": Role.EXPERT}, reason="回避")
    _expert_act(w, "people.assign", "周专家", after={"role": Role.EXPERT})
    _expert_act(w, "people.assign", "李经办", after={"role": Role.OFFICER})
    said = [(change["who"], change["what"], change["reason"]) for change in committee_changes(w.tender)]
    assert said == [("赵专家", "left", "回避"), ("周专家", "joined", "")]


def test_who_joins_after_scores_were_handed_in_is_a_change() -> None:
    w = world()
    _expert_act(w, "people.assign", "赵专家", after={"role": Role.EXPERT})
    record(actor=w.expert, verb="panel.submit", subject=w.tender.reference, tender=w.tender)
    _expert_act(w, "people.assign", "周专家", after={"role": Role.EXPERT})
    assert [change["who"] for change in committee_changes(w.tender)] == ["周专家"]


def test_the_appendix_speaks_of_firms_and_signs_not_of_codes() -> None:
    w = world()
    first, second = w.tender.bids.select_related("supplier").order_by("key")[:2]
    record(actor=None, verb="tender.evaluate", subject=w.tender.reference, tender=w.tender)
    record(actor=w.supervisor, verb="alert.confirm", subject="1 machine a/b", tender=w.tender)
    record(actor=w.expert, verb="panel.answer", subject="leaning #1", tender=w.tender)
    record(actor=w.officer, verb="score.decide", subject="a O1", tender=w.tender)
    rows = facts_of(w.tender)["ledger"]["entries"][-4:]
    assert rows[0]["who"] == "系统"
    assert [row["subject"] for row in rows[1:]] == [
        f"线索 1：同一机器（{first.supplier.name}、{second.supplier.name}）",
        "倾向性评分（第 1 号提问）",
        f"{first.supplier.name} O1",
    ]


def test_two_confirmed_signs_are_one_ground_for_a_bid_in_words() -> None:
    w = world()
    rows = stored(w.evaluation, alert(1), alert(2, ("a", "c")))
    choices = [(row, "confirmed") for row in rows]
    collusion.decide(tender=w.tender, choices=choices, reason=REASON, by=w.supervisor, invalidates=True)
    (rejection,) = collusion_queries.rejections(w.tender)["a"]
    text = str(rejection.reason)
    assert text.count(REASON) == 1
    assert "2" in text
    facts = report_facts.facts()
    facts["results"][2]["rejections"] = [
        {"code": "collusion", "reason": text, "basis": rejection.basis},
        {"code": "Q1", "reason": "营业执照已过期", "basis": ""},
    ]
    table = next(t for t in report(facts, number=1, made_at=AT).tables if t.title == "无效投标人名单及原因")
    assert [row[1] for row in table.rows] == ["视为串通投标", "Q1 营业执照有效"]


def test_the_reason_of_a_sign_of_another_tender_stands_in_the_report_only_as_a_ground_of_invalidity() -> None:
    """Officers read the report; Art. 58(4) asks for the reasons of invalid bids, whatever they speak of."""
    w = world(stage=Stage.SCORED)
    kept, ground = stored(
        w.evaluation, alert(1, detector="other-tenders"), alert(2, ("a",), detector="other-tenders")
    )
    said = "与 ZFCG-2025-0009 的投标出自一人之手"
    collusion.decide(tender=w.tender, choices=[(kept, "dismissed")], reason=said, by=w.supervisor)
    collusion.decide(
        tender=w.tender, choices=[(ground, "confirmed")], reason=said, by=w.supervisor, invalidates=True
    )
    first, second = facts_of(w.tender)["alerts"]
    assert (first["verdict"], first["reason"]) == ("dismissed", "理由由监督人员保存")
    assert (second["invalidates"], second["reason"]) == (True, said)
