"""Within item 4: what each expert scored alone, what was asked again, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.outline import Block, Heading, Paragraph, Table, joined, number


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """Two sections: scores and second looks."""
    subjective = facts["subjective"]
    yield Heading("（五）主观评审因素得分", 2)
    yield Paragraph("评标委员会成员各自独立评分，提交前互不可见（财政部令第87号第五十五条、第六十二条）。")
    if subjective is None:
        yield Paragraph("评标委员会成员尚未全部提交评分，得分在全部提交前不予汇总。")
        return
    experts = subjective["experts"]
    rows = tuple(
        (
            row["name"],
            f"{row['code']} {row['title']}",
            number(row["max_score"]),
            *(number(row["scores"].get(expert["id"])) for expert in experts),
            number(row["mean"]),
        )
        for row in subjective["rows"]
    )
    header = ("投标人", "评审因素", "满分", *(expert["name"] for expert in experts), "平均")
    widths = (3, 2.4, 1, *(1.1 for _expert in experts), 1.1)
    yield Table("主观评审因素得分", header, rows, widths)
    receipts = tuple((expert["name"], expert["receipt"] or "—") for expert in experts)
    yield Table("评分回执", ("评标委员会成员", "回执（SHA-256）"), receipts, (1, 3))
    yield Heading("（六）评分核查与答复", 2)
    flags = tuple(
        (
            words.FLAGS.get(flag["kind"], flag["kind"]),
            joined([flag["bid"], flag["criterion"]]),
            flag["explanation"],
            joined([_answer(answer) for answer in flag["answers"]]),
        )
        for flag in facts["flags"]
    )
    yield Table(
        "评分核查与答复", ("事项", "对象", "情况", "答复"), flags, (1.6, 2.4, 4, 5), "未发现需要核查的评分。"
    )


def _answer(answer: Mapping[str, Any]) -> str:
    text = f"{answer['expert']}：{words.ANSWERS.get(answer['answer'], answer['answer'])}"
    changes = _changes(answer["before"], answer["after"]) if answer["answer"] == "revised" else ""
    return (
        text
        + (f"（{changes}）" if changes else "")
        + (f"，理由：{answer['reason']}" if answer["reason"] else "")
    )


def _changes(before: Any, after: Any) -> str:
    """What a revision changed, item by item: ``bidder criterion 16→14``."""
    old = {(item["bidder"], item["criterion"]): item["score"] for item in (before or {}).get("scores", [])}
    new = {(item["bidder"], item["criterion"]): item["score"] for item in (after or {}).get("scores", [])}
    return "，".join(f"{' '.join(place)} {old.get(place, '—')}→{score}" for place, score in new.items())
