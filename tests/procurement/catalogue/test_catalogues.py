"""Catalogues follow the sources, keep translations, and are refused when something is wrong with them."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from procurement.catalogue.checking import problems
from procurement.catalogue.compiling import compile_catalogues
from procurement.catalogue.places import catalogue_file
from procurement.catalogue.updating import update


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A product of two files: a rule of the scoring room and a template of the bids room."""
    write(
        tmp_path,
        "evaluation/scoring/rules.py",
        'msg("Price %(price)s", price=1)\nngettext("one", "%(n)s bids", 2)',
    )
    write(tmp_path, "templates/bids/list.html", '{% load i18n %}{% translate "Bids" %}')
    update(tmp_path)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def translate(checkout: Path, room: str, **pairs: str) -> None:
    path = catalogue_file(checkout, room, "zh_Hans")
    text = path.read_text(encoding="utf-8")
    for source, target in pairs.items():
        before = text
        for old in (f'msgid "{source}"\nmsgstr ""', f'msgid_plural "{source}"\nmsgstr[0] ""'):
            text = text.replace(old, old[:-2] + f'"{target}"')
        assert text != before, f"{source} is not in the catalogue"
    path.write_text(text, encoding="utf-8")


def complete(checkout: Path) -> None:
    translate(
        checkout, "evaluation/scoring", **{"Price %(price)s": "报价 %(price)s", "%(n)s bids": "%(n)s 份投标"}
    )
    translate(checkout, "procurement/bids", Bids="投标")


def test_a_new_text_waits_for_its_translation(checkout: Path) -> None:
    assert [line.split(": ", 1)[1] for line in problems(checkout)] == [
        "untranslated 'Bids'",
        "untranslated 'Price %(price)s'",
        "untranslated 'one'",
    ]


def test_english_fills_itself(checkout: Path) -> None:
    english = catalogue_file(checkout, "procurement/bids", "en").read_text(encoding="utf-8")
    assert 'msgid "Bids"\nmsgstr "Bids"' in english


def test_a_complete_catalogue_passes_and_reads_as_it_should(checkout: Path) -> None:
    complete(checkout)
    assert problems(checkout) == []
    compile_catalogues(checkout)
    with catalogue_file(checkout, "evaluation/scoring", "zh_Hans").with_suffix(".mo").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert chinese.gettext("Price %(price)s") == "报价 %(price)s"
    assert (
        chinese.ngettext("one", "%(n)s bids", 1) == chinese.ngettext("one", "%(n)s bids", 5) == "%(n)s 份投标"
    )


def test_translations_stay_when_the_sources_change(checkout: Path) -> None:
    complete(checkout)
    write(checkout, "templates/bids/list.html", '{% load i18n %}{% translate "Bids" %}{% translate "New" %}')
    update(checkout)
    text = catalogue_file(checkout, "procurement/bids", "zh_Hans").read_text(encoding="utf-8")
    assert 'msgid "Bids"\nmsgstr "投标"' in text
    assert 'msgid "New"\nmsgstr ""' in text


def test_a_text_that_went_is_stale_until_it_is_collected_again(checkout: Path) -> None:
    complete(checkout)
    write(checkout, "templates/bids/list.html", "{% load i18n %}")
    assert any("stale 'Bids'" in line for line in problems(checkout))
    update(checkout)
    assert problems(checkout) == []


def test_a_text_not_yet_collected_is_missing(checkout: Path) -> None:
    complete(checkout)
    write(checkout, "evaluation/scoring/more.py", '_("Total")')
    assert any("missing 'Total' (in evaluation/scoring/more.py)" in line for line in problems(checkout))


def test_collecting_twice_changes_nothing(checkout: Path) -> None:
    complete(checkout)
    assert update(checkout) == []


def test_places_that_do_not_match_are_named(checkout: Path) -> None:
    complete(checkout)
    translate_again = catalogue_file(checkout, "evaluation/scoring", "zh_Hans")
    translate_again.write_text(
        translate_again.read_text(encoding="utf-8").replace("报价 %(price)s", "报价 %(prise)s"),
        encoding="utf-8",
    )
    assert any("found %(prise)s, expected %(price)s" in line for line in problems(checkout))


def test_an_unsure_translation_is_not_accepted(checkout: Path) -> None:
    complete(checkout)
    path = catalogue_file(checkout, "procurement/bids", "zh_Hans")
    text = path.read_text(encoding="utf-8").replace('msgid "Bids"', '#, fuzzy\nmsgid "Bids"')
    path.write_text(text, encoding="utf-8")
    assert any("unsure (fuzzy) 'Bids'" in line for line in problems(checkout))


def test_one_text_has_one_translation_in_the_whole_product(checkout: Path) -> None:
    complete(checkout)
    write(checkout, "evaluation/panel/views.py", '_("Bids")')
    update(checkout)
    panel = catalogue_file(checkout, "evaluation/panel", "zh_Hans")
    assert 'msgstr "投标"' in panel.read_text(encoding="utf-8"), "a known translation is taken over"
    panel.write_text(panel.read_text(encoding="utf-8").replace("投标", "标书"), encoding="utf-8")
    assert any("'Bids' is translated differently" in line for line in problems(checkout))


def test_what_belongs_to_no_room_goes_to_the_people(checkout: Path) -> None:
    write(checkout, "templates/base.html", '{% load i18n %}{% translate "Sign out" %}')
    update(checkout)
    assert "Sign out" in catalogue_file(checkout, "procurement/people", "zh_Hans").read_text(encoding="utf-8")


def test_only_what_is_out_of_date_is_compiled(checkout: Path) -> None:
    assert len(compile_catalogues(checkout)) == 4
    assert compile_catalogues(checkout) == []
