"""The list of tenders, a tender's page, its acts, and the upload, as each role meets them."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluation.scoring.models import Score
from procurement.files.models import StoredFile
from procurement.jobs.models import Job, JobState
from procurement.ledger.models import Entry
from procurement.people.models import Role
from procurement.tenders import spool
from procurement.tenders.models import Stage, TenderDocument
from tests.factories import (
    BidFactory,
    SupplierFactory,
    TenderFactory,
    UserFactory,
    document,
    evaluate,
    queries,
    signed_in,
    stored,
)

pytestmark = pytest.mark.django_db
SECRET = "绝密投标有限公司"


@pytest.fixture
def officer():
    return UserFactory()


def _text(response):
    return response.content.decode()


def _sealed(officer, **more):
    tender = TenderFactory(officer=officer, **more)
    bid = BidFactory(tender=tender, key="secret-key", supplier=SupplierFactory(name=SECRET))
    document(bid, "秘密文件.txt")
    return tender


# the list


def test_the_list_holds_ones_own_tenders_only(officer):
    TenderFactory(officer=officer, title="我的项目")
    TenderFactory(officer=UserFactory(), title="别人的项目")
    page = _text(signed_in(officer).get("/tenders/"))
    assert "我的项目" in page
    assert "别人的项目" not in page


@pytest.mark.parametrize("url", ["/tenders/?q=绝密", "/tenders.xlsx?q=绝密"])
def test_a_search_does_not_betray_who_bid_before_the_opening(officer, url):
    tender = _sealed(officer)
    response = signed_in(officer).get(url)
    if url.startswith("/tenders.xlsx"):
        cells = openpyxl.load_workbook(io.BytesIO(response.content)).active.values
        assert tender.reference not in str(list(cells))
    else:
        assert tender.reference not in _text(response)


def test_a_search_finds_an_opened_tender_by_its_bidder(officer):
    tender = _sealed(officer, stage=Stage.OPENED)
    assert tender.reference in _text(signed_in(officer).get("/tenders/?q=绝密"))


def test_the_list_is_filtered_by_stage_and_sorted(officer):
    TenderFactory(officer=officer, title="甲", budget=1)
    TenderFactory(officer=officer, title="乙", budget=2, stage=Stage.OPENED)
    client = signed_in(officer)
    assert [t.title for t in client.get("/tenders/?sort=-budget").context["page"]] == ["乙", "甲"]
    assert [t.title for t in client.get("/tenders/?stage=opened").context["page"]] == ["乙"]
    assert client.get("/tenders/?sort=nonsense&stage=nonsense&page=x").status_code == 200


def test_a_search_for_nothing_known_says_so(officer):
    assert "No tender fits" in _text(signed_in(officer).get("/tenders/?q=xyz"))


def test_the_list_asks_no_query_per_tender(officer):
    client = signed_in(officer)
    TenderFactory(officer=officer)
    one = queries(client, "/tenders/")
    TenderFactory.create_batch(2, officer=officer)
    assert queries(client, "/tenders/") == one


def test_the_export_holds_what_the_list_shows(officer):
    TenderFactory(officer=officer, title="=1+1")
    TenderFactory(officer=UserFactory(), title="别人的项目")
    sheet = openpyxl.load_workbook(io.BytesIO(signed_in(officer).get("/tenders.xlsx").content)).active
    titles = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert titles == ["=1+1"]
    assert sheet["B2"].data_type == "s"


# the page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT])
def test_a_tender_is_unknown_to_who_does_not_work_on_it(role):
    tender = TenderFactory(stage=Stage.EVALUATED)
    assert signed_in(UserFactory(role=role)).get(f"/tenders/{tender.reference}/").status_code == 404


def test_a_sealed_tender_shows_how_many_bids_there_are_and_no_more(officer):
    tender = _sealed(officer)
    page = _text(signed_in(officer).get(f"/tenders/{tender.reference}/"))
    assert "1 bid, sealed" in page
    for secret in (SECRET, "secret-key", "秘密文件", "800,000"):
        assert secret not in page


def test_the_administrator_sees_the_tender_but_no_bid():
    tender = _sealed(None, stage=Stage.EVALUATED)
    page = _text(signed_in(UserFactory(role=Role.ADMINISTRATOR)).get(f"/tenders/{tender.reference}/"))
    assert "Your role does not read bids." in page
    assert SECRET not in page


def test_an_expert_sees_the_bids_without_prices_and_scores():
    expert = UserFactory(role=Role.EXPERT)
    tender = _sealed(None, stage=Stage.EVALUATED, experts=[expert])
    evaluate(tender, scores={"secret-key": "17.31"})
    page = _text(signed_in(expert).get(f"/tenders/{tender.reference}/"))
    assert SECRET in page
    assert "17.31" not in page
    assert "800,000" not in page


def test_the_bids_table_gives_each_score_with_its_reason(officer):
    tender = _sealed(officer, stage=Stage.EVALUATED)
    evaluate(tender, scores={"secret-key": "17.31"})
    page = _text(signed_in(officer).get(f"/tenders/{tender.reference}/"))
    assert "17.31" in page
    assert "because of P1" in page
    assert "800,000" in page


def test_the_page_asks_no_query_per_bid(officer):
    tender = TenderFactory(officer=officer, stage=Stage.EVALUATED)
    client = signed_in(officer)

    def asked(count):
        for bid in BidFactory.create_batch(count, tender=tender):
            document(bid)
        evaluation = evaluate(tender)
        place = {"document": "投标文件.txt", "page": 1, "bbox": [72, 90, 320, 104], "text": "注册资本"}
        Score.objects.filter(result__evaluation=evaluation).update(evidence=[place])
        return queries(client, f"/tenders/{tender.reference}/")

    one = asked(1)
    assert asked(2) == one


def test_the_committee_is_counted_for_the_officer_only(officer):
    expert = UserFactory(role=Role.EXPERT)
    tender = TenderFactory(officer=officer, experts=[expert], stage=Stage.EVALUATED)
    assert "1 of at least 5 members" in _text(signed_in(officer).get(f"/tenders/{tender.reference}/"))
    assert "1 of at least 5 members" not in _text(signed_in(expert).get(f"/tenders/{tender.reference}/"))


def test_the_line_of_stages_marks_the_present_one(officer):
    tender = TenderFactory(officer=officer, stage=Stage.OPENED)
    line = signed_in(officer).get(f"/tenders/{tender.reference}/").context["line"]
    assert [step.state for step in line] == ["done", "current", "ahead", "ahead", "ahead", "ahead"]


def test_a_tender_document_is_given_out_and_another_tenders_is_not(officer):
    tender = TenderFactory(officer=officer)
    TenderDocument.objects.create(tender=tender, name="招标文件.txt", position=0, file=stored("正文"))
    other = TenderFactory()
    TenderDocument.objects.create(tender=other, name="别的.txt", position=0, file=stored("别的"))
    client = signed_in(officer)
    response = client.get(f"/tenders/{tender.reference}/document/?name=招标文件.txt")
    assert b"".join(response.streaming_content).decode() == "正文"
    assert client.get(f"/tenders/{tender.reference}/document/?name=别的.txt").status_code == 404
    assert client.get(f"/tenders/{other.reference}/document/?name=别的.txt").status_code == 404


# acts


def test_opening_unseals_and_is_recorded(officer):
    tender = _sealed(officer)
    signed_in(officer).post(f"/tenders/{tender.reference}/open/")
    tender.refresh_from_db()
    assert tender.stage == Stage.OPENED
    assert Entry.objects.get(verb="bids.open").actor == officer


def test_opening_before_the_deadline_needs_a_reason(officer):
    tender = _sealed(officer, bid_deadline=timezone.now() + timedelta(hours=1))
    client = signed_in(officer)
    response = client.post(f"/tenders/{tender.reference}/open/", follow=True)
    tender.refresh_from_db()
    assert tender.stage == Stage.LOADED
    assert "needs a written reason" in _text(response)
    client.post(f"/tenders/{tender.reference}/open/", {"early_reason": "所有投标人书面同意提前开标"})
    tender.refresh_from_db()
    assert tender.stage == Stage.OPENED
    assert tender.opening.early_reason == "所有投标人书面同意提前开标"


@pytest.mark.parametrize("act", ["open", "evaluate", "people/add", "people/remove"])
@pytest.mark.parametrize("role", [Role.EXPERT, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_acts_are_the_officers_alone(act, role):
    user = UserFactory(role=role)
    tender = TenderFactory(stage=Stage.EVALUATED, experts=[user] if role == Role.EXPERT else [])
    response = signed_in(user).post(f"/tenders/{tender.reference}/{act}/")
    assert response.status_code == 403
    assert "Only an officer who runs this tender" in _text(response)


@pytest.mark.parametrize("act", ["open", "evaluate", "people/add", "people/remove"])
def test_acts_are_not_done_by_following_a_link(officer, act):
    tender = TenderFactory(officer=officer)
    client = signed_in(officer)
    answer = client.get(f"/tenders/{tender.reference}/{act}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/tenders/{tender.reference}/")
    assert "Nothing was changed" in _text(client.get(answer["Location"]))
    tender.refresh_from_db()
    assert (tender.stage, Job.objects.count(), tender.assignments.count()) == (Stage.LOADED, 0, 1)


def test_a_script_that_follows_the_address_of_a_form_is_told_so(officer):
    tender = TenderFactory(officer=officer)
    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        answer = signed_in(officer).get(f"/tenders/{tender.reference}/open/", headers=headers)
        assert answer.status_code == 405


def test_signing_out_by_a_link_leads_home_and_signs_nobody_out(officer):
    client = signed_in(officer)
    assert client.get("/sign-out/")["Location"] == "/"
    assert client.get("/").status_code == 200


def test_another_officers_tender_cannot_be_opened(officer):
    tender = TenderFactory(officer=UserFactory())
    assert signed_in(officer).post(f"/tenders/{tender.reference}/open/").status_code == 404


def test_evaluating_twice_queues_one_job_and_the_page_watches_it(officer):
    tender = _sealed(officer, stage=Stage.OPENED)
    client = signed_in(officer)
    for _ in range(2):
        client.post(f"/tenders/{tender.reference}/evaluate/")
    job = Job.objects.get(kind="evaluate", tender=tender)
    page = _text(client.get(f"/tenders/{tender.reference}/"))
    assert f'hx-get="/jobs/{job.pk}/"' in page
    assert f'action="/tenders/{tender.reference}/evaluate/"' not in page


def test_sealed_bids_are_not_evaluated(officer):
    tender = _sealed(officer)
    response = signed_in(officer).post(f"/tenders/{tender.reference}/evaluate/", follow=True)
    assert "open them first" in _text(response)
    assert not Job.objects.exists()


def test_experts_are_assigned_and_taken_off_with_a_reason(officer):
    expert = UserFactory(role=Role.EXPERT)
    tender = TenderFactory(officer=officer)
    client = signed_in(officer)
    client.post(f"/tenders/{tender.reference}/people/add/", {"user": expert.pk, "buyer_representative": "on"})
    assert tender.assignments.get(user=expert).buyer_representative
    client.post(f"/tenders/{tender.reference}/people/remove/", {"user": expert.pk, "reason": ""})
    assert tender.assignments.filter(user=expert).exists()
    client.post(f"/tenders/{tender.reference}/people/remove/", {"user": expert.pk, "reason": "本人申请回避"})
    assert not tender.assignments.filter(user=expert).exists()
    assert Entry.objects.get(verb="people.unassign").reason == "本人申请回避"


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OFFICER])
def test_only_experts_join_a_committee(officer, role):
    other = UserFactory(role=role)
    tender = TenderFactory(officer=officer)
    signed_in(officer).post(f"/tenders/{tender.reference}/people/add/", {"user": other.pk})
    assert not tender.assignments.filter(user=other).exists()


# loading


def _zip():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("tender.yaml", "reference: X")
    return data.getvalue()


def test_an_upload_waits_in_the_spool_and_is_queued_under_its_name(officer):
    client = signed_in(officer)
    response = client.post("/tenders/new/", {"package": SimpleUploadedFile("校园.zip", _zip())})
    job = Job.objects.get(kind="load")
    assert response["Location"] == f"/tenders/new/{job.pk}/"
    assert spool.path_of(job.payload["spool"]).read_bytes() == _zip()
    assert not StoredFile.objects.exists()
    assert "校园.zip" in _text(client.get(f"/tenders/new/{job.pk}/"))


def test_an_upload_from_the_page_answers_with_the_progress(officer):
    data = {"package": SimpleUploadedFile("校园.zip", _zip())}
    response = signed_in(officer).post("/tenders/new/", data, headers={"HX-Request": "true"})
    job = Job.objects.get(kind="load")
    assert response["HX-Push-Url"] == f"/tenders/new/{job.pk}/"
    assert "<html" not in _text(response)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("a.zip", b""), "This file is empty"),
        (SimpleUploadedFile("a.zip", b"PDF"), "is not a .zip file"),
        (None, "Choose a .zip file first."),
    ],
)
def test_what_is_no_package_is_refused_before_anything_is_kept(officer, upload, words):
    response = signed_in(officer).post("/tenders/new/", {"package": upload} if upload else {})
    assert words in _text(response)
    assert not Job.objects.exists()
    assert not StoredFile.objects.exists()


def test_problems_are_listed_by_file_and_place_under_the_uploads_name(officer):
    problem = {
        "file": "abc",
        "place": "criteria[3].rule",
        "found": "tierz",
        "expected": {
            "template": "a known key; the nearest one is %(nearest)s",
            "params": {"nearest": "tiers"},
        },
    }
    job = Job.objects.create(
        kind="load",
        state=JobState.FAILED,
        created_by=officer,
        payload={"spool": "abc", "name": "校园.zip"},
        problems=[problem],
    )
    page = _text(signed_in(officer).get(f"/tenders/new/{job.pk}/"))
    for words in ("校园.zip", "criteria[3].rule", "tierz", "the nearest one is tiers", "nothing was kept"):
        assert words in page


def test_nobody_watches_another_officers_upload(officer):
    job = Job.objects.create(kind="load", created_by=UserFactory(), payload={"name": "校园.zip"})
    assert signed_in(officer).get(f"/tenders/new/{job.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.EXPERT, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_only_officers_load_tenders(role):
    assert signed_in(UserFactory(role=role)).get("/tenders/new/").status_code == 403
