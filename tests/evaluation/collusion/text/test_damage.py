"""An edit that leaves no language speaks for a copy; one between two words does not."""

import random

import numpy as np
import pytest

from evaluation.collusion.text.damage import DAMAGED, LEAST_TEXT, evidence
from evaluation.collusion.text.engine import compare
from evaluation.collusion.text.fold import Codes, fold
from tests.evaluation.collusion.material import document

# A small language: words of two characters that follow each other in any order, so that pairs inside words are common
# and the pair of a word's second character with another one's second hardly ever stands.
WORDS = [chr(0x4E00 + 2 * i) + chr(0x4E01 + 2 * i) for i in range(200)]
SAID = "".join(WORDS[i] for i in (3, 17, 40, 88, 121, 150, 9, 63, 77, 101))


def prose(words: int, seed: int) -> str:
    choice = random.Random(seed)
    return "".join(choice.choice(WORDS) for _ in range(words))


def misread(text: str, at: int) -> str:
    """One character read as one that belongs in the middle of another word."""
    return text[:at] + WORDS[199][1 - at % 2] + text[at + 1 :]


def reworded(text: str, at: int) -> str:
    """One word replaced by another."""
    at -= at % 2
    return text[:at] + WORDS[198] + text[at + 2 :]


def laid(one: str, other: str, around: str) -> tuple[Codes, tuple[int, int, int, int]]:
    text = one + around + other
    return np.frombuffer(text.encode("utf-32-le"), np.uint32), (
        0,
        len(one),
        len(text) - len(other),
        len(text),
    )


@pytest.fixture(scope="module")
def around() -> str:
    return prose(LEAST_TEXT // 2, 1)


def test_a_misread_character_counts_for_a_copy(around: str) -> None:
    text, ranges = laid(SAID, misread(misread(SAID, 4), 11), around)
    assert evidence(text, [ranges]).tolist() == [2 * DAMAGED]


def test_another_word_counts_for_nothing(around: str) -> None:
    text, ranges = laid(SAID, reworded(reworded(SAID, 4), 12), around)
    assert evidence(text, [ranges]).tolist() == [0]


def test_other_words_outweigh_a_single_slip(around: str) -> None:
    text, ranges = laid(SAID, misread(reworded(reworded(SAID, 4), 12), 17), around)
    assert evidence(text, [ranges]).tolist() == [0]


def test_names_that_are_rare_on_both_sides_are_no_damage(around: str) -> None:
    text, ranges = laid(SAID[:10] + "龘" + SAID[11:], SAID[:10] + "齉" + SAID[11:], around)
    assert evidence(text, [ranges]).tolist() == [0]


def test_numbers_are_no_damage(around: str) -> None:
    text, ranges = laid(SAID[:10] + "7" + SAID[10:], SAID, around)
    assert evidence(text, [ranges]).tolist() == [0]


def test_too_little_text_tells_nothing() -> None:
    text, ranges = laid(SAID, misread(SAID, 4), prose(500, 1))
    assert evidence(text, [ranges]).tolist() == [0]


def test_a_short_badly_scanned_copy_is_found_among_much_text() -> None:
    said = prose(24, 7)  # 48 characters; one in six is misread, so that no stretch of 15 is whole
    scanned = said
    for at in (3, 12, 21, 32, 40):
        scanned = misread(scanned, at)
    bids = [
        [document(prose(90_000, 2) + said + prose(90_000, 3))],
        [document(prose(90_000, 4) + scanned + prose(90_000, 5))],
    ]
    [passage] = [p for p in compare(bids).passages if p.length >= 40]
    assert fold(said).text() in compare(bids).stream.text(passage.a0 - 4, passage.a1 + 4)
