"""Unified social credit codes, GB 32100-2015."""

from __future__ import annotations

import pytest

from procurement.sample.cast_more import CAST
from procurement.sample.uscc import ALPHABET, check_character, with_check_character


def test_the_standards_own_example_has_check_character_3() -> None:
    assert with_check_character("91350100M000100Y4") == "91350100M000100Y43"


def test_one_changed_character_changes_the_check_character() -> None:
    body = "91350100M000100Y4"
    for place in range(len(body)):
        for letter in set(ALPHABET) - {body[place]}:
            assert check_character(body[:place] + letter + body[place + 1 :]) != "3"


def test_a_body_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="17 characters"):
        check_character("9135")


def test_all_bidders_have_codes_of_their_own() -> None:
    assert len({bidder.uscc for bidder in CAST}) == len(CAST) == 8
