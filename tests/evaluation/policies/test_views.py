"""The pages of policies: set by administrators, read by supervisors, hidden from everybody else."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from evaluation.policies.models import PolicyVersion
from procurement.people.models import Role
from tests.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


def said(**fields: Any) -> dict[str, Any]:
    return {"name": "浙江省", "reason": "省办法第三条", "after": "0", **fields}


def test_a_place_gets_its_own_weight_and_threshold():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get("/policies/", {"region": "33"})["Location"] == "/policies/33/"
    answer = client.post(
        "/policies/33/",
        said(**{"high": "22", "bits:machine.mac": "12.5", "basis:machine:tendering": "省办法 3，省办法 4"}),
    )
    assert answer["Location"] == "/policies/33/"
    version = PolicyVersion.objects.get()
    assert (version.region, version.number, float(version.high)) == ("33", 1, 22.0)
    assert version.strengths == {"machine.mac": [12.5, None]}
    assert version.basis == {"machine": {"tendering": ["省办法 3", "省办法 4"]}}
    page = client.get("/policies/33/").content.decode()
    assert 'value="12.5"' in page
    assert "省办法第三条" in page
    assert "浙江省" in client.get("/policies/").content.decode()


def test_a_refused_form_keeps_what_was_typed_and_names_the_sign():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    page = client.post("/policies/33/", said(**{"bits:machine.mac": "99"})).content.decode()
    assert "same network card (MAC)" in page
    assert 'value="99"' in page
    assert not PolicyVersion.objects.exists()


def test_the_preview_says_what_would_be_different_and_what_the_threshold_means():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    page = client.post(
        "/policies/national/preview/", said(**{"high": "14", "bits:machine.mac": "12"})
    ).content.decode()
    assert "same network card (MAC)" in page
    assert "<td>24</td><td>12</td>" in page
    assert "2.66" in page  # 435 pairs × 2⁻¹⁴ = 2.655 of 100
    assert not PolicyVersion.objects.exists()


def test_a_supervisor_reads_and_does_not_set():
    client = signed_in(UserFactory(role=Role.SUPERVISOR))
    page = client.get("/policies/national/").content.decode()
    assert "<fieldset disabled" in page
    assert "Set as the new version" not in page
    assert client.post("/policies/national/", said(**{"bits:machine.mac": "1"})).status_code == 403
    assert client.post("/policies/national/preview/", said()).status_code == 403
    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT])
@pytest.mark.parametrize("url", ["/policies/", "/policies/national/", "/policies/national/policy.xlsx"])
def test_officers_and_experts_are_told_whose_page_it_is(role, url):
    assert signed_in(UserFactory(role=role)).get(url).status_code == 403


@pytest.mark.parametrize("place", ["3", "33010", "abc", "٣٣"])
def test_no_such_place(place):
    assert signed_in(UserFactory(role=Role.ADMINISTRATOR)).get(f"/policies/{place}/").status_code == 404


def test_the_whole_policy_leaves_as_a_spreadsheet():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    client.post("/policies/national/", said(**{"bits:machine.mac": "12.5", "most:machine.mac": "13"}))
    book = openpyxl.load_workbook(io.BytesIO(client.get("/policies/33/policy.xlsx").getvalue()))
    rows = {row[2]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert rows["machine.mac"][3:5] == (12.5, 13)
    assert rows["machine.disk_serial"][3] == 24


def test_what_many_share_is_typed_one_a_line_and_shown_again():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    typed = said(shared="203.0.113.7\r\n00-1A-2B-3C-4D-5E；6222020000000001\r\n")
    preview = client.post("/policies/national/preview/", typed).content.decode()
    assert "203.0.113.7, 00-1A-2B-3C-4D-5E, 6222020000000001" in preview
    client.post("/policies/national/", typed)
    assert PolicyVersion.objects.get().shared == ["203.0.113.7", "00-1A-2B-3C-4D-5E", "6222020000000001"]
    assert (
        "203.0.113.7\n00-1A-2B-3C-4D-5E\n6222020000000001"
        in client.get("/policies/national/").content.decode()
    )
