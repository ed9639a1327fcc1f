"""The whole of the detectors: order, numbers, levels, articles, JSON."""

import json
from itertools import permutations

from evaluation.collusion.articles import provision
from evaluation.collusion.detect import detect
from evaluation.collusion.export import result_json
from evaluation.collusion.policy import BASIS, DEFAULT
from evaluation.collusion.registry import all_detectors
from evaluation.reading.document import Origin
from tests.evaluation.collusion.material import HONEST, case, document, spec

CONTRACT = {
    "text-reuse", "shared-error", "document-origin", "image-reuse", "machine", "network", "account", "contact", "people",
    "ownership", "mixed-documents", "price-pattern", "price-list", "benchmark-manipulation", "history", "evasion",
}  # fmt: skip
SHARED = "每间教室完工时留下一张房间卡，正面是设备序列号与端口对应关系，背面是最后一次联动的时间、人员和三张照片的编号。"
BIDS = {
    "a": (
        spec("甲公司", provenance={"mac": "001A2B3C4D5E", "upload_ip": "203.0.113.7"}),
        document(HONEST[0] + SHARED, origin=Origin(author="lenovo-gq")),
    ),
    "b": (
        spec("乙公司", total="120", provenance={"mac": "001A2B3C4D5E"}),
        document(SHARED + HONEST[1], origin=Origin(author="lenovo-gq")),
    ),
    "c": (spec("丙公司", total="130", provenance={"upload_ip": "203.0.113.7"}), document(HONEST[2])),
}


def test_every_detector_of_the_contract_is_there_and_has_its_articles() -> None:
    assert {d.name for d in all_detectors()} >= CONTRACT
    assert set(BASIS) >= {d.name for d in all_detectors()}


def test_every_article_is_known_word_for_word() -> None:
    for name in CONTRACT:
        for regime in ("tendering", "government-procurement"):
            for citation in DEFAULT.articles(name, regime):
                assert provision(citation).words, citation


def test_alerts_are_numbered_by_weight() -> None:
    result = detect(case(BIDS, (document("招标文件"),)))
    assert [a.id for a in result.alerts] == list(range(1, len(result.alerts) + 1))
    assert [a.bits for a in result.alerts] == sorted((a.bits for a in result.alerts), reverse=True)
    assert all(a.level == DEFAULT.level(a.bits) for a in result.alerts)
    assert all(a.derivation and a.limits for a in result.alerts)


def test_the_ring_is_named_and_the_neighbour_behind_the_same_address_is_not() -> None:
    [group] = detect(case(BIDS, (document("招标文件"),))).groups
    assert (group.bidders, group.level) == (("a", "b"), "high")


def test_the_order_of_bidders_changes_nothing_but_the_order() -> None:
    found = set()
    for order in permutations(BIDS):
        result = detect(case({key: BIDS[key] for key in order}, (document("招标文件"),)))
        found.add(frozenset((a.detector, frozenset(a.bidders), a.bits) for a in result.alerts))
    assert len(found) == 1


def test_progress_names_each_detector_and_ends_complete() -> None:
    seen: list[tuple[str, int, int]] = []
    detect(case(BIDS), progress=lambda *step: seen.append(step))
    assert {name for name, _, _ in seen[:-1]} >= CONTRACT
    assert seen[-1][1] == seen[-1][2] == len(seen) - 1


def test_the_result_is_json_in_the_form_of_the_contract() -> None:
    data = json.loads(json.dumps(result_json(detect(case(BIDS))), ensure_ascii=False))
    keys = {"id", "detector", "bidders", "level", "bits", "summary", "basis", "evidence"}
    assert all(keys <= set(alert) for alert in data["alerts"])
    assert all(set(group) == {"bidders", "level", "bits", "alerts"} for group in data["groups"])


def test_a_case_of_one_bidder_or_of_none_has_no_alerts() -> None:
    assert detect(case({"a": BIDS["a"]})).alerts == ()
    assert detect(case({})).alerts == ()
