"""Item 5: the ranking and the candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Heading, Paragraph, Table, number

CANDIDATES = 3
"""How many candidates the report names: 实施条例 Art. 53 allows at most three."""


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The fifth part."""
    ranking = facts["ranking"]
    yield Heading("五、评标结果")
    yield Paragraph(f"第五十八条（五）{words.ARTICLE_58[5]}", law=True)
    if ranking is None:
        yield Paragraph("评分尚未完成，暂无评标结果。")
        return
    codes = [criterion["code"] for criterion in facts["criteria"] if criterion["kind"] != "qualification"]
    rows = tuple(
        (
            _place(row, facts["results"]),
            row["name"],
            number(row["price"]),
            number(row["evaluated_price"]),
            number(row["total"]),
        )
        for row in ranking["rows"]
    )
    yield Table(
        "评标结果排序",
        ("名次", "投标人", "投标报价（元）", "评标价（元）", "总得分"),
        rows,
        (1, 4, 2.4, 2.4, 1.6),
    )
    parts = tuple(
        (row["name"], *(number(row["parts"].get(code)) for code in codes), number(row["total"]))
        for row in ranking["rows"]
        if row["rank"] is not None
    )
    yield Table("各评审因素得分汇总", ("投标人", *codes, "合计"), parts, (3, *(1.0 for _ in codes), 1.2))
    placed = [row for row in ranking["rows"] if row["rank"] is not None]
    for text in _notes(placed, ranking["notes"]):
        yield Paragraph(text)
    candidates = tuple(
        (
            f"第{_ORDINALS[row['rank'] - 1]}中标候选人",
            row["name"],
            number(row["price"]),
            number(row["total"]),
            row["explanation"] or "—",
        )
        for row in placed
        if row["rank"] <= CANDIDATES
    )
    yield Table(
        "中标候选人",
        ("名次", "投标人", "投标报价（元）", "总得分", "说明"),
        candidates,
        (2, 3.4, 2.2, 1.4, 4),
        "无中标候选人。",
    )


def _place(row: Mapping[str, Any], results: Sequence[Mapping[str, Any]]) -> str:
    """The rank in figures, or that the bid is invalid."""
    if row["rank"] is not None:
        return str(row["rank"])
    invalid = {result["key"] for result in results if not result["valid"]}
    return "无效" if row["key"] in invalid else "—"


_ORDINALS = "一二三四五六七八九十"


def _notes(placed: Sequence[Mapping[str, Any]], notes: Sequence[str]) -> Iterator[str]:
    ranks = Counter(row["rank"] for row in placed)
    for rank, count in sorted(ranks.items()):
        if count > 1:
            names = "、".join(row["name"] for row in placed if row["rank"] == rank)
            yield f"并列：第 {rank} 名为{names}。"
    yield from (note for note in notes if note)
