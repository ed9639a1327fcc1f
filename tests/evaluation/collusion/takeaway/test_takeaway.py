"""Alerts and rings as files: the same as the pages, for the same people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluation.collusion import services
from procurement.people.models import Role
from tests.evaluation.collusion.alerts import alert, passage, stored
from tests.evaluation.collusion.world import World, world
from tests.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


def built() -> World:
    w = world()
    first, _second = stored(
        w.evaluation,
        alert(1),
        alert(2, detector="text-reuse", evidence=(passage("=1+1 我单位三十日内完成安装"),)),
        ring=("a", "b"),
    )
    services.decide(tender=w.tender, choices=[(first, "confirmed")], reason=REASON, by=w.supervisor)
    return w


def taken(w: World, name: str, number: int, form: str, user: object = None) -> bytes:
    address = reverse(f"collusion:{name}", args=[w.tender.reference, number, form])
    answer = signed_in(user or w.supervisor).get(address)  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.content)


def test_a_sign_leaves_as_a_workbook_with_article_weight_and_decision() -> None:
    book = load_workbook(io.BytesIO(taken(built(), "take_alert", 1, "xlsx")))
    said = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    for words in ("不同投标人的投标文件由同一单位或者个人编制", "00:1A:2B:3C:4D:01", REASON, "24 bits"):
        assert words in said


def test_passages_leave_with_both_places_and_run_nothing() -> None:
    w = built()
    sheet = load_workbook(io.BytesIO(taken(w, "take_alert", 2, "xlsx")))["Passages"]
    assert [cell.value for cell in sheet[2]][:4] == [1, "投标文件.txt", 1, "=1+1 我单位三十日内完成安装"]
    assert sheet["D2"].data_type == "s"
    rows = list(csv.reader(io.StringIO(taken(w, "take_alert", 2, "csv").decode("utf-8-sig"))))
    assert any("'=1+1 我单位三十日内完成安装" in row for row in rows)


def test_json_has_the_form_of_the_contract_with_articles_and_decisions() -> None:
    data = json.loads(taken(built(), "take_alert", 1, "json"))
    assert {
        "id",
        "detector",
        "bidders",
        "level",
        "bits",
        "summary",
        "basis",
        "evidence",
        "derivation",
    } <= set(data)
    assert data["decisions"][0]["reason"] == REASON
    assert data["on_request"] is False


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_a_ring_leaves_with_all_its_signs(form: str) -> None:
    content = taken(built(), "take_group", 1, form)
    if form == "json":
        assert [one["id"] for one in json.loads(content)["alerts"]] == [1, 2]
    elif form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        assert book.sheetnames == ["The signs", "How the weight adds up", "Pairs", "What they share", "Times"]
        assert book["The signs"].max_row == 3
    else:
        assert REASON in content.decode("utf-8-sig")


@pytest.mark.parametrize("name", ["take_alert", "take_group"])
def test_files_go_to_whom_the_pages_go(name: str) -> None:
    w = built()
    address = reverse(f"collusion:{name}", args=[w.tender.reference, 1, "json"])
    for user in (w.expert, UserFactory(role=Role.OFFICER), UserFactory(role=Role.ADMINISTRATOR)):
        assert signed_in(user).get(address).status_code == 404
    assert signed_in(w.supervisor).get(address.replace("json", "exe")).status_code == 404


def test_a_ring_leaves_an_officer_without_the_signs_of_other_tenders() -> None:
    """What rests on another tender's file is for supervisors; no format may carry it out."""
    w = world()
    hidden = alert(2, detector="other-tenders"), alert(3, detector="ownership-chain")
    stored(w.evaluation, alert(1), *hidden, ring=("a", "b"))
    for form in ("json", "csv"):
        mine = taken(w, "take_group", 1, form, w.officer).decode()
        assert "4D:01" in mine
        assert "4D:02" not in mine
        assert "4D:03" not in mine
        assert "4D:02" in taken(w, "take_group", 1, form).decode()
    for name in ("network", "timeline"):
        address = reverse("collusion:chart", args=[w.tender.reference, 1, name])
        assert "4D:02" not in signed_in(w.officer).get(address).content.decode()
    for number in (2, 3):
        address = reverse("collusion:take_alert", args=[w.tender.reference, number, "json"])
        assert signed_in(w.officer).get(address).status_code == 404
