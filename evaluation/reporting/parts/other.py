"""Item 6: everything else that must be said: clarifications, changes of members, draws, warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Heading, Paragraph, Table, moment
from evaluation.reporting.parts import clarifying


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The sixth part."""
    yield Heading("六、其他需要说明的情况")
    yield Paragraph(f"第五十八条（六）{words.ARTICLE_58[6]}", law=True)
    yield from clarifying.blocks(facts)
    changes = tuple(
        (moment(c["at"]), c["who"], "加入" if c["what"] == "joined" else "退出", c["reason"] or "—", c["by"])
        for c in facts["committee_changes"]
    )
    yield Table(
        "评标委员会成员更换",
        ("时间", "成员", "变动", "理由", "经办"),
        changes,
        (2.4, 2, 1, 4, 1.6),
        "评标委员会成员没有更换。",
    )
    warnings = tuple(
        (words.WARNINGS.get(w["kind"], w["kind"]), w["detail"], w["basis"] or "—") for w in facts["warnings"]
    )
    yield Table("项目提示", ("事项", "情况", "依据"), warnings, (1.6, 5, 3), "无提示事项。")
    yield from _draws(facts)


def _draws(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The seed, and what was drawn from it; equal for all bids of a criterion, so told once."""
    seen: dict[tuple[str, str], str] = {}
    for result in facts["results"]:
        for item in result["objective"]:
            for key, value in item["inputs"]:
                if "drawn" in key:
                    seen.setdefault((item["code"], key), value)
    rows = tuple((code, words.input_name(key), value) for (code, key), value in seen.items())
    yield Paragraph(f"随机抽取的种子为 {facts['tender']['seed']}；同一种子可重演全部抽取结果。")
    yield Table("随机抽取结果", ("评审因素", "抽取项", "结果"), rows, (1, 2, 4), "本项目评审没有随机抽取。")
    yield Paragraph(f"招标与投标文件包的散列值（SHA-256）： {facts['tender']['package_digest']}")
