"""The main job on the sample: the planted ring and nothing else, every passage in its place, every score as by hand."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.evaluation.conftest import JudgedSample

pytestmark = pytest.mark.slow


def plain(text: str) -> str:
    """Letters and digits alone, as a comparison across line breaks needs them."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def test_exactly_the_planted_ring_is_a_group_of_level_high(sample: JudgedSample) -> None:
    high = [set(group.bidders) for group in sample.collusion.groups if group.level == "high"]
    assert high == [set(sample.truth["ring"]["bidders"])]


def test_no_other_pair_reaches_high(sample: JudgedSample) -> None:
    ring = set(sample.truth["ring"]["bidders"])
    others = [a for a in sample.collusion.alerts if a.level == "high" and set(a.bidders) != ring]
    assert not others


def test_the_honest_coincidences_stay_below_medium(sample: JudgedSample) -> None:
    for coincidence in sample.truth["coincidences"]:
        pair = set(coincidence["bidders"])
        levels = {alert.level for alert in sample.collusion.alerts if set(alert.bidders) == pair}
        assert levels <= {"low"}, coincidence["kind"]


def test_every_planted_passage_of_60_characters_is_found_on_its_page(sample: JudgedSample) -> None:
    found: dict[frozenset[tuple[str, int]], list[tuple[str, str]]] = {}
    for alert in sample.collusion.alerts:
        if alert.detector == "text-reuse":
            for item in alert.evidence:
                sides = [(alert.bidders[0], item["a"]), (alert.bidders[1], item["b"])]
                pages = frozenset((bidder, side["page"]) for bidder, side in sides)
                found.setdefault(pages, []).append((plain(item["a"]["text"]), plain(item["b"]["text"])))
    for passage in sample.truth["ring"]["passages"]:
        a, b = passage["a"], passage["b"]
        if min(len(a["text"]), len(b["text"])) < 60:
            continue
        texts = found.get(frozenset({(a["bidder"], a["page"]), (b["bidder"], b["page"])}), [])
        planted = {plain(a["text"]), plain(b["text"])}
        covered = max(
            (len(t) for pair in texts for t in pair if any(t in p or p in t for p in planted)), default=0
        )
        assert covered >= 0.8 * min(map(len, planted)), passage["kind"]


def test_the_evidence_of_a_passage_is_the_text_at_its_offsets(sample: JudgedSample) -> None:
    checked = 0
    for alert in sample.collusion.alerts:
        if alert.detector != "text-reuse":
            continue
        for item in alert.evidence:
            for bidder, side in zip(alert.bidders, (item["a"], item["b"]), strict=True):
                document = next(d for d in sample.documents[bidder] if d.name == side["document"])
                assert document.page(side["page"]).text[side["start"] : side["end"]] == side["text"]
                checked += 1
    assert checked >= 2 * len(sample.truth["ring"]["passages"])


def test_each_objective_score_equals_the_one_worked_out_by_hand(sample: JudgedSample) -> None:
    for bidder, expected in sample.truth["bids"].items():
        outcome = sample.outcomes[bidder]
        assert outcome.valid == (not expected["rejections"])
        if outcome.valid:
            scores = {s.criterion: str(s.score) for s in outcome.scores if s.kind == "objective"}
            assert scores == expected["scores"], bidder
            assert str(outcome.evaluated_price) == expected["evaluated_price"]


def test_each_rejection_has_its_ground_and_its_article(sample: JudgedSample) -> None:
    for bidder, expected in sample.truth["bids"].items():
        found = sample.outcomes[bidder].rejections
        assert [r.code for r in found] == [r["code"] for r in expected["rejections"]]
        assert all("第六十三条" in r.basis for r in found)


def test_the_abnormally_low_price_is_warned_of_and_rejects_nothing(sample: JudgedSample) -> None:
    for bidder, expected in sample.truth["bids"].items():
        outcome = sample.outcomes[bidder]
        if outcome.valid:
            assert ("abnormally-low" in {w.kind for w in outcome.warnings}) == expected["abnormally_low"]


def test_every_score_that_was_read_names_the_page_it_was_read_from(sample: JudgedSample) -> None:
    for bidder, outcome in sample.outcomes.items():
        for score in outcome.scores:
            for passage in score.evidence:
                document = next(d for d in sample.documents[bidder] if d.name == passage.document)
                assert 1 <= passage.page <= len(document.pages)
