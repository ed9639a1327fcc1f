"""What is planted, and that nobody else has it."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pikepdf
from rapidfuzz.distance import Levenshtein

from procurement.sample.voice import plain

from .conftest import Written


def test_every_planted_passage_stands_on_its_page_in_both_bids_and_nowhere_else(written: Written) -> None:
    for passage in written.truth["ring"]["passages"]:
        for side in (passage["a"], passage["b"]):
            words = plain(side["text"])
            assert words in written.pages[side["bidder"]][side["document"]][side["page"] - 1]
        members = {passage["a"]["bidder"], passage["b"]["bidder"]}
        elsewhere = [
            bidder
            for bidder, documents in written.pages.items()
            for pages in documents.values()
            if bidder not in members and plain(passage["a"]["text"])[:25] in "".join(pages)
        ]
        assert not elsewhere


def test_copied_passages_are_equal_and_edited_ones_differ_in_5_to_15_percent(written: Written) -> None:
    kinds = []
    for passage in written.truth["ring"]["passages"]:
        a, b = passage["a"]["text"], passage["b"]["text"]
        assert min(len(a), len(b)) >= 60
        if passage["kind"] == "verbatim":
            assert a == b
        else:
            assert 0.05 <= Levenshtein.distance(a, b) / max(len(a), len(b)) <= 0.15
        kinds.append(passage["kind"])
    assert kinds.count("verbatim") >= 4
    assert kinds.count("edited") >= 3


def test_the_passages_stand_on_different_pages_of_the_two_bids(written: Written) -> None:
    pairs = {(p["a"]["page"], p["b"]["page"]) for p in written.truth["ring"]["passages"]}
    assert sum(a != b for a, b in pairs) >= 6


def test_the_shared_typo_is_in_both_bids_and_in_no_other_text(written: Written) -> None:
    typo = written.truth["ring"]["typo"]
    assert typo["right"] in "".join(written.tender_pages)
    assert typo["wrong"] not in "".join(written.tender_pages)
    having = {
        bidder
        for bidder, documents in written.pages.items()
        for pages in documents.values()
        if typo["wrong"] in "".join(pages)
    }
    assert having == set(written.truth["ring"]["bidders"])
    assert (
        len({place["text"] for place in typo["places"]}) == 2
    )  # in sentences of their own, beside the copied one


def test_the_ring_has_one_machine_and_one_author_and_nobody_else_has_them(written: Written) -> None:
    ring = written.truth["ring"]
    for name, value in ring["machine"].items():
        assert {b for b, bid in written.bids.items() if bid["provenance"][name] == value} == set(
            ring["bidders"]
        )
    authors: dict[str, set[str]] = {}
    for path in written.folder.glob("bids/*/*.pdf"):
        with pikepdf.open(path) as pdf:
            authors.setdefault(str(pdf.docinfo["/Author"]), set()).add(path.parent.name)
    assert authors.pop(ring["author"]) == set(ring["bidders"])
    assert {name: bidders for name, bidders in authors.items() if len(bidders) > 1} == {
        "Administrator": {"boyan", "linghe"}
    }


def prices(written: Written, bidder: str) -> list[Decimal]:
    page = openpyxl.load_workbook(written.folder / "bids" / bidder / "报价清单.xlsx").active
    return [Decimal(str(row[4])) for row in page.iter_rows(min_row=2, values_only=True)]


def test_the_rings_item_prices_are_in_one_ratio_and_no_honest_pairs_are(written: Written) -> None:
    ring = written.truth["ring"]
    first, second = (prices(written, bidder) for bidder in ring["bidders"])
    assert all(
        abs(b - a * Decimal(ring["price_ratio"])) <= Decimal("0.005")
        for a, b in zip(first, second, strict=True)
    )
    for bidder in set(written.bids) - set(ring["bidders"]):
        ratios = [b / a for a, b in zip(first, prices(written, bidder), strict=True)]
        assert max(ratios) / min(ratios) > Decimal("1.2")


def test_the_honest_coincidences_are_where_the_truth_says(written: Written) -> None:
    found = {c["kind"]: c for c in written.truth["coincidences"]}
    address = found["upload_ip"]
    assert [
        b for b, bid in written.bids.items() if bid["provenance"]["upload_ip"] == address["value"]
    ] == address["bidders"]
    for place in found["statute"]["places"]:
        assert (
            plain(found["statute"]["value"])
            in written.pages[place["bidder"]][place["document"]][place["page"] - 1]
        )
    low, high = sorted(Decimal(total) for total in found["close_totals"]["value"])
    assert (high - low) / low < Decimal("0.005")
