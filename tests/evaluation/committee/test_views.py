"""The committee's pages: who sees what, what a refused form says, and that nothing leaks to whoever is not concerned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluation.committee.models import Clarification, Judgement, Opinion, Reply
from evaluation.committee.result import result_of
from procurement.people.models import Assignment, User
from procurement.people.worklist import worklist_for
from procurement.tenders.models import Stage
from procurement.tenders.page import doors_for
from tests.evaluation.committee.world import ANSWER, DISSENT, PAPER, QUESTION, World, build
from tests.factories import queries, signed_in

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)


def at(world: World, name: str, *rest: object) -> str:
    return reverse(f"committee:{name}", args=[world.tender.reference, *rest])


def moment(ahead: timedelta) -> str:
    return timezone.localtime(timezone.now() + ahead).strftime("%Y-%m-%dT%H:%M")


def asked(world: World) -> Clarification:
    row = world.ask()
    world.reply(row, paper=PAPER)
    return row


@pytest.mark.parametrize(
    ("who", "stage", "expected"),
    [
        ("officer", "evaluated", 200), ("supervisor", "evaluated", 200), ("expert", "evaluated", 200),
        ("expert", "decided", 200), ("expert", "reported", 404), ("officer", "reported", 200),
        ("administrator", "evaluated", 404), ("strange officer", "evaluated", 404), ("strange expert", "evaluated", 404),
        ("officer", "loaded", 404), ("officer", "opened", 404), ("replaced expert", "evaluated", 404),
    ],
)  # fmt: skip
def test_who_reads_questions_and_answers_and_when(who: str, stage: str, expected: int) -> None:
    w = build()
    row = asked(w)
    w.stage(stage)
    people: dict[str, User] = {
        "officer": w.officer, "supervisor": w.supervisor, "expert": w.experts[0], "administrator": w.administrator,
        "strange officer": w.strangers[0], "strange expert": w.strangers[1], "replaced expert": w.experts[1],
    }  # fmt: skip
    if who == "replaced expert":
        Assignment.objects.filter(user=w.experts[1]).delete()
    client = signed_in(people[who])
    for url in (at(w, "clarifications"), at(w, "clarification", row.number)):
        response = client.get(url)
        assert response.status_code == expected
        shown = response.content.decode()
        assert (ANSWER in shown or QUESTION[:20] in shown) == (expected == 200)


def test_an_expert_reads_the_words_and_takes_no_file_away() -> None:
    """87号令 Art. 62(6)."""
    w = build()
    row = asked(w)
    url = at(w, "file", row.number, row.replies.get().pk)
    assert signed_in(w.experts[0]).get(url).status_code == 403
    response = signed_in(w.supervisor).get(url)
    assert b"".join(response) == PAPER.data  # type: ignore[arg-type]
    assert response["Content-Disposition"].startswith("attachment")
    page = signed_in(w.experts[0]).get(at(w, "clarification", row.number)).content.decode()
    assert url not in page
    assert ANSWER in page


def test_the_officer_s_forms_carry_the_whole_course() -> None:
    w = build()
    client = signed_in(w.officer)
    form = {"ground": "slip", "criterion": w.tender.criteria.get(code="S1").pk, "document": "投标文件.txt", "page": 2,
            "question": QUESTION, "deadline": moment(SOON)}  # fmt: skip
    response = client.post(at(w, "ask") + "?bid=b", form)
    row = Clarification.objects.get()
    assert response["Location"] == at(w, "clarification", row.number)
    file = SimpleUploadedFile("盖章.pdf", PAPER.data)
    client.post(at(w, "reply", 1), {"text": ANSWER, "paper": file, "received_at": moment(timedelta())})
    assert Reply.objects.get().file_name == "盖章.pdf"
    client.post(at(w, "judge", 1), {"verdict": "refused", "reason": "答复改变了投标文件的实质性内容。"})
    assert Judgement.objects.get().verdict == "refused"
    page = client.get(at(w, "clarification", 1)).content.decode()
    assert "not accepted" in page


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("reply", {"text": ""}, "Enter the words of the answer"),
        (
            "judge",
            {"verdict": "accepted", "reason": "予以采纳，未改变实质性内容。"},
            "no answer that could be accepted",
        ),
        ("judge", {"verdict": "withdrawn", "reason": "误发"}, "at least 10 characters"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(name: str, form: dict[str, str], said: str) -> None:
    w = build()
    w.ask()
    response = signed_in(w.officer).post(at(w, name, 1), {"received_at": moment(timedelta()), **form})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert form.get("reason", "") in page


def test_a_file_that_is_no_paper_is_refused_beside_its_field() -> None:
    w = build()
    w.ask()
    form = {"text": "", "paper": SimpleUploadedFile("a.pdf", b"<html>"), "received_at": moment(timedelta())}
    response = signed_in(w.officer).post(at(w, "reply", 1), form)
    assert "a.pdf is no PDF, PNG or JPEG" in response.content.decode()


@pytest.mark.parametrize("who", ["supervisor", "expert"])
def test_who_only_reads_finds_no_form_and_cannot_post(who: str) -> None:
    w = build()
    asked(w)
    client = signed_in(w.supervisor if who == "supervisor" else w.experts[0])
    assert "<textarea" not in client.get(at(w, "clarification", 1)).content.decode()
    assert client.get(at(w, "ask") + "?bid=a").status_code == 403
    assert (
        client.post(
            at(w, "judge", 1), {"verdict": "accepted", "reason": "予以采纳，未改变内容。"}
        ).status_code
        == 403
    )
    assert not Judgement.objects.exists()


def test_a_price_to_confirm_is_one_click_and_one_question() -> None:
    w = build()
    w.mismatch()
    client = signed_in(w.officer)
    page = client.get(at(w, "clarifications")).content.decode()
    assert f"{at(w, 'ask')}?bid=a&amp;correction=1" in page
    url = at(w, "ask") + "?bid=a&correction=1"
    assert "780,000" in client.get(url).content.decode()
    client.post(url, {"question": "请书面确认修正后的报价。", "deadline": moment(SOON)})
    assert str(Clarification.objects.get().corrected) == "780000.000000"
    for number in ("0", "2", "x"):
        assert client.get(at(w, "ask") + f"?bid=a&correction={number}").status_code == 404


def test_a_member_s_page_shows_no_word_of_the_others_before_the_own_opinion() -> None:
    w = build()
    w.sign(0, dissent=DISSENT)
    reader = signed_in(w.experts[1])
    before = reader.get(at(w, "opinions")).content.decode()
    assert DISSENT not in before
    assert "dissents" not in before
    assert "given, shown after your own" in before
    w.sign(1)
    assert DISSENT in reader.get(at(w, "opinions")).content.decode()


def test_a_member_signs_on_the_page_and_twice_is_once() -> None:
    w = build()
    client = signed_in(w.experts[0])
    page = client.get(at(w, "opinions")).content.decode()
    result = result_of(w.tender)
    assert result is not None
    assert result.digest in page
    for _ in range(2):
        client.post(at(w, "sign"), {"opinion": "agree", "reason": "", "seen": result.digest})
    assert Opinion.objects.get().agrees
    assert "textarea" not in client.get(at(w, "opinions")).content.decode()


def test_dissent_without_reason_is_sent_back_with_the_choice_kept() -> None:
    w = build()
    result = result_of(w.tender)
    assert result is not None
    form = {"opinion": "dissent", "reason": "不妥", "seen": result.digest}
    response = signed_in(w.experts[0]).post(at(w, "sign"), form)
    assert response.status_code == 422
    assert 'value="dissent" ' in response.content.decode()
    assert "checked" in response.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("stage", [Stage.EVALUATED, Stage.REPORTED])
def test_an_expert_sees_no_result_before_the_last_score_and_none_after_the_report(stage: str) -> None:
    w = build()
    w.sign(0)
    w.stage(stage)
    page = signed_in(w.experts[0]).get(at(w, "opinions")).content.decode()
    assert w.bid().supplier.name not in page
    assert "83" not in page.split("<main")[1].split("</main>")[0]  # the total of a: 30 + 3 + 50


def test_strangers_and_administrators_find_no_result() -> None:
    w = build()
    for user, code in ((w.administrator, 403), (w.strangers[0], 404), (w.strangers[1], 404)):
        assert signed_in(user).get(at(w, "opinions")).status_code == code


def test_the_worklist_asks_for_a_signature_until_it_is_given() -> None:
    w = build()
    place = at(w, "opinions")
    assert place in [item.url for item in worklist_for(w.experts[0])]
    w.sign(0)
    assert place not in [item.url for item in worklist_for(w.experts[0])]
    assert place in [item.url for item in worklist_for(w.experts[1])]


def test_the_officer_s_worklist_asks_for_the_finding() -> None:
    w = build()
    row = asked(w)
    assert at(w, "clarifications") in [item.url for item in worklist_for(w.officer)]
    w.judge(row)
    assert at(w, "clarifications") not in [item.url for item in worklist_for(w.officer)]


def test_the_tender_s_page_leads_there_and_an_expert_finds_the_door_once_there_is_a_question() -> None:
    w = build("evaluated")

    def doors(user: User) -> set[str]:
        return {door.url for door in doors_for(user, w.tender)}

    assert at(w, "clarifications") in doors(w.officer)
    assert at(w, "clarifications") not in doors(w.experts[0])
    w.ask()
    assert at(w, "clarifications") in doors(w.experts[0])
    assert at(w, "opinions") not in doors(w.experts[0])
    w.stage(Stage.SCORED)
    assert at(w, "opinions") in doors(w.experts[0])


def test_the_ledger_tells_the_administrator_that_there_was_an_act_and_not_what_it_says() -> None:
    w = build()
    asked(w)
    w.sign(0, dissent=DISSENT)
    url = reverse("ledger:tender", args=[w.tender.reference])
    page = signed_in(w.administrator).get(url).content.decode()
    assert "asked a bidder to clarify" in page
    for hidden in (QUESTION, ANSWER, DISSENT):
        assert hidden not in page
    assert DISSENT in signed_in(w.supervisor).get(url).content.decode()


def test_an_expert_s_history_holds_the_own_acts_alone() -> None:
    w = build()
    w.sign(0, dissent=DISSENT)
    for user, expected in ((w.experts[0], True), (w.experts[1], False)):
        response = signed_in(user).get(reverse("ledger:tender", args=[w.tender.reference]))
        assert (DISSENT in response.content.decode()) == expected


def test_the_list_asks_no_query_per_question() -> None:
    w = build()
    asked(w)
    client = signed_in(w.officer)
    one = queries(client, at(w, "clarifications"))
    for key in ("b", "c"):
        w.reply(w.ask(key))
    assert queries(client, at(w, "clarifications")) == one
