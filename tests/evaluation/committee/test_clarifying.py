"""Questions to bidders: who puts them, what they need, what may follow, and that nothing is taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from evaluation.committee import queries
from evaluation.committee.models import Clarification, Judgement, Reply
from evaluation.scoring.models import BidResult
from procurement.ledger.models import Entry
from procurement.tenders.models import Stage
from tests.evaluation.committee.world import ANSWER, PAPER, QUESTION, REASON, World, build
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def state(world: World) -> str:
    (item,) = queries.all_of(world.tender)
    return item.state


def test_from_question_to_finding_every_act_is_in_the_ledger() -> None:
    w = build()
    row = w.ask(criterion=w.tender.criteria.get(code="S1"), document="投标文件.txt", page=3)
    assert (row.number, state(w)) == (1, "asked")
    w.reply(row, paper=PAPER)
    assert state(w) == "answered"
    w.judge(row)
    assert state(w) == "accepted"
    asked, replied, judged = Entry.objects.filter(verb__startswith="clarification.").order_by("pk")
    assert (asked.actor, asked.subject, asked.after["question"]) == (w.officer, "a #1", QUESTION)
    assert (asked.after["criterion"], asked.after["page"]) == ("S1", 3)
    assert (replied.after["answer"], replied.after["name"], replied.after["in_time"]) == (
        ANSWER,
        "说明.pdf",
        True,
    )
    assert (judged.after, judged.reason) == ({"verdict": "accepted"}, REASON)


def test_questions_are_numbered_within_their_tender() -> None:
    first, second = build(), build()
    assert [first.ask().number, first.ask("b").number, second.ask().number] == [1, 2, 1]


@pytest.mark.parametrize("who", ["expert", "supervisor", "administrator", "stranger"])
def test_only_an_officer_who_runs_the_tender_acts_for_the_committee(who: str) -> None:
    w = build()
    others = {"expert": w.experts[0], "supervisor": w.supervisor, "administrator": w.administrator}
    by = others.get(who) or w.strangers[0]
    row = w.ask()
    with pytest.raises(PermissionDenied):
        w.ask(by=by)
    with pytest.raises(PermissionDenied):
        w.reply(row, by=by)
    assert not Reply.objects.exists()


@pytest.mark.parametrize("stage", [Stage.OPENED, Stage.REPORTED])
def test_bidders_are_asked_between_the_evaluation_and_the_report(stage: str) -> None:
    w = build()
    row = w.ask()
    w.stage(stage)
    for act in (w.ask, lambda: w.reply(row), lambda: w.judge(row, "withdrawn")):
        with pytest.raises(ValidationError):
            act()
    assert Clarification.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"question": "  请说明 "},
        {"deadline": timezone.now() - timedelta(minutes=1)},
        {"document": "没有这份.pdf"},
        {"page": 3},
        {"ground": "correction"},
        {"corrected": Decimal(1)},
        {"ground": "correction", "corrected": Decimal(1)},
    ],
)
def test_what_cannot_be_asked_is_refused(changes: dict[str, Any]) -> None:
    w = build()
    with pytest.raises(ValidationError):
        w.ask(**changes)
    assert not Clarification.objects.exists()
    assert not Entry.objects.filter(verb="clarification.ask").exists()


def test_a_criterion_of_another_tender_cannot_be_asked_about() -> None:
    w, other = build(), build()
    with pytest.raises(ValidationError):
        w.ask(criterion=other.tender.criteria.first())


def test_an_answer_that_came_late_is_entered_and_marked() -> None:
    w = build()
    row = w.ask()
    later = row.deadline + timedelta(minutes=1)
    (item,) = queries.courses(Clarification.objects.filter(pk=row.pk), now=later)
    assert item.state == "overdue"
    made = Reply(clarification=row, text=ANSWER, received_at=later, entered_by=w.officer)
    made.save()
    (item,) = queries.courses(Clarification.objects.filter(pk=row.pk), now=later)
    assert item.state == "late"


@pytest.mark.parametrize(
    "changes",
    [
        {"text": " "},
        {"received_at": timezone.now() + timedelta(days=1)},
        {"received_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_an_answer_says_something_and_came_after_the_question(changes: dict[str, Any]) -> None:
    """实施条例 Art. 52: what a bidder explains unasked is not taken."""
    w = build()
    row = w.ask()
    with pytest.raises(ValidationError):
        w.reply(row, **changes)


def test_a_signed_file_alone_is_an_answer() -> None:
    w = build()
    row = w.ask()
    w.reply(row, text="", paper=PAPER)
    kept = row.replies.get()
    assert kept.file is not None
    assert kept.file.read() == PAPER.data


def test_nothing_is_found_before_the_answer_or_the_deadline() -> None:
    w = build()
    row = w.ask()
    for verdict in ("accepted", "refused"):
        with pytest.raises(ValidationError):
            w.judge(row, verdict)
    w.judge(row, "withdrawn", "所问内容投标文件第 5 页已载明。")
    assert state(w) == "withdrawn"


def test_a_finding_needs_its_reason_and_the_newest_counts() -> None:
    w = build()
    row = w.ask()
    w.reply(row)
    with pytest.raises(ValidationError):
        w.judge(row, "refused", "不采纳")
    w.judge(row, "refused", "说明改变了投标文件的实质性内容。")
    w.judge(row, "accepted")
    assert state(w) == "accepted"
    last = Entry.objects.filter(verb="clarification.judge").latest("pk")
    assert (last.before, last.after) == ({"verdict": "refused"}, {"verdict": "accepted"})


def test_after_the_finding_no_answer_is_slipped_in() -> None:
    w = build()
    row = w.ask()
    w.reply(row)
    w.judge(row)
    with pytest.raises(ValidationError):
        w.reply(row, text="补充说明：另附加赠品一批。")


def test_the_database_refuses_to_change_or_remove_what_was_asked_and_answered() -> None:
    w = build()
    row = w.ask()
    w.reply(row)
    w.judge(row)
    w.sign(0)
    for model in (Clarification, Reply, Judgement):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Clarification.objects.update(question="另一个问题")
    with pytest.raises(DatabaseError), transaction.atomic():
        w.tender.opinions.update(agrees=False, reason="改写")


def test_a_corrected_price_is_confirmed_by_its_bidder() -> None:
    """87号令 Art. 59: 修正后的报价…经投标人确认后产生约束力."""
    w = build()
    w.mismatch()

    def lines() -> list[tuple[str, str]]:
        return [(line.bid.key, line.state) for line in queries.to_confirm(w.tender, queries.all_of(w.tender))]

    assert lines() == [("a", "unasked")]
    row = w.ask(ground="correction", corrected=Decimal(780_000))
    assert (row.quoted, row.corrected, lines()) == (Decimal(800_000), Decimal(780_000), [("a", "asked")])
    w.reply(row, text="我公司确认修正后的报价。")
    w.judge(row, "accepted", "投标人已盖章确认修正后的报价。")
    assert lines() == [("a", "accepted")]


def test_a_price_that_is_not_confirmed_makes_no_bid_invalid_by_itself() -> None:
    w = build()
    w.mismatch()
    row = w.ask(ground="correction", corrected=Decimal(780_000))
    w.reply(row, text="我公司不确认。")
    w.judge(row, "refused", "投标人书面表示不确认修正后的报价。")
    assert BidResult.objects.get(bid__key="a").valid
    (line,) = queries.to_confirm(w.tender, queries.all_of(w.tender))
    assert line.state == "refused"


def test_a_withdrawn_question_leaves_the_price_to_be_asked_about() -> None:
    w = build()
    w.mismatch()
    row = w.ask(ground="correction", corrected=Decimal(780_000))
    w.judge(row, "withdrawn", "问题表述有误，另行发出。")
    (line,) = queries.to_confirm(w.tender, queries.all_of(w.tender))
    assert line.state == "unasked"


def test_the_corrections_of_an_invalid_bid_are_nobody_s_business_any_more() -> None:
    w = build()
    w.mismatch("c")
    BidResult.objects.filter(bid__key="c").update(valid=False)
    assert queries.to_confirm(w.tender, []) == []


def test_an_officer_s_worklist_counts_what_waits_for_the_committee() -> None:
    w = build()
    w.ask("b")
    row = w.ask()
    assert queries.to_judge(w.officer) == {}
    w.reply(row)
    w.reply(row, text="补充一页。")
    assert queries.to_judge(w.officer) == {w.tender: 1}
    assert queries.to_judge(UserFactory()) == {}
    w.judge(row)
    assert queries.to_judge(w.officer) == {}
