"""Each detector has a page whose example runs and gives what it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.collusion.alert import EarlierBid, HistoryRow, Recall
from evaluation.collusion.registry import all_detectors
from evaluation.reading.document import Document, Origin
from evaluation.scoring.prices.benchmark_deviation import BenchmarkDeviation
from procurement.bids.schema import BidSpec
from procurement.tenders.schema import TenderSpec
from tests.evaluation.collusion.material import alerts, bill, case, document, picture

PAGES = Path(__file__).resolve().parents[3] / "docs" / "detectors"
NAMES = sorted(page.stem for page in PAGES.glob("*.md") if page.stem != "README")
PARTS = (
    "Method",
    "Why it is a sign",
    "Legal basis",
    "Left out",
    "Weight",
    "What it does not prove",
    "Settings",
)


def test_every_detector_has_its_page() -> None:
    assert {d.name for d in all_detectors()} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_method_basis_exclusions_weight_and_settings(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# `{name}`")
    assert [part for part in PARTS if f"**{part}" not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_page_gives_what_it_says(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    example = yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])
    bids = {key: _bid(value) for key, value in example["bids"].items()}
    tender = (document(example["tender"], name="招标文件.pdf"),) if "tender" in example else ()
    history, recalls = _history(example.get("history")), _recalls(example.get("earlier"))
    made = case(bids, tender, _stated(example), history=history, recalls=recalls)
    [alert] = alerts(made, example.get("detector", name))
    assert {"bidders": list(alert.bidders), "level": alert.level} == example["expect"]


def _bid(value: dict[str, Any]) -> tuple[BidSpec | Document, ...]:
    parts: list[BidSpec | Document] = []
    if "spec" in value:
        parts.append(BidSpec.model_validate(value["spec"]))
    if "text" in value:
        origin = {k: tuple(v) if isinstance(v, list) else v for k, v in value.get("origin", {}).items()}
        images = (picture(**value["image"]),) if "image" in value else ()
        parts.append(document(value["text"], origin=Origin(**origin), images=images))
    if "prices" in value:
        parts.append(bill(value["prices"]))
    return tuple(parts)


def _stated(example: dict[str, Any]) -> TenderSpec | None:
    if "tender_formula" not in example:
        return None
    rule = BenchmarkDeviation.model_validate({"type": "price", **example["tender_formula"]})
    return TenderSpec.model_validate({
        "reference": "T1", "title": "项目", "buyer": {"name": "学校"}, "regime": "tendering", "object": "works",
        "method": "comprehensive-score", "budget": "2000000", "bid_deadline": "2026-03-02T09:30:00+08:00", "seed": 7,
        "criteria": [{"code": "P1", "title": "报价", "kind": "objective", "max_score": "30", "rule": rule}],
    })  # fmt: skip


def _history(past: dict[str, Any] | None) -> tuple[HistoryRow, ...]:
    return tuple(
        HistoryRow(f"T{i:02d}", f"2024-01-{i + 1:02d}", "学校", name, "", "1", name == past["winner"])
        for i in range(past["tenders"] if past else 0)
        for name in (past["present"] if past else ())
    )


def _recalls(earlier: dict[str, str] | None) -> tuple[Recall, ...]:
    if earlier is None:
        return ()
    bid = EarlierBid(earlier["tender"], earlier["supplier"], "", (document(earlier["text"]),))
    return (Recall(earlier["bidder"], (bid,), 1),)
