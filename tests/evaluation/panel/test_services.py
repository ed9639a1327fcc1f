"""Drafts, submission, and taking scores in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from evaluation.panel import services as panel
from evaluation.panel.models import ScoreSheet, SheetScore
from evaluation.panel.queries import canonical_sheet, gaps, members, scores_of, standing, task_of
from evaluation.panel.seal import seal_is_off, sheets_for
from evaluation.scoring.models import BidResult, Evaluation
from procurement.ledger.models import Entry
from procurement.people.models import Assignment, User
from procurement.tenders.models import Stage
from tests.evaluation.panel.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


def save(
    world: World, expert: User, score: str, *, bid: str = "anhe", code: str = "S1", **more: object
) -> SheetScore:
    entry = panel.Entry(bid, code, score, **more)  # type: ignore[arg-type]
    return panel.save_draft(tender=world.tender, expert=expert, entry=entry)


def version(row: SheetScore) -> int:
    return int(row.saved_at.timestamp() * 1_000_000)


def test_only_subjective_criteria_of_valid_bids_are_scored(world: World) -> None:
    task = task_of(world.tender)
    assert [b.key for b in task.bids] == ["anhe", "beichen", "chuanliu"]
    assert [c.code for c in task.criteria] == ["S1", "S2"]
    for bid, code in (("dongfang", "S1"), ("anhe", "Q1"), ("nobody", "S1")):
        with pytest.raises(ValidationError):
            save(world, world.experts[0], "5", bid=bid, code=code)


def test_a_draft_saves_changes_and_empties(world: World) -> None:
    expert = world.experts[0]
    row = save(world, expert, "16.5", note=" 方案完整 ", seconds=40)
    assert (row.score, row.note, row.seconds) == (Decimal("16.5"), "方案完整", 40)
    row = save(world, expert, "12", version=version(row), seconds=55)
    assert (row.score, row.note, row.seconds) == (Decimal(12), "", 55)
    row = save(world, expert, "", version=version(row), seconds=60)
    assert row.score is None
    assert SheetScore.objects.count() == 1


def test_a_score_outside_the_rules_is_not_saved(world: World) -> None:
    for wrong in ("20.5", "-1", "16.55", "很好"):
        with pytest.raises(ValidationError):
            save(world, world.experts[0], wrong)
    assert not SheetScore.objects.exists()


def test_another_window_is_never_overwritten_in_silence(world: World) -> None:
    expert = world.experts[0]
    first = save(world, expert, "10")
    save(world, expert, "12", version=version(first))
    with pytest.raises(panel.ConflictError) as conflict:
        save(world, expert, "14", version=version(first))
    assert conflict.value.row.score == 12
    assert SheetScore.objects.get().score == 12


def test_a_save_whose_answer_got_lost_may_be_sent_again(world: World) -> None:
    expert = world.experts[0]
    first = save(world, expert, "10", seconds=30)
    again = save(world, expert, "10", seconds=30, version=0)
    assert (again.pk, again.score, again.seconds) == (first.pk, 10, 30)


def test_time_spent_never_shrinks_and_is_bounded(world: World) -> None:
    row = save(world, world.experts[0], "10", seconds=10**9)
    assert row.seconds == 24 * 60 * 60
    row = save(world, world.experts[0], "11", seconds=5, version=version(row))
    assert row.seconds == 24 * 60 * 60


def test_only_assigned_experts_score_and_only_while_it_is_open(world: World) -> None:
    for user in (world.outsider, world.officer, world.supervisor, world.administrator):
        with pytest.raises(PermissionDenied):
            save(world, user, "10")
    for stage in Stage.values:
        if stage != Stage.EVALUATED:
            world.tender.stage = stage
            world.tender.save()
            with pytest.raises(PermissionDenied):
                save(world, world.experts[0], "10")
    assert not SheetScore.objects.exists()


def test_a_sheet_with_a_gap_is_not_submitted(world: World) -> None:
    expert = world.experts[0]
    save(world, expert, "10")
    with pytest.raises(ValidationError, match="5"):
        world.submit(expert)
    assert ScoreSheet.objects.get().state == "draft"
    assert not Entry.objects.filter(verb="panel.submit").exists()


def test_what_changed_after_it_was_read_is_not_submitted_unread(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    seen = world.seen(expert)
    row = SheetScore.objects.filter(bid__key="anhe", criterion__code="S1").get()
    save(world, expert, "3", version=version(row))
    with pytest.raises(ValidationError):
        panel.submit(tender=world.tender, expert=expert, seen=seen)


def test_submitting_is_for_good(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    sheet = world.submit(expert)
    assert len(sheet.receipt) == 64
    entry = Entry.objects.get(verb="panel.submit")
    assert entry.actor == expert
    assert entry.after == {"receipt": sheet.receipt, "scores": 6}  # no score in the ledger
    row = SheetScore.objects.first()
    assert row is not None
    with pytest.raises(PermissionDenied):
        save(world, expert, "1", version=version(row))
    with pytest.raises(PermissionDenied):
        world.submit(expert)
    assert Entry.objects.filter(verb="panel.submit").count() == 1


def test_the_receipt_is_the_hash_of_the_sheet_the_expert_can_keep(world: World) -> None:
    import hashlib

    world.fill(world.experts[0])
    sheet = world.submit(world.experts[0])
    text = canonical_sheet(sheet, task_of(world.tender))
    assert hashlib.sha256(text.encode()).hexdigest() == sheet.receipt


def test_nobody_reads_a_sheet_before_all_are_in(world: World) -> None:
    for expert in world.experts[:2]:
        world.fill(expert)
        world.submit(expert)
    world.fill(world.experts[2])
    assert not seal_is_off(world.tender)
    for user in (world.officer, world.supervisor, world.administrator, world.outsider):
        assert not sheets_for(user, world.tender).exists()
    assert all(member.sheet is None for member in members(world.tender))
    assert panel.panel_state(world.tender) == {"flags": [], "agreement": {}}


def test_an_expert_never_reads_anothers_sheet(world: World) -> None:
    for expert in world.experts:
        world.fill(expert)
        world.submit(expert)
    assert seal_is_off(world.tender)
    for expert in world.experts:
        assert [sheet.expert for sheet in sheets_for(expert, world.tender)] == [expert]
    assert sheets_for(world.officer, world.tender).count() == 3
    assert sheets_for(world.supervisor, world.tender).count() == 3
    assert not sheets_for(world.administrator, world.tender).exists()


def test_the_standing_counts_only_ones_own(world: World) -> None:
    world.fill(world.experts[0])
    mine, other = standing(world.tender, world.experts[0]), standing(world.tender, world.experts[1])
    assert (mine.scored, mine.total, mine.left) == (6, 6, 0)
    assert (other.scored, other.total, other.left) == (0, 6, 6)


def test_a_bid_that_leaves_the_evaluation_leaves_the_task(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    newer = Evaluation.objects.create(tender=world.tender, number=2, digest="2" * 64)
    for key, bid in world.bids.items():
        BidResult.objects.create(evaluation=newer, bid=bid, valid=key in {"anhe", "dongfang"})
    task = task_of(world.tender)
    assert [b.key for b in task.bids] == ["anhe", "dongfang"]
    sheet = ScoreSheet.objects.get(expert=expert)
    assert {(b.key, c.code) for b, c in gaps(task, scores_of(sheet))} == {
        ("dongfang", "S1"),
        ("dongfang", "S2"),
    }


def come_back(world: World, *keys: str) -> None:
    """A newer evaluation in which these bids are the valid ones."""
    number = Evaluation.objects.filter(tender=world.tender).count() + 1
    newer = Evaluation.objects.create(tender=world.tender, number=number, digest=str(number) * 64)
    for key, bid in world.bids.items():
        BidResult.objects.create(evaluation=newer, bid=bid, valid=key in keys)


def test_a_bid_that_comes_back_opens_submitted_sheets_for_what_is_new_alone(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    first = world.submit(expert).receipt
    assert panel.reopen_for_new_items(tender=world.tender) == 0
    come_back(world, *world.bids)
    assert panel.reopen_for_new_items(tender=world.tender) == 1
    assert panel.reopen_for_new_items(tender=world.tender) == 0
    row = SheetScore.objects.get(bid__key="anhe", criterion__code="S1")
    with pytest.raises(PermissionDenied):
        save(world, expert, "1", version=version(row))
    for code in ("S1", "S2"):
        save(world, expert, "9", bid="dongfang", code=code)
    assert world.submit(expert).receipt != first
    receipts = [e.after["receipt"] for e in Entry.objects.filter(verb="panel.submit") if e.after]
    assert receipts[0] == first
    assert Entry.objects.get(verb="panel.reopen").before == {"receipt": first}


def test_a_bid_that_goes_opens_no_sheet(world: World) -> None:
    world.fill(world.experts[0])
    world.submit(world.experts[0])
    come_back(world, "anhe")
    assert panel.reopen_for_new_items(tender=world.tender) == 0


def test_a_draft_that_was_not_submitted_is_not_final_when_its_bid_comes_back(world: World) -> None:
    expert = world.experts[0]
    world.fill(expert)
    come_back(world, "anhe", "beichen")
    world.submit(expert)
    come_back(world, "anhe", "beichen", "chuanliu")
    assert panel.reopen_for_new_items(tender=world.tender) == 1
    row = SheetScore.objects.get(bid__key="chuanliu", criterion__code="S1")
    save(world, expert, "3", bid="chuanliu", version=version(row))


ROWS = [
    [expert, bid, code, str(score), 90]
    for expert, base in (("e1", 14), ("e2", 15), ("e3", 13))
    for bid, plus in (("anhe", 3), ("beichen", 0), ("chuanliu", 1))
    for code, more in (("S1", 0), ("S2", 1))
    for score in [base + plus + more]
]


def test_imported_scores_become_submitted_sheets_of_people_who_cannot_sign_in(world: World) -> None:
    Assignment.objects.filter(user__in=world.experts).delete()
    assert panel.import_panel(tender=world.tender, rows=ROWS) == 3
    sheet = ScoreSheet.objects.get(expert__display_name="e1")
    assert sheet.is_submitted
    assert sheet.imported
    assert not sheet.expert.is_active
    assert not sheet.expert.has_usable_password()
    assert sheet.scores.get(bid__key="anhe", criterion__code="S2").score == 18
    assert panel.import_panel(tender=world.tender, rows=ROWS) == 0
    assert ScoreSheet.objects.count() == 3
    assert Entry.objects.filter(verb="panel.import").count() == 3


def test_imported_scores_never_become_those_of_an_account_of_the_same_name(world: World) -> None:
    name = world.experts[0].username
    panel.import_panel(tender=world.tender, rows=[[name, *row[1:]] for row in ROWS if row[0] == "e1"])
    assert not ScoreSheet.objects.filter(expert=world.experts[0]).exists()


def test_imported_scores_of_unknown_bids_are_refused_by_name(world: World) -> None:
    with pytest.raises(ValidationError, match="nobody"):
        panel.import_panel(tender=world.tender, rows=[["e1", "nobody", "S1", "5", None]])
    assert not ScoreSheet.objects.exists()


def test_an_imported_panel_can_be_complete_because_nobody_waits_for_its_answers(world: World) -> None:
    Assignment.objects.filter(user__in=world.experts).delete()
    wild = [[e, b, c, "30" if (e, b) == ("e1", "anhe") else s, t] for e, b, c, s, t in ROWS]
    panel.import_panel(tender=world.tender, rows=wild)
    state = panel.panel_state(world.tender)
    assert any(flag["kind"] == "out-of-range" and flag["expert"] == "e1" for flag in state["flags"])
    world.tender.refresh_from_db()
    assert world.tender.has_reached(Stage.SCORED)
