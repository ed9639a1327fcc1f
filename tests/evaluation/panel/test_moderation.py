"""After the last submission: the check, the questions, the answers."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from evaluation.panel import services as panel
from evaluation.panel.models import Flag, FlagAnswer, ScoreSheet, SheetScore
from evaluation.panel.moderation import CHECKED
from procurement.ledger.models import Entry
from procurement.people.models import Assignment
from procurement.tenders.models import Stage
from tests.evaluation.panel.world import World, build

REASON = "重新核对了投标文件第五章，判断如下。"


@pytest.fixture
def world(db: None) -> World:
    return build()


def all_submit(world: World) -> None:
    for number, expert in enumerate(world.experts):
        world.fill(expert, {("beichen", "S1"): str(14 + number)}, default=str(12 + number))
        world.submit(expert)


def ask(world: World, number: int, *, bid: str | None = "anhe", code: str | None = None) -> FlagAnswer:
    flag = Flag.objects.create(
        tender=world.tender,
        kind="leaning",
        bid=world.bids[bid] if bid else None,
        criterion=world.tender.criteria.get(code=code) if code else None,
        explanation={"template": "Scores stand out", "params": {}},
    )
    sheet = ScoreSheet.objects.get(expert=world.experts[number], tender=world.tender)
    world.tender.refresh_from_db()
    type(world.tender).objects.filter(pk=world.tender.pk).update(stage=Stage.EVALUATED)
    return FlagAnswer.objects.create(flag=flag, sheet=sheet)


def test_the_last_submission_checks_the_scores_once(world: World) -> None:
    for number, expert in enumerate(world.experts):
        world.fill(expert, default=str(12 + number))
        assert not Entry.objects.filter(verb=CHECKED).exists()
        world.submit(expert)
    assert Entry.objects.filter(verb=CHECKED).count() == 1
    assert not panel.gather(tender=world.tender)
    assert Entry.objects.filter(verb=CHECKED).count() == 1


def test_with_nothing_to_answer_scoring_is_over(world: World) -> None:
    all_submit(world)
    assert not FlagAnswer.objects.exists()
    world.tender.refresh_from_db()
    assert world.tender.has_reached(Stage.SCORED)


def test_copied_sheets_are_flagged_and_each_expert_is_asked(db: None) -> None:
    """Domain sheet §1: four of five experts equal on every bidder is a flag on all of them."""
    world = build(experts=5)
    for number, expert in enumerate(world.experts):
        scores = {
            (bid, code): str(Decimal(base) - (2 if number == 4 else 0))
            for bid, base in (("anhe", "17.3"), ("beichen", "13.1"), ("chuanliu", "15.7"))
            for code in ("S1", "S2")
        }
        world.fill(expert, scores)
        world.submit(expert)
    flag = Flag.objects.get(kind="unanimity")
    assert {a.sheet.expert for a in flag.answers.all()} >= set(world.experts[:4])
    world.tender.refresh_from_db()
    assert world.tender.stage == Stage.EVALUATED  # it waits for the answers
    for row in FlagAnswer.objects.all():
        panel.keep(answer=row, expert=row.sheet.expert, reason=REASON)
    world.tender.refresh_from_db()
    assert world.tender.has_reached(Stage.SCORED)
    state = panel.panel_state(world.tender)
    assert isinstance(next(f for f in state["flags"] if f["kind"] == "unanimity")["expert"], list)
    assert "kendall_w" in state["agreement"]


def test_keeping_needs_a_reason_and_is_recorded(world: World) -> None:
    all_submit(world)
    row = ask(world, 1)
    expert = world.experts[1]
    with pytest.raises(ValidationError):
        panel.keep(answer=row, expert=expert, reason="  对  ")
    panel.keep(answer=row, expert=expert, reason=REASON)
    row.refresh_from_db()
    assert (row.answer, row.reason) == ("kept", REASON)
    entry = Entry.objects.get(verb="panel.answer")
    assert (entry.actor, entry.reason) == (expert, REASON)
    with pytest.raises(ValidationError):
        panel.keep(answer=row, expert=expert, reason=REASON)


def test_revising_changes_the_scores_the_question_is_about_and_no_others(world: World) -> None:
    all_submit(world)
    row = ask(world, 1, bid="anhe")
    receipt = row.sheet.receipt
    scores = {("anhe", "S1"): "11.5", ("anhe", "S2"): "13", ("beichen", "S1"): "1"}
    panel.revise(answer=row, expert=world.experts[1], reason=REASON, scores=scores)
    held = {(s.bid.key, s.criterion.code): s.score for s in SheetScore.objects.filter(sheet=row.sheet)}
    assert held["anhe", "S1"] == Decimal("11.5")
    assert held["anhe", "S2"] == 13
    assert held["beichen", "S1"] == 15  # not asked about
    row.refresh_from_db()
    assert row.before == {"scores": [{"bidder": "anhe", "criterion": "S1", "score": "13"}]}
    assert row.after is not None
    assert row.after["scores"] == [{"bidder": "anhe", "criterion": "S1", "score": "11.5"}]
    assert row.after["receipt"] != receipt
    entry = Entry.objects.get(verb="panel.answer")
    assert entry.before == row.before
    row.sheet.refresh_from_db()
    assert row.sheet.receipt == receipt  # what was submitted stays provable


@pytest.mark.parametrize("typed", ["20.5", "-1", "", "很好", "11.55"])
def test_a_revision_outside_the_rules_changes_nothing(world: World, typed: str) -> None:
    all_submit(world)
    row = ask(world, 1)
    with pytest.raises(ValidationError):
        panel.revise(answer=row, expert=world.experts[1], reason=REASON, scores={("anhe", "S1"): typed})
    row.refresh_from_db()
    assert row.answer == ""
    assert SheetScore.objects.get(sheet=row.sheet, bid__key="anhe", criterion__code="S1").score == 13


def test_a_revision_that_changes_nothing_is_no_revision(world: World) -> None:
    all_submit(world)
    row = ask(world, 1)
    with pytest.raises(ValidationError):
        panel.revise(answer=row, expert=world.experts[1], reason=REASON, scores={("anhe", "S1"): "13.0"})


def test_nobody_answers_for_another(world: World) -> None:
    all_submit(world)
    row = ask(world, 1)
    for user in (world.experts[0], world.officer, world.supervisor):
        with pytest.raises(PermissionDenied):
            panel.keep(answer=row, expert=user, reason=REASON)


@pytest.mark.django_db(transaction=True)
def test_when_the_one_still_at_work_leaves_the_others_are_gathered() -> None:
    world = build()
    for number, expert in enumerate(world.experts[:2]):
        world.fill(expert, default=str(12 + number))
        world.submit(expert)
    assert not Entry.objects.filter(verb=CHECKED).exists()
    Assignment.objects.get(user=world.experts[2]).delete()
    assert Entry.objects.filter(verb=CHECKED).count() == 1
    world.tender.refresh_from_db()
    assert world.tender.has_reached(Stage.SCORED)


def at_once(*acts: Any) -> list[BaseException | None]:
    """Runs acts in threads with connections of their own, all starting together; returns what each raised."""
    barrier = threading.Barrier(len(acts))
    raised: list[BaseException | None] = [None] * len(acts)

    def run(number: int) -> None:
        barrier.wait()
        try:
            acts[number]()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


@pytest.mark.django_db(transaction=True)
def test_two_last_submissions_at_once_check_the_scores_once() -> None:
    world = build()
    for number, expert in enumerate(world.experts):
        world.fill(expert, default=str(12 + number))
    world.submit(world.experts[0])
    raised = at_once(lambda: world.submit(world.experts[1]), lambda: world.submit(world.experts[2]))
    assert raised == [None, None]
    assert ScoreSheet.objects.filter(state="submitted").count() == 3
    assert Entry.objects.filter(verb=CHECKED).count() == 1
    world.tender.refresh_from_db()
    assert world.tender.has_reached(Stage.SCORED)


@pytest.mark.django_db(transaction=True)
def test_the_same_sheet_submitted_twice_at_once_is_submitted_once() -> None:
    world = build()
    world.fill(world.experts[0])
    raised = at_once(lambda: world.submit(world.experts[0]), lambda: world.submit(world.experts[0]))
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", "PermissionDenied"]
    assert Entry.objects.filter(verb="panel.submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_beside_the_submission_is_in_it_or_refused() -> None:
    world = build()
    expert = world.experts[0]
    world.fill(expert)
    bid, criterion = world.bids["anhe"], world.tender.criteria.get(code="S1")
    entry = panel.Entry("anhe", "S1", "19", version=world.version(expert, bid, criterion))
    raised = at_once(
        lambda: world.submit(expert),
        lambda: panel.save_draft(tender=world.tender, expert=expert, entry=entry),
    )
    sheet = ScoreSheet.objects.get(expert=expert)
    kept = SheetScore.objects.get(sheet=sheet, bid=bid, criterion=criterion).score
    if sheet.is_submitted:
        assert world.seen(expert) == sheet.receipt
    assert (kept == 19) == (raised[1] is None)
