"""What bidders share, thing by thing."""

from evaluation.collusion.charts.things import MOST_OF_ONE_SIGN, Thing, things
from tests.evaluation.collusion.alerts import passage


def test_each_shared_value_is_a_thing_of_those_who_share_it() -> None:
    evidence = [
        {"field": "mac", "value": "00:1A", "bidders": ["a", "b"]},
        {"field": "mac", "value": "00:1A", "bidders": ["b", "c"]},
    ]
    assert things(evidence, ["a", "b", "c"]) == (
        [Thing("mac", "00:1A", ("a", "b")), Thing("mac", "00:1A", ("b", "c"))],
        0,
    )


def test_passages_are_counted_not_named() -> None:
    assert things([passage(), passage("另一段")], ["a", "b"]) == ([Thing("", "", ("a", "b"), 2)], 0)


def test_a_slip_belongs_to_the_two_sides_it_stands_in() -> None:
    slip = {"field": "slip", "value": "调式"} | passage("调式")
    assert things([slip], ["a", "b", "c"])[0] == [Thing("slip", "调式", ("a", "b"))]


def test_what_is_too_much_to_draw_is_said() -> None:
    evidence = [{"field": "rsid", "value": f"{n:08X}", "bidders": ["a", "b"]} for n in range(9)]
    named, more = things(evidence, ["a", "b"])
    assert (len(named), more) == (MOST_OF_ONE_SIGN, 3)
