"""Item 2: the bidders and the committee; and the lines on which the committee signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Heading, Paragraph, Signatures, Table
from evaluation.reporting.parts import opinions


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The second part."""
    yield Heading("二、投标人与评标委员会")
    yield Paragraph(f"第五十八条（二）{words.ARTICLE_58[2]}", law=True)
    bidders = [
        (str(place), bid["name"], bid["uscc"] or "—", words.SME[bid["sme"]])
        for place, bid in enumerate(facts["bids"], 1)
    ]
    yield Table(
        "投标人名单", ("序号", "投标人", "统一社会信用代码", "企业类型"), tuple(bidders), (1, 5, 4, 2)
    )
    members = [
        (str(place), person["name"], person["organisation"] or "—", _role(person))
        for place, person in enumerate(facts["committee"], 1)
    ]
    yield Table("评标委员会成员名单", ("序号", "姓名", "单位", "身份"), tuple(members), (1, 3, 5, 2))


def signatures(facts: Mapping[str, Any]) -> Iterator[Block]:
    """Where the members sign; dissent is written with its reason (Art. 61)."""
    yield Heading("七、评标委员会签字")
    yield from opinions.blocks(facts)
    yield Signatures(
        "评标委员会全体成员", tuple((person["name"], _role(person)) for person in facts["committee"])
    )


def _role(person: Mapping[str, Any]) -> str:
    return "采购人代表" if person["buyer_representative"] else "评审专家"
