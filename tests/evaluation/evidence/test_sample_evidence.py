"""Criteria of the sample against pages labelled by the words that only the right page carries."""

from __future__ import annotations

import re

import pytest

from evaluation.evidence import find_passages
from tests.evaluation.conftest import JudgedSample

LABELS = {
    "营业执照有效": r"^营业执照（副本）",
    "投标函与授权委托书齐全": r"^\S{0,6}\s*(投标函|法定代表人授权委托书)$",
    "投标报价": r"^\S{0,6}\s*开标一览表$",
    "技术参数响应": r"^\S{0,6}\s*技术偏离表$",
    "信息技术服务运行维护资质": r"^信息技术服务运行维护资质证书$",
    "制造商授权与质保承诺": r"^\S{0,6}\s*(原厂授权函|原厂质保函)$",
    "技术方案": r"^\S{0,6}\s*技术方案$",
    "实施组织与进度": r"^\S{0,6}\s*(实施组织方案|工期安排|进度计划表|工期分解)$",
    "培训与售后服务": r"^\S{0,6}\s*(培训与售后服务|用户培训计划)$",
    "需求理解与验收方案": r"^\S{0,6}\s*(验收方案|对采购需求的理解|项目理解与总体思路|建设需求解读)$",
}


@pytest.fixture(scope="session")
def evidence_ranks(sample: JudgedSample) -> list[tuple[str, str, int]]:
    """(bidder, criterion, rank of the first right page), where a bidder has such a page at all."""
    criteria = {c.title: c for c in sample.package.tender.criteria}
    found = []
    for bidder, documents in sample.documents.items():
        for title, marker in LABELS.items():
            right = {
                (d.name, p.number)
                for d in documents
                for p in d.pages
                if re.search(marker, p.text, re.MULTILINE)
                and not re.search(r"^目\s*录", p.text, re.MULTILINE)
            }
            if right and title in criteria:
                passages = find_passages(criteria[title], documents, limit=8)
                seen = list(dict.fromkeys((p.document, p.page) for p in passages))[:3]
                found.append(
                    (bidder, title, next((i for i, place in enumerate(seen, 1) if place in right), 99))
                )
    return found


def test_enough_pairs_are_labelled(evidence_ranks: list[tuple[str, str, int]]) -> None:
    assert len(evidence_ranks) >= 60


def test_the_right_page_is_among_the_first_three(evidence_ranks: list[tuple[str, str, int]]) -> None:
    hits = sum(rank <= 3 for *_, rank in evidence_ranks)
    assert hits / len(evidence_ranks) >= 0.95, [r for r in evidence_ranks if r[2] > 3]


def test_the_right_page_is_first_four_times_in_five(evidence_ranks: list[tuple[str, str, int]]) -> None:
    firsts = sum(rank == 1 for *_, rank in evidence_ranks)
    assert firsts / len(evidence_ranks) >= 0.8, [r for r in evidence_ranks if r[2] > 1]
