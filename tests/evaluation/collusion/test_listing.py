"""The lists of alerts: filters, groups first, weak signs folded, and what is not counted shown."""

import io
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluation.collusion import services
from evaluation.collusion.handling.services import assign
from procurement.message import msg
from tests.evaluation.collusion.alerts import alert, stored
from tests.evaluation.collusion.world import world
from tests.factories import signed_in

pytestmark = pytest.mark.django_db
REASON = "两份文件出自同一台电脑，证据充分。"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("state=all", [1, 2, 3]),
        ("state=open&level=high", [1]),
        ("state=open&detector=network", [3]),
        ("state=open&bidder=c", [3]),
        ("state=open&q=4D:02", [2]),
        ("state=open&level=nonsense", [1, 2, 3]),
        ("state=confirmed", []),
        ("state=open&q=%25", []),
    ],
)
def test_filters_are_links(query: str, numbers: list[int]) -> None:
    w = world()
    rows = (
        alert(1),
        alert(2, level="medium", bits=13),
        alert(3, ("b", "c"), detector="network", level="low", bits=7),
    )
    stored(w.evaluation, *rows)
    response = signed_in(w.supervisor).get(reverse("collusion:queue") + "?" + query)
    assert [line.alert.number for line in response.context["rows"]] == numbers


def test_groups_come_first_and_hold_their_alerts_back_from_the_list() -> None:
    w = world()
    stored(w.evaluation, alert(1), ring=("a", "b"))
    response = signed_in(w.supervisor).get(reverse("collusion:queue"))
    assert len(response.context["groups"]) == 1
    assert response.context["rows"] == []


def test_the_lists_take_the_same_number_of_queries_for_one_and_for_three_alerts(
    django_assert_max_num_queries: Any,
) -> None:
    for count in (1, 3):
        w = world()
        stored(w.evaluation, *(alert(number) for number in range(1, count + 1)))
        client = signed_in(w.supervisor)
        for url in (reverse("collusion:queue"), reverse("collusion:tender", args=[w.tender.reference])):
            with django_assert_max_num_queries(28):
                client.get(url)


def test_search_treats_input_as_text() -> None:
    w = world()
    stored(w.evaluation, alert(1))
    page = signed_in(w.supervisor).get(
        reverse("collusion:queue"), {"q": "<script>alert(1)</script>", "state": "all"}
    )
    assert b"<script>alert(1)" not in page.content


def test_weak_signs_are_folded_away_with_their_number_and_unfold_by_a_link() -> None:
    w = world()
    weak = (alert(2, level="low", bits=2.9), alert(3, ("b", "c"), level="low", bits=0.4))
    stored(w.evaluation, alert(1, level="low", bits=3.1), *weak)
    client = signed_in(w.supervisor)
    for address in (reverse("collusion:queue"), reverse("collusion:tender", args=[w.tender.reference])):
        folded = client.get(address)
        assert [line.alert.number for line in folded.context["rows"]] == [1]
        assert "2 weak signs of at most 3 bits are folded away" in folded.content.decode()
        shown = client.get(address + folded.context["folding"].href)
        assert [line.alert.number for line in shown.context["rows"]] == [1, 2, 3]
        assert "weak" not in shown.context["folding"].href


def test_a_filter_that_leaves_only_weak_signs_says_so() -> None:
    w = world()
    stored(w.evaluation, alert(1), alert(2, ("b", "c"), level="low", bits=1.0))
    answer = signed_in(w.supervisor).get(reverse("collusion:queue") + "?bidder=c")
    assert answer.context["rows"] == []
    assert "Only weak signs are here." in answer.content.decode()
    assert "bidder=c" in answer.context["folding"].href


def test_decided_and_handed_over_signs_are_never_folded_and_a_file_has_all() -> None:
    w = world()
    rows = stored(w.evaluation, *(alert(n, level="low", bits=1.0) for n in (1, 2, 3)))
    services.decide(tender=w.tender, choices=[(rows[0], "dismissed")], reason=REASON, by=w.supervisor)
    assign(alerts=[rows[1]], person=w.supervisor, by=w.supervisor)
    client = signed_in(w.supervisor)
    address = reverse("collusion:tender", args=[w.tender.reference])
    assert [line.alert.number for line in client.get(address).context["rows"]] == [1, 2]
    export = load_workbook(io.BytesIO(client.get(reverse("collusion:export") + "?state=all").content)).active
    assert export.max_row == 4


def test_what_is_shared_and_not_counted_is_shown_with_its_reason_and_marks_no_pair() -> None:
    """The address of an agency's hall says nothing, but nothing is left out unseen."""
    w = world()
    hall = replace(
        alert(1, ("a", "b", "c"), detector="network", level="low", bits=0.0),
        derivation=(msg("The policy names it as shared by many: 0 bits"),),
    )
    stored(w.evaluation, hall, alert(2))
    response = signed_in(w.supervisor).get(reverse("collusion:tender", args=[w.tender.reference]))
    assert [line.alert.number for line in response.context["aside"]] == [1]
    assert "The policy names it as shared by many" in response.content.decode()
    assert [(cell.a, cell.b) for cell in response.context["heat"].pairs] == [("a", "b")]
