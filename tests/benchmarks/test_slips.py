"""The benchmark of slips: its entries, and the figures that it is to reach on those that no setting was chosen on."""

from __future__ import annotations

from benchmarks import slips


def test_there_are_enough_entries_and_each_stands_in_its_sentence() -> None:
    wrong, right = slips.slips(), slips.rare_words()
    assert len(wrong) >= 60
    assert len(right) >= 60
    assert all(entry.written in entry.sentence and entry.written != entry.meant for entry in (*wrong, *right))
    assert len({entry.written for entry in (*wrong, *right)}) == len(wrong) + len(right)


def test_nine_tenths_of_the_slips_are_found_and_no_rare_word_is_taken_for_one() -> None:
    wrong, right = slips.slips(), slips.rare_words()
    taken = {entry.written for entry in (*wrong, *right) if slips.in_small(entry, used=True)}
    figures = slips.rates(wrong, right, taken)
    assert figures["all"]["recall"] >= 0.9
    assert figures["even"]["recall"] >= 0.9
    assert figures["all"]["precision"] >= 0.97


def test_no_pair_that_grammar_makes_at_will_is_taken_for_a_slip() -> None:
    free = slips.seams()
    assert len(free) >= 50
    assert all(entry.written in entry.sentence for entry in free)
    known = {entry.written for entry in (*slips.slips(), *slips.rare_words())}
    assert len({entry.written for entry in free} | known) == len(free) + len(known)
    assert [entry.written for entry in free if slips.in_small(entry, used=True)] == []
