"""How far a question to a bidder is, worked out from what was recorded; never stored, so that it cannot be wrong."""

from __future__ import annotations

from datetime import datetime

ASKED, OVERDUE, ANSWERED, LATE = "asked", "overdue", "answered", "late"
ACCEPTED, REFUSED, INVALID, WITHDRAWN = "accepted", "refused", "invalid", "withdrawn"
OPEN = frozenset({ASKED, OVERDUE, ANSWERED, LATE})
TO_JUDGE = frozenset({OVERDUE, ANSWERED, LATE})
"""Where the next step is the committee's: there is an answer, or no longer any time for one."""


def state(*, deadline: datetime, received: datetime | None, verdict: str, now: datetime) -> str:
    """The committee's verdict where there is one; otherwise whether an answer came, and in time.

    ``received`` is when the first answer reached the committee.  An answer on the last moment is in time.
    """
    if verdict:
        return verdict
    if received is not None:
        return ANSWERED if received <= deadline else LATE
    return OVERDUE if now > deadline else ASKED
