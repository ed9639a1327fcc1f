"""The ledger: nothing consequential without an entry, no entry that can be changed or removed."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from procurement.ledger.models import Entry
from procurement.ledger.services import entry_hash, first_bent_entry, record

pytestmark = pytest.mark.django_db
REFUSED = (InternalError, ProgrammingError)


def test_an_entry_says_who_when_what_before_and_after() -> None:
    entry = record(
        actor=None,
        verb="score.override",
        subject="O1",
        before={"score": "3"},
        after={"score": "5"},
        reason="证书",
    )
    entry.refresh_from_db()
    assert (entry.actor_name, entry.verb, entry.subject, entry.reason) == (
        "system",
        "score.override",
        "O1",
        "证书",
    )
    assert (entry.before, entry.after) == ({"score": "3"}, {"score": "5"})
    assert entry.at.tzinfo is not None


def test_each_entry_holds_the_hash_of_the_one_before() -> None:
    first, second = (record(actor=None, verb="a", subject=str(i)) for i in range(2))
    assert second.previous_hash == first.hash
    assert first_bent_entry() is None


@pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET reason = 'x'", "DELETE FROM ledger_entry"])
def test_the_database_itself_refuses_to_bend_the_ledger(statement: str) -> None:
    record(actor=None, verb="a", subject="b")
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_emptying_the_table_is_refused_outside_tests() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL gongping.allow_truncate = 'off'")
        with pytest.raises(REFUSED, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE ledger_entry CASCADE")


def test_a_bent_entry_is_found() -> None:
    entries = [record(actor=None, verb="a", subject=str(i)) for i in range(3)]
    with connection.cursor() as cursor:  # as one with the database's own powers could
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_append_only")
        cursor.execute("UPDATE ledger_entry SET subject = 'other' WHERE id = %s", [entries[1].pk])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_append_only")
    assert first_bent_entry() == entries[1].pk


def test_an_act_that_fails_leaves_no_entry() -> None:
    def act() -> None:
        with transaction.atomic():
            record(actor=None, verb="a", subject="b")
            raise ValueError("the act failed")

    with pytest.raises(ValueError, match="act"):
        act()
    assert not Entry.objects.exists()


@given(st.text(max_size=20), st.text(max_size=20))
def test_entries_that_differ_have_different_hashes(one: str, other: str) -> None:
    base = record(actor=None, verb="a", subject="b")
    left, right = (
        Entry(at=base.at, verb="a", subject="b", reason=reason, previous_hash="") for reason in (one, other)
    )
    assert (entry_hash(left) == entry_hash(right)) == (one == other)
