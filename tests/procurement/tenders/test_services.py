"""Loading: all of a package or nothing, and the same package twice changes nothing."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procurement.bids.models import Bid, BidDocument
from procurement.files.models import StoredFile
from procurement.ledger.models import Entry
from procurement.people.models import Role, User
from procurement.problems import Refused
from procurement.suppliers.models import Supplier
from procurement.tenders.models import Criterion, Tender, TenderDocument
from procurement.tenders.services import load_package
from tests.packages import bid_yaml, tender_yaml, write_package, zip_folder

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [
        m.objects.count()
        for m in (Tender, Criterion, TenderDocument, Bid, BidDocument, Supplier, StoredFile, Entry)
    ]


def test_a_loaded_tender_says_what_the_package_said(tmp_path: Path) -> None:
    tender, created = load_package(path=write_package(tmp_path / "p"), by=None)
    assert created
    assert tender.spec.criterion("O1").rule.type == "tiers"  # type: ignore[union-attr]
    assert [c.code for c in tender.criteria.all()] == ["Q1", "P1", "O1", "S1"]
    assert tender.bids.get().spec.supplier.name == "晨星信息技术有限公司"
    assert tender.stage == "loaded"


def test_the_same_package_twice_changes_nothing(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    load_package(path=folder, by=None)
    before = counts()
    tender, created = load_package(path=zip_folder(folder, tmp_path / "p.zip"), by=None)
    assert not created
    assert tender.reference == "ZFCG-2026-0001"
    assert counts() == before


def test_the_same_reference_with_other_content_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    load_package(path=write_package(tmp_path / "a"), by=None)
    before = counts()
    with pytest.raises(Refused) as caught:
        load_package(path=write_package(tmp_path / "b", tender_yaml(title="另一个项目")), by=None)
    (problem,) = caught.value.problems
    assert (problem.place, problem.found) == ("reference", "ZFCG-2026-0001")
    assert counts() == before
    assert Tender.objects.get().title == "实验设备采购"


def test_nothing_of_a_refused_package_is_kept(tmp_path: Path) -> None:
    before = counts()
    with pytest.raises(Refused):
        load_package(
            path=write_package(tmp_path / "p", bids={"a": bid_yaml(), "b": bid_yaml(sme="big")}), by=None
        )
    assert counts() == before


def test_a_fault_in_the_middle_leaves_no_row_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    before = counts()
    monkeypatch.setattr("procurement.tenders.services.keep_supplier", fail)
    with pytest.raises(OSError, match="disk is full"):
        load_package(path=write_package(tmp_path / "p"), by=None)
    assert counts()[:6] == before[:6]


def test_the_command_prints_the_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_package", str(write_package(tmp_path / "p")))
    assert capsys.readouterr().out == "ZFCG-2026-0001\n"


def test_the_command_ends_with_2_and_the_reason(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p", tender_yaml(regime="private"))
    with pytest.raises(CommandError, match="regime") as caught:
        call_command("load_package", str(folder))
    assert caught.value.returncode == 2


def test_the_command_refuses_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("load_package", str(tmp_path / "nothing"))
    assert caught.value.returncode == 2


def test_another_officer_does_not_join_by_uploading_the_package_again(tmp_path: Path) -> None:
    first, second = (User.objects.create(username=name, role=Role.OFFICER) for name in ("chen", "lin"))
    folder = write_package(tmp_path / "p")
    tender, _created = load_package(path=folder, by=first)
    with pytest.raises(Refused, match="chen"):
        load_package(path=folder, by=second)
    assert [a.user for a in tender.assignments.all()] == [first]
    assert Entry.objects.filter(verb="people.assign", actor=first).count() == 1
