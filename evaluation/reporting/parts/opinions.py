"""Before the lines for signatures: what each member recorded, dissent with its reason (Art. 61; 实施条例 Art. 53)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Paragraph, Table, moment


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The law, the table of opinions, who is missing, and every dissent in full."""
    yield Paragraph(words.DISSENT.get(facts["tender"]["regime"], words.DISSENT["government-procurement"]))
    opinions = facts.get("opinions")
    if opinions is None:
        return
    members = opinions["members"]
    rows = tuple((m["name"], _role(m), words.OPINIONS[m["state"]], moment(m["at"])) for m in members)
    yield Table("评标委员会成员意见", ("姓名", "身份", "意见", "时间"), rows, (2, 2, 3, 3), "没有成员。")
    missing = [m["name"] for m in members if m["state"] == "missing"]
    if missing:
        yield Paragraph(f"截至本报告编制，尚未签署意见的成员：{'、'.join(missing)}。")
    for member in members:
        if member["state"] == "dissents":
            lines = [line.strip() for line in member["reason"].splitlines() if line.strip()]
            for place, line in enumerate(lines):
                yield Paragraph(f"{member['name']}的不同意见及理由：{line}" if place == 0 else line)
    if opinions["lapsed"]:
        yield Paragraph(f"另有 {opinions['lapsed']} 份意见针对评标结果变化之前的结果，见台账，不计入上表。")
    yield Paragraph(f"签署所针对的评标结果的散列值（SHA-256）： {opinions['result']}")


def _role(person: Mapping[str, Any]) -> str:
    return "采购人代表" if person["buyer_representative"] else "评审专家"
