"""Which texts are found, in code and in templates."""

from __future__ import annotations

from procurement.catalogue.extract import Text, python_texts, template_texts


def found(source: str) -> list[Text]:
    return list(python_texts(source, "x.py"))


def in_template(source: str) -> list[Text]:
    return list(template_texts("{% load i18n %}" + source, "x.html"))


def test_every_way_to_mark_a_text_in_code_is_found() -> None:
    source = """
_("a"); gettext("b"); gettext_lazy("c"); translation.gettext("d"); msg("Lowest %(low)s", low=1)
ngettext("one bid", "%(n)s bids", n); pgettext("verb", "open")
"""
    assert found(source) == [
        Text("a"),
        Text("b"),
        Text("c"),
        Text("d"),
        Text("Lowest %(low)s"),
        Text("one bid", plural="%(n)s bids"),
        Text("open", context="verb"),
    ]


def test_a_text_in_pieces_is_one_text_and_a_choice_is_two() -> None:
    assert found('msg("one " "two")') == [Text("one two")]
    assert found('_("valid" if bid.valid else "rejected")') == [Text("valid"), Text("rejected")]


def test_what_is_no_literal_is_no_text() -> None:
    assert found("_(name); gettext(f'{x}'); msg(template); other('x'); _('')") == []


def test_texts_of_a_template_are_found_with_their_places() -> None:
    assert in_template('{% translate "Tenders" %}') == [Text("Tenders")]
    assert in_template('{% translate "open" context "verb" %}') == [Text("open", context="verb")]
    assert in_template('{{ _("Total")|upper }}') == [Text("Total")]
    assert in_template("{% blocktranslate with n=x %}{{ n }} of them{% endblocktranslate %}") == [
        Text("%(n)s of them")
    ]
    assert in_template(
        "{% blocktranslate count n=x %}one{% plural %}{{ n }} bids{% endblocktranslate %}"
    ) == [Text("one", plural="%(n)s bids")]  # fmt: skip


def test_lines_of_a_trimmed_block_are_joined() -> None:
    assert in_template("{% blocktranslate trimmed %}\n  one\n  two\n{% endblocktranslate %}") == [
        Text("one two")
    ]


def test_words_outside_the_tags_are_no_texts() -> None:
    assert in_template('<p>It\'s _("not this") {# _("nor this") #}</p>') == []
