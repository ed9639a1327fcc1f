"""The panel's pages: who may see what, and what must never be in them."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.panel.models import Flag, FlagAnswer, ScoreSheet, SheetScore, SheetState
from procurement.people.models import Assignment, Role, User
from tests.evaluation.panel.world import World, build
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = "17.3"  # a score that stands nowhere else


@pytest.fixture
def world(db: None) -> World:
    return build()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def at(name: str, world: World, *args: Any) -> str:
    return reverse(f"panel:{name}", args=[world.tender.reference, *args])


def post_score(client: Client, world: World, **data: str) -> Any:
    data = {"bid": "anhe", "criterion": "S1", "score": "16", "version": "0", **data}
    return client.post(at("save", world), data, headers={"accept": "application/json"})


def test_the_scoring_page_shows_the_item_its_levels_and_the_page(world: World) -> None:
    page = signed_in(world.experts[0]).get(at("score", world) + "?bid=anhe&criterion=S1")
    assert page.status_code == 200
    text = page.content.decode()
    assert "安和科技" in text
    assert 'data-from="16" data-to="20"' in text
    assert reverse("reading:page_image", args=[world.tender.reference, "anhe"]) in text
    assert "东方系统" not in text  # an invalid bid is not scored


@pytest.mark.parametrize("name", ["score", "review", "flags", "sheet"])
def test_the_experts_pages_are_for_experts_of_this_tender(world: World, name: str) -> None:
    assert signed_in(world.outsider).get(at(name, world)).status_code == 404
    for user in (world.officer, world.supervisor, world.administrator):
        assert signed_in(user).get(at(name, world)).status_code == 403
    assert Client().get(at(name, world)).status_code == 302


@pytest.mark.parametrize("name", ["watch", "export"])
def test_the_panels_state_is_not_for_experts_or_administrators(world: World, name: str) -> None:
    for user in (*world.experts, world.outsider, world.administrator):
        assert signed_in(user).get(at(name, world)).status_code in {403, 404}
    for user in (world.officer, world.supervisor):
        assert signed_in(user).get(at(name, world)).status_code == 200


def test_the_draft_is_saved_and_says_when(world: World) -> None:
    client = signed_in(world.experts[0])
    answer = post_score(client, world, note="方案完整", seconds="31")
    assert answer.status_code == 200
    data = answer.json()
    assert (data["score"], data["done"], data["total"]) == ("16", 1, 6)
    assert len(data["saved"]) == 5
    row = SheetScore.objects.get()
    assert (row.note, row.seconds) == ("方案完整", 31)
    again = post_score(client, world, score="17", version=data["version"])
    assert again.json()["score"] == "17"


def test_a_conflict_shows_what_is_saved(world: World) -> None:
    client = signed_in(world.experts[0])
    post_score(client, world, score="16")
    answer = post_score(client, world, score="12", version="0")
    assert answer.status_code == 409
    assert answer.json()["conflict"]["score"] == "16"


def test_a_wrong_score_is_refused_in_words(world: World) -> None:
    answer = post_score(signed_in(world.experts[0]), world, score="20.5")
    assert answer.status_code == 422
    assert "from 0 to 20" in answer.json()["error"]


def test_without_scripts_the_form_saves_and_goes_on(world: World) -> None:
    client = signed_in(world.experts[0])
    data = {"bid": "anhe", "criterion": "S1", "score": "16", "version": "0", "next": "bid=anhe&criterion=S2"}
    answer = client.post(at("save", world), data)
    assert answer["Location"] == at("score", world) + "?bid=anhe&criterion=S2"
    assert SheetScore.objects.count() == 1


def test_saving_never_leads_to_another_address(world: World) -> None:
    client = signed_in(world.experts[0])
    data = {"bid": "anhe", "criterion": "S1", "score": "16", "version": "0", "next": "//evil.example/"}
    assert client.post(at("save", world), data)["Location"].startswith(at("score", world) + "?")


def test_the_draft_of_another_is_nowhere(world: World) -> None:
    """Every page an expert, officer or supervisor can open is searched for a score another expert drafted."""
    author = world.experts[0]
    world.fill(author, {("anhe", "S1"): SECRET})
    SheetScore.objects.filter(sheet__expert=author).update(note="机密批注")
    addresses = [at(n, world) for n in ("score", "review", "flags", "sheet", "watch", "export")]
    addresses += [
        at("score", world) + "?by=criterion&criterion=S1&bid=anhe",
        reverse("people:home"),
        reverse("tenders:list"),
        reverse("tenders:detail", args=[world.tender.reference]),
        reverse("bids:detail", args=[world.tender.reference, "anhe"]),
        reverse("reading:reader", args=[world.tender.reference, "anhe"]),
        reverse("ranking:results", args=[world.tender.reference]),
        reverse("ledger:tender", args=[world.tender.reference]),
    ]
    for user in (world.experts[1], world.officer, world.supervisor, world.administrator, world.outsider):
        client = signed_in(user)
        for address in addresses:
            response = client.get(address)
            text = response.content if not response.streaming else b"".join(response.streaming_content)  # type: ignore[attr-defined]
            assert SECRET.encode() not in text, (user.username, address)
            assert "机密批注".encode() not in text, (user.username, address)
    assert SECRET.encode() in signed_in(author).get(at("review", world)).content


def test_progress_of_another_is_not_counted(world: World) -> None:
    world.fill(world.experts[0])
    page = signed_in(world.experts[1]).get(at("score", world)).content.decode()
    assert 'value="0" data-meter' in page
    watch = signed_in(world.officer).get(at("watch", world)).content.decode()
    assert "0 of 3 have submitted" in watch
    assert "6 of" not in watch


def cells(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]


def test_the_export_holds_scores_only_without_the_seal(world: World) -> None:
    for expert in world.experts[:2]:
        world.fill(expert, {("anhe", "S1"): SECRET})
        world.submit(expert)
    world.fill(world.experts[2], {("anhe", "S1"): SECRET})
    client = signed_in(world.officer)
    assert SECRET not in cells(client.get(at("export", world)).content)
    world.submit(world.experts[2])
    assert SECRET in cells(client.get(at("export", world)).content)


def test_the_review_marks_gaps_and_names_runs(world: World) -> None:
    client = signed_in(world.experts[0])
    post_score(client, world)
    page = client.get(at("review", world)).content.decode()
    assert "5 scores are missing" in page
    assert 'data-open-dialog="submit-sheet"' not in page
    world.fill(world.experts[0], {}, "12")
    page = client.get(at("review", world)).content.decode()
    assert "missing" not in page
    assert "12 for all 3 bids" in page
    assert 'data-open-dialog="submit-sheet"' in page


def test_submitting_through_the_page_gives_a_receipt_and_closes_the_sheet(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    client = signed_in(expert)
    client.post(at("submit", world), {"seen": world.seen(expert)})
    assert not ScoreSheet.objects.get().is_submitted  # without the confirmation
    client.post(at("submit", world), {"seen": world.seen(expert), "confirmed": "1"})
    sheet = ScoreSheet.objects.get()
    assert sheet.receipt in client.get(at("review", world)).content.decode()
    assert client.get(at("score", world))["Location"] == at("review", world)
    refused = post_score(client, world, score="1")
    assert refused.status_code == 403
    assert "can no longer be changed" in refused.json()["error"]
    assert json.loads(client.get(at("sheet", world)).content)["tender"] == world.tender.reference


def test_a_second_submit_is_answered_with_the_receipt(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    client, form = signed_in(expert), {"seen": world.seen(expert), "confirmed": "1"}
    client.post(at("submit", world), form)
    before = ScoreSheet.objects.values().get()
    for again in (form, {**form, "seen": "other"}, {}):
        answer = client.post(at("submit", world), again, follow=True)
        assert answer.redirect_chain == [(at("review", world), 302)]
        assert str(before["receipt"]) in answer.content.decode()
    assert ScoreSheet.objects.values().get() == before


def ask(world: World, expert: User) -> FlagAnswer:
    """Puts a question about one bid to one expert, after everybody has submitted."""
    flag = Flag.objects.create(
        tender=world.tender,
        kind="leaning",
        bid=world.bids["anhe"],
        direction="high",
        explanation={
            "template": "%(expert)s stands out beside %(others)s",
            "params": {"expert": "e", "others": "99.99"},
        },
    )
    return FlagAnswer.objects.create(
        flag=flag, sheet=ScoreSheet.objects.get(expert=expert, tender=world.tender)
    )


def all_submit(world: World, **scores: str) -> None:
    for number, expert in enumerate(world.experts):
        world.fill(expert, {("anhe", "S1"): scores.get(f"e{number}", "15")}, default=str(12 + number))
        if number == 0:
            continue
        world.submit(expert)


def test_only_the_flagged_expert_sees_the_question(world: World) -> None:
    all_submit(world, e1=SECRET)
    row = ask(world, world.experts[1])
    mine = signed_in(world.experts[1]).get(at("flags", world)).content.decode()
    assert "your scores of this bid stand out: they are higher" in mine
    assert "99.99" not in mine  # nothing of the others to aim at
    for other in (world.experts[0], world.experts[2]):
        client = signed_in(other)
        text = client.get(at("flags", world)).content.decode()
        assert "There are no questions on your scores" in text
        assert SECRET not in text
        assert (
            client.post(at("answer", world, row.pk), {"reason": "我再次核对过了，维持原分。"}).status_code
            == 404
        )
    row.refresh_from_db()
    assert row.answer == ""
    for user in (world.officer, world.supervisor, world.administrator):
        assert signed_in(user).post(at("answer", world, row.pk), {"reason": "x" * 20}).status_code == 403
    watch = signed_in(world.supervisor).get(at("watch", world)).content.decode()
    assert "stands out" not in watch  # the seal is still on


def test_the_question_page_shows_no_colleagues_scores_before_the_panel_is_over(world: World) -> None:
    all_submit(world, e2=SECRET)
    ask(world, world.experts[1])
    page = signed_in(world.experts[1]).get(at("flags", world)).content.decode()
    assert SECRET not in page
    assert "<circle" not in page


def test_a_refused_answer_keeps_what_was_typed(world: World) -> None:
    all_submit(world)
    row = ask(world, world.experts[1])
    criterion = world.tender.criteria.get(code="S1")
    field = f"score-{world.bids['anhe'].pk}-{criterion.pk}"
    client = signed_in(world.experts[1])
    answer = client.post(at("answer", world, row.pk), {"decision": "revise", "reason": "太短", field: "11.5"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "at least 10 characters" in text
    assert 'value="11.5"' in text
    assert "太短" in text


def test_the_scoring_page_needs_no_query_per_bid(world: World, django_assert_max_num_queries: Any) -> None:
    client = signed_in(world.experts[0])
    client.get(at("score", world))
    with django_assert_max_num_queries(40):
        client.get(at("score", world))


def test_the_table_of_all_scores_takes_no_query_per_expert(world: World) -> None:
    """One query for all sheets; the table grows with experts, the questions to the database do not."""
    all_submit(world)
    world.submit(world.experts[0])
    client = signed_in(world.supervisor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at("watch", world)).context["matrix"]
        return len([one for one in queries if "panel_sheetscore" in one["sql"]])

    before = asked()
    another = UserFactory(role=Role.EXPERT)
    Assignment.objects.create(tender=world.tender, user=another)
    ScoreSheet.objects.create(tender=world.tender, expert=another, state=SheetState.SUBMITTED)
    assert asked() == before


def test_those_who_watch_read_names_once_the_seal_is_off(world: World) -> None:
    all_submit(world)
    ask(world, world.experts[1])
    world.submit(world.experts[0])
    page = signed_in(world.supervisor).get(at("watch", world)).content.decode()
    assert f"{world.experts[1]} stands out beside 99.99" in page
