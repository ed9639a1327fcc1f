"""The timeline: which moments are near another bidder's, and what an old template's date does to the drawing."""

from datetime import UTC, datetime, timedelta, timezone

from evaluation.collusion.charts.times import CLOSE, Kind, Moment, parsed, timeline

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(bidder: str, minutes: float, kind: Kind = "uploaded", what: str = "") -> Moment:
    return Moment(bidder, kind, NOON + timedelta(minutes=minutes), what)


def test_two_bidders_within_a_quarter_of_an_hour_are_pointed_out() -> None:
    first, second, later = at("a", 0), at("b", 15), at("c", 31)
    drawn = timeline(["a", "b", "c"], [later, second, first])
    assert drawn.moments == (first, second, later)
    assert drawn.close == {first, second}
    assert timedelta(minutes=15) == CLOSE


def test_a_bidders_own_files_and_things_of_other_kinds_are_not_near_each_other() -> None:
    moments = [at("a", 0, "created", "1.pdf"), at("a", 1, "created", "2.pdf"), at("b", 2, "uploaded")]
    assert timeline(["a", "b"], moments).close == frozenset()


def test_the_date_of_an_old_template_is_listed_and_not_drawn() -> None:
    old = Moment("a", "created", NOON - timedelta(days=4000), "模板.docx")
    drawn = timeline(["a"], [old, at("a", 0), at("a", 60)])
    assert old in drawn.moments
    assert [mark.moment for mark in drawn.marks] == [at("a", 0), at("a", 60)]
    assert (drawn.marks[0].x, drawn.marks[1].x) == (drawn.left, drawn.right)


def test_a_single_moment_and_none_at_all_can_be_drawn() -> None:
    assert len(timeline(["a"], [at("a", 0)]).marks) == 1
    assert timeline(["a"], []).marks == ()


def test_a_moment_without_an_offset_is_by_the_clock_of_the_house() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert parsed("2026-03-01T20:00:00", shanghai) == NOON
    assert parsed("2026-03-01T12:00:00Z", shanghai) == NOON
    assert parsed("gestern") is None
    assert parsed("") is None
