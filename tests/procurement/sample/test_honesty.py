"""Honest bids share only what they both quote: no run of 25 letters beyond the tender's words and the public statute."""

from __future__ import annotations

from collections import defaultdict

from procurement.sample.ring import STATUTE
from procurement.sample.voice import RUN, Commons, plain

from .conftest import Written

LENGTH = 25
#: A run that overlaps this many characters of the tender document is a quotation of it, with its row's number or mark.
QUOTED = 8
#: Cover and table of contents: two authors may well name and order three sections in a row alike.
CONTENTS = 3


def runs(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}


def honest_runs(written: Written) -> dict[str, set[str]]:
    """Which bidders' technical prose holds which run, quotations of the tender left out."""
    asked = runs("".join(written.tender_pages) + plain(STATUTE), QUOTED)
    holders: dict[str, set[str]] = defaultdict(set)
    for bidder, documents in written.pages.items():
        name, technical = next((n, pages) for n, pages in documents.items() if n.startswith("技术文件"))
        for page in technical[CONTENTS:] if name.endswith(".pdf") else technical:
            for run in runs(page, LENGTH):
                if not runs(run, QUOTED) & asked:
                    holders[run].add(bidder)
    return holders


def test_no_two_honest_bids_share_a_passage(written: Written) -> None:
    ring = set(written.truth["ring"]["bidders"])
    shared = {run: who for run, who in honest_runs(written).items() if len(who) > 1 and who != ring}
    assert not shared


def test_the_same_measure_finds_the_ring(written: Written) -> None:
    ring = set(written.truth["ring"]["bidders"])
    assert sum(who == ring for who in honest_runs(written).values()) > 300


def test_a_run_told_by_one_author_is_refused_to_another_but_not_to_himself() -> None:
    commons = Commons()
    words = "教室里的线缆都从讲台下方的检修口进出并且贴有编号"
    assert len(plain(words)) > RUN
    assert commons.claim("甲", words)
    assert commons.claim("甲", words)
    assert not commons.claim("乙", words)


def test_what_the_tender_says_may_be_repeated_by_all() -> None:
    words = "投标人应当编制目录并逐页标注页码以便评审专家查阅"
    commons = Commons(quotable=words)
    assert commons.claim("甲", words)
    assert commons.claim("乙", words)
