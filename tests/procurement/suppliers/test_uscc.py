"""The check character of the credit code (GB 32100-2015), on codes that firms publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.suppliers.uscc import ALPHABET, check_character, uscc_problem


@pytest.mark.parametrize(
    "code", ["91330100799655058B", "9144030071526726XG", "91110000802100433B", " 9144030071526726xg "]
)
def test_published_codes_are_sound(code: str) -> None:
    assert uscc_problem(code) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("9133010079965505", "16 characters"),
        ("91330100799655058A", "check character is B"),
        ("9133010079965505IB", "contains I"),
    ],
)
def test_what_is_wrong_is_said(code: str, words: str) -> None:
    assert words in str(uscc_problem(code))


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(first: str, place: int, other: str) -> None:
    code = first + check_character(first)
    assert uscc_problem(code) is None
    changed = code[:place] + other + code[place + 1 :]
    assert (uscc_problem(changed) is None) == (changed == code)
