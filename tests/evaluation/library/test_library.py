"""Model texts are left out of the comparison; a classifier that passed stands beside alerts and weighs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils.translation import override

from evaluation.collusion import services as collusion
from evaluation.collusion.alert import CollusionResult, Group
from evaluation.collusion.queries import names_of
from evaluation.library import queries, services
from evaluation.library.models import ModelText, TrainedScreens
from procurement.ledger.models import Entry
from procurement.message import msg
from procurement.people.models import Role, User
from tests.evaluation.collusion.material import HONEST, alerts, case, document
from tests.evaluation.collusion.test_train_screens import history
from tests.evaluation.collusion.world import world
from tests.factories import UserFactory, signed_in

FORM = "".join(HONEST)
SHARED = FORM[:150]


def administrator() -> User:
    return UserFactory(role=Role.ADMINISTRATOR)


def add(by: User, text: str = FORM, name: str = "示范文本.txt") -> ModelText:
    return services.add_text(by=by, name=name, data=text.encode(), media_type="text/plain")


def test_what_two_bids_take_from_a_model_text_is_no_sign_and_counts_as_quoted() -> None:
    bids = {"a": document("甲方案。" + SHARED), "b": document("乙做法。" + SHARED)}
    [alert] = alerts(case(bids), "text-reuse")
    assert alert.bits > 0
    assert alerts(case(bids, library=(document(FORM),)), "text-reuse") == []


@pytest.mark.django_db
def test_an_administrator_adds_a_text_and_takes_it_out_with_a_reason() -> None:
    by = administrator()
    assert queries.identity() == ""
    text = add(by)
    assert (text.name, text.characters > 100) == ("示范文本.txt", True)
    assert queries.documents()[0].pages[0].text.startswith(HONEST[0][:20])
    assert len(queries.identity()) == 64
    services.remove_text(by=by, text=text, reason="已废止")
    assert queries.documents() == ()
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "library.add",
        "library.remove",
    ]


@pytest.mark.django_db
def test_a_text_is_there_once_and_has_words_in_it() -> None:
    by = administrator()
    add(by)
    with override("en"):
        with pytest.raises(ValidationError, match="library already"):
            add(by, name="又名.txt")
        with pytest.raises(ValidationError, match="hardly any text"):
            add(by, "短。", "短.txt")
    with pytest.raises(PermissionDenied):
        add(UserFactory(role=Role.OFFICER))


@pytest.mark.django_db
def test_the_page_takes_a_file_from_administrators_and_is_read_by_supervisors() -> None:
    client = signed_in(administrator())
    upload = SimpleUploadedFile("范本.txt", FORM.encode(), "text/plain")
    assert client.post("/library/", {"file": upload})["Location"] == "/library/"
    text = ModelText.objects.get()
    supervisor = signed_in(UserFactory(role=Role.SUPERVISOR))
    page = supervisor.get("/library/").content.decode()
    assert "范本.txt" in page
    assert "remove" not in page
    assert supervisor.post("/library/", {"file": upload}).status_code == 403
    assert signed_in(UserFactory(role=Role.OFFICER)).get("/library/").status_code == 403
    assert client.post(f"/library/{text.pk}/remove/", {"reason": ""})["Location"] == "/library/"
    assert ModelText.objects.exists()
    client.post(f"/library/{text.pk}/remove/", {"reason": "已废止"})
    assert not ModelText.objects.exists()


@pytest.mark.django_db
def test_a_classifier_that_passed_is_kept_with_its_figures_and_speaks_beside_alerts(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(history(signal=True), encoding="utf-8")
    call_command("train_screens", str(tmp_path / "h.csv"), keep=True)
    kept = TrainedScreens.objects.get()
    assert (kept.source, kept.tenders, len(kept.digest)) == ("h.csv", 240, 64)
    assert [split["split"] for split in kept.splits] == ["time", "bidder"]
    page = signed_in(administrator()).get("/library/").content.decode()
    assert f"{kept.splits[1]['balanced_accuracy']['value']:.2f}" in page
    w = world(bidders=("a", "b", "c", "d"))
    said = queries.said(w.tender)
    assert said is not None
    assert "240" in str(said)
    group = Group(
        ("a", "b"), "high", 24.0, (), (msg("%(a)s and %(b)s: %(bits)s bits", a="a", b="b", bits="24.0"),)
    )
    collusion.store(evaluation=w.evaluation, result=CollusionResult((), (group,)))
    shown = signed_in(w.supervisor).get(f"/tenders/{w.tender.reference}/groups/1/").content.decode()
    firms = names_of(w.tender)
    assert f"{firms['a']} and {firms['b']}: 24.0 bits" in shown
    assert "Context, not weighed" in shown


@pytest.mark.django_db
def test_without_a_classifier_or_with_three_prices_nothing_is_said() -> None:
    assert queries.said(world(bidders=("a", "b", "c", "d")).tender) is None


@pytest.mark.django_db
def test_a_classifier_that_is_refused_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(history(signal=False), encoding="utf-8")
    with override("en"), pytest.raises(CommandError, match="not to be used"):
        call_command("train_screens", str(tmp_path / "h.csv"), keep=True)
    assert not TrainedScreens.objects.exists()
