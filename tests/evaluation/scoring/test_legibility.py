"""What the text that is scored leaves out of the page is said, with its pages."""

from __future__ import annotations

from dataclasses import replace

from evaluation.reading.document import Box, Evasion, PageSource, Severity
from evaluation.scoring.checks import bid_warnings
from evaluation.scoring.legibility import legibility_warnings, page_ranges
from procurement.message import msg
from tests.evaluation.scoring import make


def trick(severity: Severity, page: int = 1) -> Evasion:
    return Evasion("invisible", severity, page, 2, 6, Box(1, 2, 3, 4), msg("4 characters are invisible"), 4)


def test_pages_are_written_as_people_write_them() -> None:
    assert page_ranges([9, 3, 8, 7, 7]) == "3, 7–9"


def test_pages_without_text_are_named() -> None:
    document = make.document("", "", "第三页有字", source="scanned")
    pages = (*document.pages[:2], replace(document.pages[2], source="digital"))
    (warning,) = legibility_warnings([replace(document, pages=pages)])
    assert warning.kind == "unreadable-pages"
    assert "page(s) 1–2" in str(warning.detail)
    assert [place.page for place in warning.places] == [1, 2]


def test_unsure_recognition_is_to_be_compared_and_sure_recognition_is_not() -> None:
    source: PageSource = "ocr"
    document = make.document("甲", "乙", source=source)
    pages = tuple(replace(p, ocr_confidence=c) for p, c in zip(document.pages, (0.95, 0.6), strict=True))
    (warning,) = legibility_warnings([replace(document, pages=pages)])
    assert (warning.kind, [p.page for p in warning.places]) == ("recognition", [2])


def test_evasion_above_low_is_warned_of_with_its_place() -> None:
    document = make.document("这里藏着字的一页")
    marked = replace(document, evasion=(trick("high"), trick("medium"), trick("low")))
    (warning,) = legibility_warnings([marked])
    assert warning.kind == "evasion"
    assert "misleads in 8 places" in str(warning.detail)
    assert "4 characters are invisible" in str(warning.detail)
    assert [(p.page, p.start, p.end) for p in warning.places] == [(1, 2, 6), (1, 2, 6)]


def test_what_is_low_or_plain_warns_of_nothing() -> None:
    document = make.document("一页清楚的字")
    assert not list(legibility_warnings([document, replace(document, evasion=(trick("low"),))]))


def test_the_warnings_are_among_those_of_the_bid() -> None:
    found = bid_warnings(make.tender(), make.bid(), [make.document("", source="scanned")])
    assert "unreadable-pages" in {warning.kind for warning in found}
