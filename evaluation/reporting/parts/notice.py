"""Item 1: where the notice was published, when and where the bids were opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Heading, Paragraph, Table, moment, number, shown


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The first part."""
    tender, opening = facts["tender"], facts["opening"]
    yield Heading("一、项目与公告")
    yield Paragraph(f"第五十八条（一）{words.ARTICLE_58[1]}", law=True)
    rows = [
        ("项目名称", tender["title"]),
        ("项目编号", tender["reference"]),
        ("采购人", tender["buyer"]),
        ("适用制度", words.REGIMES[tender["regime"]]),
        ("采购对象", words.OBJECTS[tender["object"]]),
        ("预算金额（元）", shown(number(tender["budget"]))),
        ("最高限价（元）", shown(number(tender["ceiling"], "未设"))),
        ("招标公告刊登的媒体", tender["announced_in"] or words.NOT_STATED),
        ("投标截止时间", moment(tender["bid_deadline"])),
        ("开标时间", moment(opening["opened_at"]) if opening else "—"),
        ("开标地点", tender["opening_place"] or words.NOT_STATED),
    ]
    yield Table("项目概况", ("项目", "内容"), tuple(rows), (1, 3))
