"""Within item 6: questions to bidders with answers and findings, and the prices that bidders were to confirm.

Questions and answers are set as paragraphs: they may be longer than a page, which a cell of a table may not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Heading, Paragraph, Table, joined, moment, number

_STATES = {"correction": words.CONFIRMATIONS}


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The table of all questions, then each of them in full."""
    asked = facts.get("clarifications", [])
    rows = tuple(
        (
            str(row["number"]),
            row["name"],
            words.GROUNDS[row["ground"]],
            joined([row["criterion"], row["place"]]),
            moment(row["asked_at"]),
            moment(row["deadline"]),
            _answered(row),
            _found(row),
        )
        for row in asked
    )
    header = ("序号", "投标人", "事由", "评审因素及位置", "发出时间", "答复截止", "答复", "评标委员会认定")
    yield Table(
        "澄清、说明或者补正", header, rows, (0.8, 2.6, 1.8, 2.4, 1.8, 1.8, 1.8, 1.6),
        "评标过程中没有要求投标人澄清、说明或者补正。",
    )  # fmt: skip
    for row in asked:
        yield from _in_full(row)
    yield from _corrections(facts.get("corrections", []))


def _answered(row: Mapping[str, Any]) -> str:
    """When the first answer came."""
    if not row["answers"]:
        return "未答复"
    first = row["answers"][0]
    return moment(first["received_at"]) + ("（逾期）" if first["late"] else "")


def _found(row: Mapping[str, Any]) -> str:
    return _STATES.get(row["ground"], words.CLARIFICATIONS)[row["state"]]


def _in_full(row: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(f"第 {row['number']} 号：{row['name']}", 2)
    if row["basis"]:
        yield Paragraph(row["basis"], law=True)
    yield from _lines("问题", row["question"])
    for answer in row["answers"]:
        late = "，逾期" if answer["late"] else ""
        yield from _lines(f"答复（{moment(answer['received_at'])} 收到{late}）", answer["text"])
        if answer["file"]:
            yield Paragraph(f"附件：{answer['file']}，SHA-256 {answer['sha256']}")
    if row["reason"]:
        yield from _lines(f"评标委员会认定（{moment(row['judged_at'])}）：{_found(row)}，理由", row["reason"])


def _lines(head: str, text: str) -> Iterator[Block]:
    """A text in paragraphs as it was written, its head before the first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines or ["（见附件）"]):
        yield Paragraph(f"{head}：{line}" if place == 0 else line)


def _corrections(found: list[Mapping[str, Any]]) -> Iterator[Block]:
    if not found:
        return
    rows = tuple(
        (
            row["name"],
            number(row["quoted"]),
            number(row["corrected"]),
            words.CONFIRMATIONS[row["state"]],
            row["basis"] or "—",
        )
        for row in found
    )
    header = ("投标人", "投标报价（元）", "修正后报价（元）", "投标人确认", "依据")
    yield Table("报价修正及投标人确认", header, rows, (3, 2, 2, 1.6, 3.4))
