"""A list of experts: its effect is seen first, then it is taken in whole or not at all."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from procurement.people.pool import effects, take_in
from tests.factories import TenderFactory, UserFactory, signed_in

pytestmark = pytest.mark.django_db
LIST = "账号,姓名,单位,启用\nli.na,李娜,理工大学,是\nwang.wu,王武,设计院,\n"


def seen(text: str) -> list[tuple[str, str]]:
    return [(row.username, row.effect) for row in effects(text.encode(), "名单.csv")]


def test_a_list_says_what_is_new_changed_and_the_same():
    UserFactory(username="li.na", display_name="李娜", organisation="理工大学", role=Role.EXPERT)
    UserFactory(username="wang.wu", display_name="王武", organisation="研究所", role=Role.EXPERT)
    rows = effects((LIST + "zhao,赵一,,\n").encode(), "名单.csv")
    assert [(r.username, r.effect) for r in rows] == [
        ("li.na", "same"),
        ("wang.wu", "changed"),
        ("zhao", "new"),
    ]
    assert "研究所 → 设计院" in rows[1].why
    assert User.objects.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_the_encodings_offices_write(encoding):
    assert effects(LIST.encode(encoding), "名单.csv")[0].display_name == "李娜"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "可用列名：账号, 姓名, 单位, 启用"),
        ("en", "Known are: username, name, organisation, active"),
    ],
)
def test_a_list_without_its_columns_is_told_their_names_in_the_readers_language(language, said):
    with translation.override(language), pytest.raises(ValidationError, match=said):
        effects("专家,电话\n".encode(), "名单.csv")


def test_a_workbook_serves_as_well():
    book = openpyxl.Workbook()
    for line in LIST.splitlines():
        book.active.append(line.split(","))
    data = io.BytesIO()
    book.save(data)
    assert [row.effect for row in effects(data.getvalue(), "名单.xlsx")] == ["new", "new"]


@pytest.mark.parametrize(
    "line", ["bad name,李娜,,", "li,,,", "li,李娜,,也许", "boss,李娜,,", "twice,李娜,,\ntwice,李娜,,"]
)
def test_a_line_that_cannot_be_taken_is_refused_and_the_others_go_on(line):
    UserFactory(username="boss", role=Role.SUPERVISOR)
    found = seen(f"账号,姓名,单位,启用\n{line}\ngood,孙立,,\n")
    assert "refused" in [effect for _, effect in found]
    assert found[-1] == ("good", "new")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "姓名,单位\n李娜,x\n".encode(),
        "账号,姓名\n".encode(),
        b"PK\x03\x04broken",
        b"\xff\xfe\x00\x01\x80",
    ],
)
def test_what_is_no_list_is_refused(data):
    with pytest.raises(ValidationError):
        effects(data, "名单.csv")


def test_only_an_administrator_takes_in_a_list():
    rows = effects(LIST.encode(), "名单.csv")
    with pytest.raises(PermissionDenied):
        take_in(by=UserFactory(), rows=rows)
    assert User.objects.filter(role=Role.EXPERT).count() == 0


def test_an_expert_the_list_closes_can_no_longer_sign_in():
    expert = UserFactory(username="li.na", role=Role.EXPERT)
    take_in(
        by=UserFactory(role=Role.ADMINISTRATOR),
        rows=effects("账号,姓名,启用\nli.na,李娜,否\n".encode(), "x.csv"),
    )
    expert.refresh_from_db()
    assert not expert.is_active


def upload(client: Any, text: str) -> str:
    return str(
        client.post(
            "/people/import/", {"file": SimpleUploadedFile("名单.csv", text.encode())}
        ).content.decode()
    )


def test_from_the_file_to_the_first_passwords():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    page = upload(client, LIST)
    assert "2 new, 0 changed" in page
    assert not User.objects.filter(username="li.na").exists()
    signed = re.search(r'name="rows" value="([^"]+)"', page)
    assert signed
    done = client.post("/people/import/take-in/", {"rows": signed[1]}).content.decode()
    password = re.search(r'李娜</th><td class="mono">([^<]+)<', done)
    assert password
    assert User.objects.get(username="li.na").check_password(password[1])
    assert Entry.objects.filter(verb="people.create").count() == 2
    assert all(password[1] not in str(entry.after) for entry in Entry.objects.all())


def test_what_was_shown_cannot_be_changed_on_the_way():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    assert client.post("/people/import/take-in/", {"rows": "forged"})["Location"] == "/people/import/"
    assert not User.objects.filter(role=Role.EXPERT).exists()


def test_a_list_that_no_longer_fits_changes_nothing():
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    signed = re.search(r'name="rows" value="([^"]+)"', upload(client, LIST))
    UserFactory(username="wang.wu", role=Role.EXPERT)
    assert signed
    assert client.post("/people/import/take-in/", {"rows": signed[1]}).status_code == 409
    assert not User.objects.filter(username="li.na").exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT, Role.SUPERVISOR])
def test_others_are_told_whose_page_it_is(role):
    TenderFactory()
    client = signed_in(UserFactory(role=role))
    assert client.get("/people/import/").status_code == 403
    assert client.post("/people/import/take-in/", {"rows": ""}).status_code == 403
