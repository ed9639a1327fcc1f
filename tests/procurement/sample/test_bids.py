"""The eight bids: complete, true to their own pages, and adding up."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

import evaluation.scoring.prices
import evaluation.scoring.rules  # noqa: F401  announces the rule types to the loader
from procurement.sample.money import in_words
from procurement.sample.package import write_sample
from procurement.sample.voice import plain
from procurement.tenders.package.read import open_package

from .conftest import Written


def test_the_loader_accepts_the_folder_and_the_zip(written: Written) -> None:
    for path in (written.folder, written.folder.with_suffix(".zip")):
        with open_package(path) as package:
            assert sorted(package.bids) == sorted(written.bids)


def test_the_zip_carries_everything_but_the_truth(written: Written) -> None:
    with zipfile.ZipFile(written.folder.with_suffix(".zip")) as archive:
        names = set(archive.namelist())
    files = {p.relative_to(written.folder).as_posix() for p in written.folder.rglob("*") if p.is_file()}
    assert files - names == {"truth.json"}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_package(
    written: Written, tmp_path: Path
) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    write_sample(again, with_panel=True)
    write_sample(other, seed=7)
    relative = [p.relative_to(written.folder) for p in written.folder.rglob("*") if p.is_file()]
    assert [p for p in relative if (again / p).read_bytes() != (written.folder / p).read_bytes()] == []
    bill = Path("bids/chenlan/报价清单.xlsx")
    assert (other / bill).read_bytes() != (written.folder / bill).read_bytes()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(FileExistsError, match="empty or a new directory"):
        write_sample(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_every_bid_has_60_pages_or_more(written: Written) -> None:
    assert len(written.bids) == 8
    for bidder, known in written.truth["bids"].items():
        assert known["pages"] >= 60
        read = written.pages[bidder]
        if all(name.endswith(".pdf") for name in read):
            assert sum(map(len, read.values())) == known["pages"]


def test_at_least_one_volume_is_a_docx_and_one_bid_has_scanned_pages(written: Written) -> None:
    kinds = {Path(name).suffix for bid in written.bids.values() for name in bid["documents"]}
    assert kinds == {".pdf", ".docx", ".xlsx"}
    empty = {
        bidder: sum(not page for page in pages["商务文件.pdf"]) for bidder, pages in written.pages.items()
    }
    assert {bidder for bidder, count in empty.items() if count} == {"zhuoxi"}
    assert empty["zhuoxi"] == 5


def test_a_scanned_page_is_one_image_and_nothing_else(written: Written) -> None:
    pdf = pypdfium2.PdfDocument(written.folder / "bids/zhuoxi/商务文件.pdf")
    number = written.bids["zhuoxi"]["fields"]["business_licence"]["evidence"]["page"]
    assert [type(found).__name__ for found in pdf[number - 1].get_objects()] == ["PdfImage"]
    pdf.close()


def stated(bid: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What must stand on the page that the bid names, and that page."""
    fields = bid["fields"]
    yield bid["supplier"]["uscc"], fields["business_licence"]["evidence"]
    if "service_certificate" in fields:
        yield "信息技术服务运行维护资质证书", fields["service_certificate"]["evidence"]
    for contract in fields["contracts"]:
        yield contract["title"], contract["evidence"]
        yield f"{int(contract['amount']):,}.00", contract["evidence"]
    for certificate in fields["certificates"]:
        yield certificate["holder"], certificate["evidence"]
        yield certificate["number"], certificate["evidence"]


def test_every_stated_evidence_stands_on_its_page(written: Written) -> None:
    for bidder, bid in written.bids.items():
        for words, place in stated(bid):
            page = written.pages[bidder][place["document"]][place["page"] - 1]
            # a scanned page says nothing to a reader of text; its place is checked as an image above
            assert plain(words) in page or not page, (bidder, words, place)


def test_the_bill_multiplies_and_adds_up_to_the_stated_total(written: Written) -> None:
    for bidder, bid in written.bids.items():
        page = openpyxl.load_workbook(written.folder / "bids" / bidder / bid["price"]["items"]).active
        total = Decimal(0)
        for _, _, _, quantity, price, amount in page.iter_rows(min_row=2, values_only=True):
            product = (Decimal(str(quantity)) * Decimal(str(price))).quantize(Decimal("0.01"))
            assert product == Decimal(str(amount)).quantize(Decimal("0.01"))
            total += product
        assert bid["price"]["total"] == str(total)
        assert bid["price"]["words"] == in_words(total)
        assert total < Decimal(written.tender["ceiling"])


def test_a_form_of_the_volume_repeats_the_price_and_the_team_is_named(written: Written) -> None:
    for bidder, bid in written.bids.items():
        volume = "".join(written.pages[bidder]["商务文件.pdf"])
        assert plain(bid["price"]["words"]) in volume
        assert not [person["name"] for person in bid["team"] if person["name"] not in volume]
