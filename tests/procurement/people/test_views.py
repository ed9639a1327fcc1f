"""Signing in, the worklist, and the administrator's pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from evaluation.panel.models import ScoreSheet, SheetState
from procurement.jobs.models import Job, JobState
from procurement.people.models import Role, User
from procurement.tenders.models import Stage
from tests.factories import PASSWORD, BidFactory, TenderFactory, UserFactory, evaluate, queries, signed_in

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back():
    response = Client().get("/tenders/")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/tenders/"


def test_signing_in_lands_on_the_worklist():
    user = UserFactory()
    response = Client().post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert response["Location"] == "/"


def test_a_wrong_password_is_told_in_words():
    user = UserFactory()
    client = Client(headers={"accept-language": "en"})
    response = client.post("/sign-in/", {"username": user.username, "password": "x"})
    assert "do not match" in response.content.decode()


def test_signing_in_never_leads_to_another_host():
    user = UserFactory()
    response = Client().post(
        "/sign-in/?next=https://evil.example/", {"username": user.username, "password": PASSWORD}
    )
    assert response["Location"] == "/"


def test_sample_people_are_offered_in_a_demonstration_only(settings):
    UserFactory(username="officer", display_name="陈思远")
    assert "陈思远" not in Client().get("/sign-in/").content.decode()
    settings.GONGPING_DEMO = True
    assert "陈思远" in Client().get("/sign-in/").content.decode()


def test_nobody_becomes_a_sample_person_outside_a_demonstration(settings):
    user = UserFactory(username="officer")
    user.set_password(settings.GONGPING_DEMO_PASSWORD)
    user.save()
    client = Client()
    assert client.post("/sign-in/sample/", {"person": "officer"}).status_code == 404
    settings.GONGPING_DEMO = True
    assert client.post("/sign-in/sample/", {"person": "officer"}).status_code == 302
    assert client.get("/").status_code == 200


def test_a_demonstration_signs_in_sample_people_only(settings):
    settings.GONGPING_DEMO = True
    user = UserFactory(username="somebody")
    user.set_password(settings.GONGPING_DEMO_PASSWORD)
    user.save()
    assert Client().post("/sign-in/sample/", {"person": "somebody"}).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_an_empty_worklist_says_what_will_stand_there(role):
    if role == Role.ADMINISTRATOR:
        UserFactory.create_batch(5, role=Role.EXPERT)
    page = signed_in(UserFactory(role=role)).get("/").content.decode()
    assert "Nothing is waiting for you." in page
    assert "Here will stand" in page


def test_an_officer_finds_bids_to_open_only_after_the_deadline():
    officer = UserFactory()
    due = TenderFactory(officer=officer)
    BidFactory(tender=due)
    TenderFactory(officer=officer, title="仍在密封", bid_deadline=timezone.now() + timedelta(days=1))
    mine, others = signed_in(officer).get("/").content.decode().split("Under way with others")
    assert "Open 1 bid" in mine
    assert f"/tenders/{due.reference}/" in mine
    assert "仍在密封" not in mine
    assert "Sealed until the bid deadline" in others
    assert "仍在密封" in others


def test_an_officer_sees_whose_turn_it_is():
    officer, expert = UserFactory(), UserFactory(role=Role.EXPERT)
    tender = TenderFactory(officer=officer, experts=[expert], stage=Stage.EVALUATED, title="在评项目")
    ScoreSheet.objects.create(tender=tender, expert=expert, state=SheetState.SUBMITTED)
    TenderFactory(officer=officer, stage=Stage.SCORED, title="待认定项目")
    TenderFactory(officer=UserFactory(), stage=Stage.SCORED, title="别人的项目")
    others = signed_in(officer).get("/").content.decode().split("Under way with others")[1]
    assert "1 of 1 experts have submitted" in others
    assert "The supervisor decides the alerts" in others
    assert "待认定项目" in others
    assert "别人的项目" not in others


def test_the_worklist_holds_nothing_of_other_peoples_tenders():
    TenderFactory(officer=UserFactory(), title="别人的项目", stage=Stage.OPENED)
    assert "别人的项目" not in signed_in(UserFactory()).get("/").content.decode()


def test_a_failed_upload_waits_for_the_officer_who_sent_it():
    officer = UserFactory()
    Job.objects.create(
        kind="load",
        state=JobState.FAILED,
        created_by=officer,
        payload={"name": "校园.zip"},
        problems=[{}, {}],
    )
    assert "Mend 2 problems" in signed_in(officer).get("/").content.decode()
    assert "校园.zip" not in signed_in(UserFactory()).get("/").content.decode()


@pytest.mark.parametrize("stage", [Stage.LOADED, Stage.OPENED, Stage.EVALUATED, Stage.SCORED, Stage.DECIDED])
def test_the_officers_worklist_asks_no_query_per_tender(stage):
    officer, expert = UserFactory(), UserFactory(role=Role.EXPERT)
    client = signed_in(officer)

    def asked(count):
        for tender in TenderFactory.create_batch(count, officer=officer, experts=[expert], stage=stage):
            BidFactory(tender=tender)
            evaluate(tender)
        return queries(client, "/")

    one = asked(1)
    assert asked(2) == one


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        (Role.OFFICER, ["/tenders/"], ["/people/", "/alerts/"]),
        (Role.EXPERT, ["/tenders/"], ["/people/", "/alerts/"]),
        (Role.SUPERVISOR, ["/tenders/", "/alerts/", "/ledger/"], ["/people/"]),
        (Role.ADMINISTRATOR, ["/tenders/", "/people/", "/ledger/"], ["/alerts/"]),
    ],
)
def test_the_header_shows_each_role_its_places(role, seen, hidden):
    page = signed_in(UserFactory(role=role)).get("/").content.decode()
    for url in seen:
        assert f'class="nav-link" href="{url}"' in page
    for url in hidden:
        assert f'href="{url}"' not in page


def test_the_page_speaks_the_language_that_was_chosen():
    client = signed_in(UserFactory())
    client.post("/language/setlang/", {"language": "zh-hans", "next": "/"})
    assert '<html lang="zh-Hans"' in client.get("/").content.decode()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT, Role.SUPERVISOR])
@pytest.mark.parametrize("url", ["/people/", "/people/new/", "/people.xlsx"])
def test_people_are_the_administrators_business(role, url):
    response = signed_in(UserFactory(role=role)).get(url)
    assert response.status_code == 403
    assert "This page is for" in response.content.decode()


def test_the_administrator_makes_and_closes_an_account():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    data = {"username": "new", "display_name": "周明", "role": "expert", "password": "a long first secret"}
    assert client.post("/people/new/", data).status_code == 302
    response = client.post("/people/of/new/", {"display_name": "周明", "role": "expert"})
    assert response.status_code == 302
    assert not User.objects.get(username="new").is_active


def test_a_user_name_that_is_taken_is_told_beside_the_field():
    UserFactory(username="taken")
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    data = {"username": "taken", "display_name": "周明", "role": "expert", "password": "a long first secret"}
    response = client.post("/people/new/", data)
    assert response.context["form"].errors["username"]


def test_the_list_of_people_asks_no_query_per_person():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    one = queries(client, "/people/")
    TenderFactory(experts=UserFactory.create_batch(2, role=Role.EXPERT))
    assert queries(client, "/people/") == one


def test_a_missing_page_says_so_kindly_and_names_nothing():
    response = signed_in(UserFactory()).get("/tenders/NONE/")
    assert response.status_code == 404
    assert "There is nothing here for you." in response.content.decode()
