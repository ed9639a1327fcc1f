"""Criteria against the forms of real tenders: hand-labelled criterion → page pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.evidence import find_passages
from evaluation.reading import read
from procurement.tenders.schema import CriterionSpec

LABELS: dict[str, dict[str, set[int]]] = {
    "北大图书馆_货物服务类.pdf": {
        "投标函": {35}, "开标一览表": {37}, "投标分项报价": {38}, "商务条款偏离": {39}, "法定代表人授权委托书": {41},
        "独立承担民事责任的能力": {42}, "财务状况报告": {43}, "依法缴纳税收和社会保障资金": {45}, "中小企业声明函": {51},
        "残疾人福利性单位": {54}, "出版社授权": {55}, "投标人业绩": {56, 28}, "投标人基本情况": {57}, "投标保证金": {58, 59, 7, 14},
        "技术规格偏离": {65}, "售后服务方案": {66},
    },
    "浙江政府采购_服务类.pdf": {
        "投标声明书": {68}, "授权委托书": {69}, "承诺书": {70}, "中小企业声明函": {71}, "残疾人福利性单位声明函": {74},
        "投标人自评": {77}, "投标人基本情况": {78}, "证书一览": {80}, "供货清单": {81}, "技术需求响应": {82},
        "项目实施人员": {83}, "商务需求响应": {84}, "售后服务情况": {85}, "开标一览表": {88}, "报价明细": {89},
    },
    # requirements as well as forms, labelled by reading the document before anything was looked for in it
    "广州建设工程_工程类.pdf": {
        "投标人合格条件": {6, 7}, "投标保证金": {16, 28, 29}, "投标有效期": {15, 28}, "踏勘现场": {16, 19}, "招标答疑": {16, 21},
        "履约担保": {16, 32}, "投标文件的解密": {31}, "中标通知书": {31}, "合同协议书的签订": {32}, "暂列金额、暂估价": {26, 27},
        "建设工程质量检测": {17}, "资格审查": {22, 39, 44}, "企业类似工程业绩": {6, 23, 46}, "投标报价得分": {40, 41, 49},
        "总得分排序": {50}, "算术复核": {41, 42, 51, 52}, "投标文件否决性条款": {53}, "串通投标": {54}, "开标记录": {43},
        "广州建设工程施工招标投标书": {58}, "投标文件编制的承诺": {60}, "投标人声明": {61}, "联合体共同投标协议": {66},
        "项目负责人业绩": {23, 46, 48},
    },
}  # fmt: skip


@pytest.fixture(scope="session")
def ranks(shared: Path) -> list[tuple[str, str, int]]:
    """(document, criterion, rank of the first right page; 99 when it is not among the first three)."""
    found = []
    for name, labels in LABELS.items():
        document = read((shared / "data/tenders" / name).read_bytes(), name)
        for title, pages in labels.items():
            criterion = CriterionSpec(code="C", title=title, kind="qualification")
            passages = find_passages(criterion, [document], limit=6)
            seen = list(dict.fromkeys(p.page for p in passages))[:3]
            found.append((name, title, next((i for i, page in enumerate(seen, 1) if page in pages), 99)))
    return found


def test_the_right_page_is_among_the_first_three(ranks: list[tuple[str, str, int]]) -> None:
    assert sum(rank <= 3 for *_, rank in ranks) / len(ranks) >= 0.95, [r for r in ranks if r[2] > 3]


def test_the_right_page_is_first_four_times_in_five(ranks: list[tuple[str, str, int]]) -> None:
    assert sum(rank == 1 for *_, rank in ranks) / len(ranks) >= 0.8, [r for r in ranks if r[2] > 1]
