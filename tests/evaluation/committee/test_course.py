"""How far a question is follows from its deadline, its answers and the verdict."""

from datetime import UTC, datetime, timedelta

import pytest

from evaluation.committee.course import state

DEADLINE = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("received", "now", "expected"),
    [
        (None, DEADLINE - MINUTE, "asked"),
        (None, DEADLINE, "asked"),
        (None, DEADLINE + MINUTE, "overdue"),
        (DEADLINE, DEADLINE + MINUTE, "answered"),
        (DEADLINE + MINUTE, DEADLINE + MINUTE, "late"),
    ],
)
def test_an_answer_on_the_last_moment_is_in_time(
    received: datetime | None, now: datetime, expected: str
) -> None:
    assert state(deadline=DEADLINE, received=received, verdict="", now=now) == expected


def test_a_verdict_ends_it_whatever_the_clock_says() -> None:
    assert state(deadline=DEADLINE, received=None, verdict="withdrawn", now=DEADLINE - MINUTE) == "withdrawn"
