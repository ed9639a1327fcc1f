"""What the report says of the committee's papers: questions to bidders, prices to confirm, signatures and dissent.

A question whose deadline has passed and one that still runs are both ``unanswered`` here: the facts hold no clock.
"""

from __future__ import annotations

from typing import Any

from evaluation.committee import course, queries
from evaluation.committee.queries import Course, Member
from evaluation.committee.result import result_of
from procurement.numbers import plain
from procurement.tenders.models import Tender

_UNANSWERED = {course.ASKED: "unanswered", course.OVERDUE: "unanswered"}


def clarifications(tender: Tender) -> list[dict[str, Any]]:
    """Every question with its answers and the finding that counts, in the order they were put (87号令 Art. 51)."""
    return [_clarification(item) for item in queries.all_of(tender)]


def _clarification(item: Course) -> dict[str, Any]:
    row, judged = item.row, item.judgement
    return {
        "number": row.number,
        "name": row.bid.supplier.name,
        "ground": row.ground,
        "basis": item.basis,
        "criterion": str(row.criterion) if row.criterion else "",
        "place": f"{row.document} 第{row.page}页" if row.page else row.document,
        "quoted": plain(row.quoted, 2),
        "corrected": plain(row.corrected, 2),
        "question": row.question,
        "asked_at": row.asked_at.isoformat(),
        "deadline": row.deadline.isoformat(),
        "answers": [
            {
                "text": reply.text,
                "file": reply.file_name,
                "sha256": reply.file_id or "",
                "received_at": reply.received_at.isoformat(),
                "late": reply.received_at > row.deadline,
            }
            for reply in item.replies
        ],
        "state": _UNANSWERED.get(item.state, item.state),
        "reason": judged.reason if judged else "",
        "judged_at": judged.recorded_at.isoformat() if judged else "",
    }


def corrections(tender: Tender) -> list[dict[str, Any]]:
    """The prices of valid bids that are corrected, and whether their bidders have confirmed them (Art. 59)."""
    return [
        {
            "name": line.bid.supplier.name,
            "quoted": plain(line.correction.quoted, 2),
            "corrected": plain(line.correction.corrected, 2),
            "basis": line.correction.basis,
            "state": _UNANSWERED.get(line.state, line.state),
        }
        for line in queries.to_confirm(tender, queries.all_of(tender))
    ]


def opinions(tender: Tender) -> dict[str, Any] | None:
    """Each member's opinion on the result; ``None`` while there is no result to have one on."""
    result = result_of(tender)
    if result is None:
        return None
    return {
        "result": result.digest,
        "members": [_member(member) for member in queries.members_of(tender, result)],
        "lapsed": queries.lapsed(tender, result),
    }


def _member(member: Member) -> dict[str, Any]:
    given = member.opinion
    return {
        "name": str(member.user),
        "buyer_representative": member.buyer_representative,
        "state": ("agrees" if given.agrees else "dissents")
        if given
        else "paper"
        if member.absent
        else "missing",
        "reason": given.reason if given else "",
        "at": given.given_at.isoformat() if given else "",
    }
