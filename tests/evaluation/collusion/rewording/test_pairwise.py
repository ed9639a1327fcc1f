"""Two texts: what the one says in other words than the other, and where."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.collusion.rewording.pairwise import Match, compare
from tests.evaluation.collusion.rewording.golden import OTHERS, REWORDED

WELL = (
    "The library of the new campus opens at seven in the morning and closes after the last lecture. "
    "Readers borrow up to twelve volumes for a month and may renew them twice at the counter. "
    "Rare manuscripts stay in the vault, where a curator brings them to a supervised desk. "
)
WELL_REWORDED = (
    "At seven each morning the new campus library is opened, and it is closed when the last lecture ends. "
    "Up to twelve volumes are borrowed by a reader for one month, with two renewals at the counter. "
    "A curator brings rare manuscripts from the vault to a desk that is supervised. "
)
BEFORE = "Our company was founded by three engineers who had grown tired of leaking roofs. It employs ninety people today. "
AFTER = (
    "Invoices are due within thirty days. Cheques are not accepted, and late payment costs interest by law. "
)
OTHER = "Harvest festivals in the valley begin with a procession of painted carts. Children throw apples from the bridge. "


@pytest.mark.parametrize(("original", "changed"), [*REWORDED, (WELL, WELL_REWORDED)])
def test_a_reworded_passage_is_found_where_it_stands(original: str, changed: str) -> None:
    a, b = BEFORE + original + OTHERS[0], OTHER + OTHERS[1] + changed + AFTER
    [match] = compare(a, b)
    assert match.kind == "reworded"
    assert a[match.a0 : match.a1] == original.strip()
    assert b[match.b0 : match.b1] == changed.strip()
    assert 0.4 <= match.similarity < 1


@pytest.mark.parametrize(("original", "changed"), REWORDED)
def test_nothing_is_found_between_texts_about_different_things(original: str, changed: str) -> None:
    assert compare(OTHERS[0] + OTHERS[1] + original, OTHERS[2] + OTHERS[3] + BEFORE) == ()
    assert compare(BEFORE + AFTER, OTHER + WELL) == ()


def test_an_unbroken_stretch_has_exact_ends_whatever_sentences_it_cuts() -> None:
    stretch = (WELL + AFTER)[14:-1]
    a, b = (
        BEFORE + "Somebody noted that " + stretch + " So they say.",
        OTHER + "It was said: " + stretch + "Nobody objected.",
    )
    [match] = compare(a, b)
    assert (match.kind, match.similarity) == ("verbatim", 1.0)
    assert a[match.a0 : match.a1] == b[match.b0 : match.b1] == stretch.strip(" .")


def test_layout_and_width_do_not_break_a_stretch() -> None:
    text = "".join(OTHERS)
    laid_out = text.replace("，", ",").replace("一", "一\n")
    [match] = compare(REWORDED[0][0] + text, laid_out + REWORDED[1][0])
    assert match.kind == "verbatim"


def test_a_passage_too_short_to_prove_anything_is_left_out() -> None:
    assert compare(OTHERS[0] + "房间卡正面写设备序列号。", OTHERS[1] + "房间卡正面写有设备的序列号。") == ()


@pytest.mark.parametrize("empty", ["", "   \n", "。。。！"])
def test_texts_without_words_share_nothing(empty: str) -> None:
    assert compare(empty, WELL) == compare(WELL, empty) == ()


SENTENCES = st.lists(
    st.sampled_from([*(s + " " for s in (WELL + BEFORE + AFTER + OTHER).split(". ")), *OTHERS, *(r for p in REWORDED for r in p)]),
    min_size=1, max_size=8, unique=True,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(SENTENCES, SENTENCES)
def test_swapping_the_texts_swaps_the_sides(first: list[str], second: list[str]) -> None:
    a, b = "".join(first), "".join(second)
    there = {(m.a0, m.a1, m.b0, m.b1, m.kind) for m in compare(a, b)}
    back = {(m.b0, m.b1, m.a0, m.a1, m.kind) for m in compare(b, a)}
    assert there == back


LIBRARY = "The library of the new campus opens at seven in the morning and closes after the last lecture "


@settings(deadline=None, max_examples=60)
@example([LIBRARY, OTHERS[3], REWORDED[0][0], OTHERS[0]], [OTHERS[0], LIBRARY, REWORDED[0][0], OTHERS[3]])
@given(SENTENCES, SENTENCES)
def test_matches_point_into_both_texts_and_are_told_once(first: list[str], second: list[str]) -> None:
    a, b = "".join(first), "".join(second)
    found = compare(a, b)
    for match in found:
        assert 0 <= match.a0 < match.a1 <= len(a)
        assert 0 <= match.b0 < match.b1 <= len(b)
    assert not any(_overlap(x, y) for i, x in enumerate(found) for y in found[i + 1 :])


def _overlap(x: Match, y: Match) -> bool:
    return x.a0 < y.a1 and y.a0 < x.a1 and x.b0 < y.b1 and y.b0 < x.b1
