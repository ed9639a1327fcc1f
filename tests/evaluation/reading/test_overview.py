"""The overview of a document, its contents beside a page, and words found however they are set."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading.contents import ROOM, current_entry, lines
from evaluation.reading.document import Box, Evasion, Heading
from evaluation.reading.overview import Entry, Overview, overview
from evaluation.reading.words import around, places
from procurement.message import msg
from tests.evaluation.scoring.make import document

TEXT = "第一章 招标公告\n正文。\n第二章 投标人须知\n正文。\n第三章 评标办法\n正文。"
TRICK = Evasion("invisible", "high", 1, 0, 3, Box(1, 2, 3, 4), msg("hidden"), 2)


def test_headings_become_entries_with_their_place() -> None:
    entries = overview(document(TEXT, "第四章 合同\n正文。")).entries
    assert [(e.title, e.page) for e in entries][:2] == [("第一章 招标公告", 1), ("第二章 投标人须知", 1)]
    assert entries[-1].page == 2
    first = entries[0]
    assert TEXT[first.start : first.end].strip() == "第一章 招标公告"


def test_bookmarks_are_the_contents_where_they_say_more() -> None:
    plain = replace(
        document("没有标题的文字。", "另一页。"), outline=(Heading(2, "封面", 1), Heading(3, "附图", 2))
    )
    assert overview(plain).entries == (Entry(1, "封面", 1), Entry(2, "附图", 2))


def test_headings_that_contain_the_bookmarks_are_the_fuller_contents() -> None:
    marked = replace(document(TEXT), outline=(Heading(1, "第一章 招标公告", 1),))
    assert len(overview(marked).entries) == 3


def test_a_bookmark_to_a_page_that_is_not_there_is_left_out() -> None:
    broken = replace(document("文字"), outline=(Heading(1, "在外", 9), Heading(1, "在内", 1)))
    assert [e.title for e in overview(broken).entries] == ["在内"]


def test_recognition_pictures_and_evasion_are_counted() -> None:
    made = document("一", "二", "", source="ocr")
    pages = (
        replace(made.pages[0], ocr_confidence=0.9),
        replace(made.pages[1], ocr_confidence=0.5),
        replace(made.pages[2], source="scanned"),
    )
    found = overview(replace(made, pages=pages, evasion=(TRICK, replace(TRICK, severity="low"))))
    assert found.confidence == 0.7
    assert (found.unsure, found.pictures) == ((2,), (3,))
    assert [str(note) for note in found.notes()] == [
        "pages read by recognition: 2, confidence 0.70",
        "pages that are pictures without text: 1",
    ]
    assert str(found.suspicion) == "places where the text misleads: 2"


def test_an_overview_survives_json() -> None:
    found = Overview((Entry(1, "题", 2, 3, 4),), ((1, 0.5),), (7,), (TRICK, replace(TRICK, box=None)))
    assert Overview.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_a_short_contents_is_shown_whole_with_the_section_being_read() -> None:
    entries = [Entry(1, "一", 1, 0, 2), Entry(2, "甲", 2, 5, 6), Entry(1, "二", 4, 0, 2)]
    shown = lines(entries, 3)
    assert [line.entry.title for line in shown] == ["一", "甲", "二"]
    assert [line.current for line in shown] == [False, True, False]


def test_a_long_contents_folds_what_is_not_on_the_way() -> None:
    entries = []
    for chapter in range(10):
        entries.append(Entry(1, f"第{chapter}章", 10 * chapter + 1))
        entries += [Entry(2, f"{chapter}.{i}", 10 * chapter + i) for i in range(1, 10)]
    shown = lines(entries, 35)
    assert len(shown) < ROOM
    titles = [line.entry.title for line in shown]
    assert [t for t in titles if t.startswith("第")] == [f"第{n}章" for n in range(10)]
    assert [t for t in titles if not t.startswith("第")] == [f"3.{i}" for i in range(1, 10)]
    assert {line.inside for line in shown if line.entry.title in ("第0章", "第3章")} == {9, 0}
    assert next(line for line in shown if line.current).entry.title == "3.5"


def test_at_the_head_of_a_page_the_first_section_on_it_is_read() -> None:
    entries = [Entry(1, "一", 1, 0, 2), Entry(1, "二", 2, 9, 11), Entry(1, "三", 2, 30, 32)]
    assert current_entry(entries, 2) == 1
    assert current_entry(entries, 2, 31) == 2
    assert current_entry(entries, 9) == 2
    assert current_entry([entries[1]], 1) is None


@given(
    st.lists(st.builds(Entry, st.integers(1, 6), st.just("题"), st.integers(1, 40)), max_size=150),
    st.integers(1, 40),
)
def test_every_entry_is_shown_or_counted_in_one_that_is(entries: list[Entry], page: int) -> None:
    ordered = sorted(entries, key=lambda e: e.page)
    if ordered:
        ordered[0] = ordered[0]._replace(level=1)
    shown = lines(ordered, page)
    assert len(shown) + sum(line.inside for line in shown) == len(ordered)
    assert [line.index for line in shown] == sorted({line.index for line in shown})


def test_words_are_found_broken_spaced_and_widened() -> None:
    text = "投 标\n报价 ＡＢＣ，投标报价"
    assert [text[a:b] for a, b in places(text, "投标报价")] == ["投 标\n报价", "投标报价"]
    assert [text[a:b] for a, b in places(text, "abc")] == ["ＡＢＣ"]
    assert places(text, " ") == []


def test_what_stands_round_the_words_is_one_line() -> None:
    assert around("甲\n乙丙\n丁", 2, 4) == ("甲 ", "乙丙", " 丁")
