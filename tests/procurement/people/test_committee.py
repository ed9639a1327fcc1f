"""财政部令第87号 Art. 47, counted."""

from decimal import Decimal

import pytest

from procurement.people.committee import problems

SMALL, LARGE = Decimal(9_999_999), Decimal(10_000_000)


@pytest.mark.parametrize(
    ("experts", "representatives", "budget"),
    [(5, 0, SMALL), (4, 1, SMALL), (7, 0, LARGE), (5, 2, LARGE), (6, 3, LARGE)],
)
def test_a_lawful_committee_lacks_nothing(experts, representatives, budget):
    assert problems(experts=experts, representatives=representatives, budget=budget) == []


@pytest.mark.parametrize(
    ("experts", "representatives", "budget", "lacks"),
    [
        (3, 0, SMALL, "3 of at least 5"),
        (5, 0, LARGE, "5 of at least 7"),
        (6, 0, SMALL, "must be odd"),
        (3, 2, SMALL, "two thirds"),
        (0, 0, SMALL, "0 of at least 5"),
    ],
)
def test_what_a_committee_lacks_is_named(experts, representatives, budget, lacks):
    found = problems(experts=experts, representatives=representatives, budget=budget)
    assert any(lacks in str(message) for message in found)
