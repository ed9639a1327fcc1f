"""A decision follows the sign, not the run that found it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.fingerprint import fingerprint, fingerprints
from tests.evaluation.collusion.alerts import alert, passage


def test_the_same_sign_with_other_weight_and_number_has_the_same_name() -> None:
    first = alert(1)
    assert fingerprint(first) == fingerprint(replace(first, id=9, bits=11.5, level="low", derivation=()))


def test_the_order_of_the_sides_does_not_matter() -> None:
    one = alert(1, ("a", "b"), evidence=(passage("相同的一段文字", "相同的一段文本"),))
    item = passage("相同的一段文字", "相同的一段文本")
    other = alert(1, ("b", "a"), evidence=({**item, "a": item["b"], "b": item["a"]},))
    assert fingerprint(one) == fingerprint(other)


def test_a_better_reader_that_moves_offsets_changes_nothing() -> None:
    assert fingerprint(alert(1, evidence=(passage(start=0),))) == fingerprint(
        alert(1, evidence=(passage(start=7),))
    )


def test_new_evidence_is_a_new_sign() -> None:
    one, two = passage("第一段相同的文字"), passage("第二段相同的文字")
    assert fingerprint(alert(1, evidence=(one,))) != fingerprint(alert(1, evidence=(one, two)))


def test_other_bidders_or_another_detector_are_another_sign() -> None:
    evidence = (passage(),)
    base = alert(1, evidence=evidence)
    assert fingerprint(base) != fingerprint(alert(1, ("a", "c"), evidence=evidence))
    assert fingerprint(base) != fingerprint(alert(1, detector="network", evidence=evidence))


def test_two_alerts_on_the_same_evidence_are_told_apart() -> None:
    names = fingerprints([alert(1), replace(alert(1), id=2)])
    assert names[0] != names[1]
    assert names == fingerprints([alert(1), replace(alert(1), id=2)])


@given(st.permutations(["甲", "乙", "丙", "丁"]))
def test_the_order_of_the_evidence_does_not_matter(texts: list[str]) -> None:
    shuffled = alert(1, evidence=tuple(passage(text) for text in texts))
    assert fingerprint(shuffled) == fingerprint(
        alert(1, evidence=tuple(passage(text) for text in "甲乙丙丁"))
    )
