"""Tricks with characters: found in every format, with their place, and told from what honest files carry."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading.document import Document, Page
from evaluation.reading.evasion.look import reported
from evaluation.reading.evasion.tricks.look_alikes import plain
from tests.evaluation.reading import make
from tests.evaluation.reading.evasion.plant import PROSE, marks, places


def broken(text: str, mark: str) -> str:
    return mark.join(text)


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u3164", "\ufe0f", "\U000e0041", "\u00ad"]
)
def test_words_broken_by_invisible_characters_are_reported_where_they_stand(mark: str) -> None:
    text = f"{PROSE}{broken('缴纳社会保障资金的证明材料', mark)}。{PROSE}"
    document, found = marks(make.docx_of(PROSE, text), "invisible-characters", "a.docx")
    (one,) = found
    assert one.severity == "medium"
    assert one.count == 12
    (place,) = places(document, found)
    assert place.startswith(mark)
    assert place.replace(mark, "") in "缴纳社会保障资金的证明材料"
    assert one.box is not None
    assert f"U+{ord(mark):04X}" in str(one.message)


def test_many_are_grave_and_a_few_from_the_clipboard_are_not() -> None:
    _, many = marks(f"{broken(PROSE, chr(0x200B))}".encode(), "invisible-characters", "a.txt")
    assert {m.severity for m in many} == {"high"}
    _, few = marks(f"{PROSE}\u200b\n项目\u200b经理\ufeff".encode(), "invisible-characters", "a.txt")
    assert {m.severity for m in few} == {"low"}
    _, none = marks(("\ufeff" + PROSE + " co\u00adoperation").encode(), "invisible-characters", "a.txt")
    assert none == []


def test_text_turned_round_by_an_override_is_grave() -> None:
    document, found = marks(f"{PROSE}\u202e000,682,1\u202c元".encode(), "bidi", "a.txt")
    (one,) = found
    assert one.severity == "high"
    assert places(document, found) == ["\u202e000,682,1\u202c"]


def test_a_pasted_direction_mark_is_low_and_arabic_is_a_language() -> None:
    _, found = marks(f"{PROSE}\u200e联系人".encode(), "bidi", "a.txt")
    assert [m.severity for m in found] == ["low"]
    _, none = marks("شركة المناقصة\u200f \u202bالعرض\u202c".encode(), "bidi", "a.txt")
    assert none == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("СPU型号", "CPU"),  # Cyrillic С
        ("Intеl处理器", "Intel"),  # Cyrillic е
        ("采用ΑΒС工艺", "ABC"),  # Greek and Cyrillic throughout, between Hanzi
        ("支持𝐈𝐏𝐯𝟔协议", "IPv6"),
        ("不少于ニ名", "二"),
    ],
)
def test_words_that_are_not_written_as_they_look_are_reported_with_what_they_look_like(
    text: str, seen: str
) -> None:
    document, found = marks(make.docx_of(PROSE, f"要求{text}，以及"), "look-alikes", "a.docx")
    (one,) = found
    assert plain(places(document, found)[0]) == seen
    assert f"“{seen}”" in str(one.message)
    assert one.severity == "low"


def test_look_alikes_are_graded_by_how_many_words_have_them() -> None:
    words = "，".join(f"Intеl {n}" for n in range(12))
    _, found = marks(f"{PROSE}{words}".encode(), "look-alikes", "a.txt")
    assert {m.severity for m in found} == {"high"}
    assert len(found) == 12


def test_units_and_real_foreign_text_are_no_look_alikes() -> None:
    honest = "电阻10kΩ，厚度5μm，α系数，ΔT≤3℃，80х120。Продукция ООО «Завод»；РФ。Wi-Fi、IPv6、3×4。カタログ番号のコピー"
    _, found = marks(honest.encode(), "look-alikes", "a.txt")
    assert found == []


def test_radicals_for_characters_count_in_word_and_hardly_in_a_pdf() -> None:
    text = "⼈⼯⼤⼩⼝⽇⽉⽬⽔⽕⽊⾦⼟⼭⽯⽥⽴⽵⽶⾐⾔⾜"
    _, found = marks(make.docx_of(PROSE, f"要求{text}以及"), "look-alikes", "a.docx")
    assert {m.severity for m in found} == {"high"}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_every_mark_of_any_text_lies_inside_it(text: str) -> None:
    page = Page(1, 595.0, 842.0, text, np.full((len(text), 4), np.nan, np.float32))
    document = reported(Document("a.pdf", "", "application/pdf", (page,)), ())
    for mark in document.evasion:
        assert 0 <= mark.start < mark.end <= len(text)
    assert document.pages[0].text == text  # reported, not cleaned
