"""Notes are kept with the sign, read by supervisors alone, and decide nothing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from evaluation.collusion import queries
from evaluation.collusion.models import Note
from evaluation.collusion.notes import services
from evaluation.collusion.notes.queries import notes_for
from procurement.ledger.models import Entry
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import world
from tests.factories import evaluate, signed_in

pytestmark = pytest.mark.django_db
TEXT = "已请平台方调取上传日志。"


def test_a_note_stays_with_the_sign_in_a_later_evaluation_and_decides_nothing() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.add(alert=row, text=f"  {TEXT} ", by=w.supervisor)
    (again,) = stored(evaluate(w.tender), alert(1))
    assert [note.text for note in notes_for(w.supervisor, again)] == [TEXT]
    assert list(queries.open_alerts(w.tender)) == [again]


def test_the_ledger_says_that_there_is_a_note_and_not_what_it_says() -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.add(alert=row, text=TEXT, by=w.supervisor)
    entry = Entry.objects.get(verb="alert.note")
    assert TEXT not in f"{entry.subject}{entry.reason}{entry.before}{entry.after}"


@pytest.mark.parametrize("who", ["officer", "expert"])
def test_only_supervisors_write_and_read_notes(who: str) -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    services.add(alert=row, text=TEXT, by=w.supervisor)
    with pytest.raises(PermissionDenied):
        services.add(alert=row, text=TEXT, by=getattr(w, who))
    assert not notes_for(getattr(w, who), row).exists()


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 4001])
def test_a_note_says_something_and_no_more_than_fits(text: str) -> None:
    w = world()
    (row,) = stored(w.evaluation, alert(1))
    with pytest.raises(ValidationError):
        services.add(alert=row, text=text, by=w.supervisor)
    assert not Note.objects.exists()


def test_a_note_is_written_on_the_page_of_the_alert_and_shown_there_to_supervisors() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    address, page = (reverse(f"collusion:{name}", args=[w.tender.reference, 1]) for name in ("note", "alert"))
    assert signed_in(w.supervisor).post(address, {"text": "<b>" + TEXT}).status_code == 302
    shown = signed_in(w.supervisor).get(page).content.decode()
    assert "&lt;b&gt;" + TEXT in shown
    assert TEXT not in signed_in(w.officer).get(page).content.decode()
    assert signed_in(w.officer).post(address, {"text": TEXT}).status_code == 403
    assert signed_in(w.expert).post(address, {"text": TEXT}).status_code == 404
