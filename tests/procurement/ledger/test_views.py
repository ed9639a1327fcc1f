"""The ledger pages: for whom, what they show, how they leave."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from procurement.ledger.models import Entry
from procurement.ledger.services import record
from procurement.people.models import Role, User
from tests.factories import TenderFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SUPERVISOR, 200), (Role.ADMINISTRATOR, 200), (Role.OFFICER, 403), (Role.EXPERT, 403)],
)
def test_the_whole_ledger_is_for_supervisors_and_administrators(role: Role, status: int) -> None:
    client = signed_in(UserFactory(role=role))
    assert client.get(reverse("ledger:list")).status_code == status
    assert client.get(reverse("ledger:check")).status_code == status


def test_a_history_exists_only_for_those_who_know_the_tender() -> None:
    officer, expert = UserFactory(), UserFactory(role=Role.EXPERT)
    tender = TenderFactory(stage="evaluated", officer=officer, experts=[expert])
    record(actor=officer, verb="bids.open", subject="开标之事", tender=tender)
    url = reverse("ledger:tender", args=[tender.reference])
    assert "开标之事" in signed_in(officer).get(url).content.decode()
    assert "开标之事" not in signed_in(expert).get(url).content.decode()
    assert signed_in(UserFactory()).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_the_export_is_what_the_page_shows_with_the_hashes() -> None:
    entries = [record(actor=None, verb="people.create", subject=name, reason="=1+1") for name in ("甲", "乙")]
    client = signed_in(UserFactory(role=Role.SUPERVISOR))
    data = client.get(reverse("ledger:list"), {"q": "甲", "format": "xlsx"}).content
    (row,) = list(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))
    assert [row[5].value, row[8].value] == ["甲", entries[0].hash]
    assert (row[7].value, row[7].data_type) == ("=1+1", "s")


def test_the_check_says_whether_the_chain_is_whole_and_where_it_is_bent() -> None:
    first = record(actor=None, verb="people.create", subject="甲")
    record(actor=None, verb="people.create", subject="乙")
    client = signed_in(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get(reverse("ledger:check")).context["bent"] is None
    with connection.cursor() as cursor:  # somebody with the database's own rights
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_entry SET reason = 'x' WHERE id = %s", [first.pk])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
    response = client.get(reverse("ledger:check"))
    assert response.context["bent"] == first.pk
    assert "note-error" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_no_query_per_entry(rows: int, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _number in range(rows):
        tender = TenderFactory(stage="opened")
        record(actor=UserFactory(), verb="bids.open", subject=tender, tender=tender)
    client = signed_in(UserFactory(role=Role.SUPERVISOR))
    with django_assert_max_num_queries(13):
        client.get(reverse("ledger:list"))
    assert Entry.objects.count() == rows
