"""Sentences hold bidders by key; people read firms by name, and nothing else is changed."""

from procurement.bids.naming import with_names
from procurement.message import msg

NAMES = {"a": "甲公司", "b": "乙公司", "c": "丙公司", "7": "丁公司"}


def test_one_key_and_several_with_marks_between_are_called_by_name() -> None:
    said = msg("without %(bidder)s the order of %(pairs)s would turn round", bidder="a", pairs="b/c，c/d")
    assert with_names(said, NAMES).params == {"bidder": "甲公司", "pairs": "乙公司/丙公司，丙公司/d"}
    assert with_names(said.to_json(), NAMES) == with_names(said, NAMES)


def test_a_count_that_equals_a_key_stays_a_count() -> None:
    said = msg("%(bidder)s has %(count)s signs", bidder="7", count="7")
    assert with_names(said, NAMES).render() == "丁公司 has 7 signs"


def test_sentences_inside_a_sentence_are_named_too() -> None:
    said = msg("%(what)s, once", what=msg("%(host)s names %(guest)s", host="a", guest="b"))
    assert with_names(said, NAMES).render() == "甲公司 names 乙公司, once"
