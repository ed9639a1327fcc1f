"""From hit to hit: onward, backward, round, through all documents of a bid."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from evaluation.reading.hit_links import hit_links
from evaluation.reading.place import Place
from evaluation.reading.words import TextHit

NAMES = ["商务.pdf", "技术.pdf"]


def hit(name: str, page: int, start: int) -> TextHit:
    return TextHit(name, page, start, start + 2, "", "质保", "")


HITS = [hit("商务.pdf", 2, 5), hit("商务.pdf", 2, 40), hit("商务.pdf", 9, 1), hit("技术.pdf", 1, 7)]


def at(query: str) -> Place:
    return Place.from_query(dict(parse_qsl(query)))


def test_the_next_hit_is_the_first_one_from_the_head_of_the_page_on() -> None:
    links = hit_links(HITS, Place("商务.pdf", 2, search="质保"), NAMES, 9)
    assert (links.number, at(links.next_query).mark, at(links.previous_query).document) == (
        0,
        (5, 7),
        "技术.pdf",
    )


def test_hits_run_on_into_the_next_document_and_round() -> None:
    last_of_first = hit_links(HITS, Place("商务.pdf", 9, search="质保", mark=(1, 3)), NAMES, 9)
    assert last_of_first.number == 3
    assert at(last_of_first.next_query) == Place("技术.pdf", 1, search="质保", mark=(7, 9))
    last = hit_links(HITS, at(last_of_first.next_query), NAMES, 9)
    assert (last.number, at(last.next_query).page, at(last.next_query).mark) == (4, 2, (5, 7))


def test_more_hits_than_are_shown_are_said_and_none_leads_nowhere() -> None:
    assert hit_links(HITS, Place("商务.pdf", 1, search="质保"), NAMES, 3).more
    assert not hit_links(HITS, Place("商务.pdf", 1, search="质保"), NAMES, 4).more
    none = hit_links([], Place("商务.pdf", 1, search="质保"), NAMES, 3)
    assert (none.links, none.next_query, none.number) == ((), "", 0)


places = st.tuples(st.sampled_from(NAMES), st.integers(1, 4), st.integers(0, 90))


@given(st.sets(places, min_size=1, max_size=12), places)
def test_going_on_as_often_as_there_are_hits_visits_each_once_and_back_undoes_on(
    where: set[tuple[str, int, int]], start: tuple[str, int, int]
) -> None:
    ordered = sorted(where, key=lambda p: (NAMES.index(p[0]), p[1], p[2]))
    found = [hit(*place) for place in ordered]
    place = Place(start[0], start[1], search="质保")
    seen = []
    for _ in found:
        place = at(hit_links(found, place, NAMES, 50).next_query)
        seen.append(hit_links(found, place, NAMES, 50).number)
        there = hit_links(found, place, NAMES, 50)
        back = at(hit_links(found, at(there.next_query), NAMES, 50).previous_query)
        assert back == place
    assert sorted(seen) == list(range(1, len(found) + 1))
