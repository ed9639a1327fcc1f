"""Item 4: the opening record and the evaluation, with the invalid bids and why they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.field_words import value_word
from evaluation.reporting.outline import Block, Cell, Heading, Paragraph, Table, joined, moment, number
from evaluation.reporting.parts import panel


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The fourth part."""
    yield Heading("四、开标记录和评标情况")
    yield Paragraph(f"第五十八条（四）{words.ARTICLE_58[4]}", law=True)
    yield from _opening(facts)
    yield from _review(facts)
    yield from _prices(facts)
    yield from _objective(facts)
    yield from _committee(facts)
    yield from panel.blocks(facts)
    yield from _alerts(facts)


def _opening(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("（一）开标记录", 2)
    opening = facts["opening"]
    if opening:
        text = f"{moment(opening['opened_at'])}开标，由{opening['opened_by'] or '系统'}主持开启，共 {len(facts['bids'])} 份投标文件。"
        early = f"提前于投标截止时间开启，理由：{opening['early_reason']}" if opening["early_reason"] else ""
        yield Paragraph(text + early)
    rows = tuple(
        (b["name"], number(b["price"]), b["words"] or "—", _stated_moment(b["uploaded_at"]))
        for b in facts["bids"]
    )
    yield Table("开标一览表", ("投标人", "投标报价（元）", "大写", "投标文件提交时间"), rows, (4, 2.4, 4, 3))


def _stated_moment(text: str) -> str:
    """A time as the platform stated it, in words where it can be read."""
    try:
        return moment(text)
    except ValueError:
        return text


def _review(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("（二）资格性、符合性审查", 2)
    rows = tuple(
        (
            result["name"],
            f"{item['code']} {item['title']}",
            words.PASSED[item["passed"]],
            item["explanation"],
            joined(item["places"]),
        )
        for result in facts["results"]
        for item in result["qualification"]
    )
    yield Table(
        "资格性、符合性审查", ("投标人", "审查项", "结论", "说明", "依据页"), rows, (3, 2.6, 1.2, 4, 3)
    )
    rejected = tuple(
        (result["name"], _ground(result, rejection["code"]), rejection["reason"], rejection["basis"])
        for result in facts["results"]
        for rejection in result["rejections"]
    )
    yield Table(
        "无效投标人名单及原因", ("投标人", "事项", "原因", "依据"), rejected, (3, 1.4, 5, 4), "无无效投标。"
    )


def _ground(result: Mapping[str, Any], code: str) -> str:
    """What a rejection is about: a ground in words, or the criterion with its title."""
    items = [*result["qualification"], *result["objective"]]
    title = next((item["title"] for item in items if item["code"] == code), "")
    return f"{code} {title}" if title else words.REJECTIONS.get(code, code)


def _prices(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("（三）评标价格", 2)
    confirmed = {c["name"]: c["corrected"] for c in facts.get("corrections", []) if c["state"] == "accepted"}
    rows = tuple(
        _price_row(result, bid, confirmed.get(result["name"]))
        for result, bid in zip(facts["results"], facts["bids"], strict=True)
    )
    header = ("投标人", "投标报价（元）", "企业类型", "本国产品", "价格扣除（元）", "评标价（元）")
    yield Table("评标价格", header, rows, (3.4, 2.2, 1.6, 1.2, 2, 2.2))
    warnings = tuple(
        (result["name"], words.WARNINGS.get(w["kind"], w["kind"]), w["detail"], w["basis"] or "—")
        for result in facts["results"]
        for w in result["warnings"]
    )
    yield Table(
        "报价异常及其他提示", ("投标人", "事项", "情况", "依据"), warnings, (3, 1.8, 5.4, 3), "无提示事项。"
    )


def _price_row(result: Mapping[str, Any], bid: Mapping[str, Any], confirmed: str | None) -> tuple[Cell, ...]:
    """One bid; what is deducted is deducted from the ``confirmed`` price where there is one."""
    price, evaluated = number(result["price"]), number(result["evaluated_price"])
    of = number(confirmed) if confirmed else price
    both = isinstance(of, Decimal) and isinstance(evaluated, Decimal)
    deducted: Cell = of - evaluated if both else "—"  # type: ignore[operator]
    return (
        result["name"],
        price,
        words.SME[bid["sme"]],
        "是" if bid["domestic"] else "否",
        deducted,
        evaluated,
    )


def _objective(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("（四）客观评审因素得分", 2)
    fields = {c["code"]: c["rule"].get("field", "") for c in facts["criteria"]}
    rows = tuple(
        (
            result["name"],
            f"{item['code']} {item['title']}",
            number(item["score"]),
            number(item["max_score"]),
            item["explanation"],
            joined(
                [
                    f"{words.input_name(key, fields.get(item['code'], ''))}：{value_word(words.input_value(value))}"
                    for key, value in item["inputs"]
                ]
            ),
            f"{words.RULES.get(item['rule'].split(':')[0], item['rule'])} v{item['rule_version']}",
            joined(item["places"]),
        )
        for result in facts["results"]
        for item in result["objective"]
    )
    header = ("投标人", "评审因素", "得分", "满分", "说明", "取值", "规则", "依据页")
    yield Table("客观评审因素得分", header, rows, (2.2, 2, 1.1, 1, 3.4, 2.8, 1.6, 2.2))


def _committee(facts: Mapping[str, Any]) -> Iterator[Block]:
    rows = tuple(
        (
            decision["name"],
            f"{decision['code']} {decision['title']}",
            words.PASSED[decision["passed"]] if decision["score"] is None else number(decision["score"]),
            decision["reason"],
            f"{decision['recorded_by']} {moment(decision['recorded_at'])}",
        )
        for decision in facts["committee_decisions"]
    )
    header = ("投标人", "评审因素", "认定", "理由", "记录")
    yield Table("评标委员会认定", header, rows, (3, 2.6, 1.2, 5, 2.6), "没有须由评标委员会另行认定的事项。")


def _alerts(facts: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("（七）串通投标线索及处理", 2)
    yield Paragraph("系统只列示线索及其证据分量，不作认定；下列结论由监督人员作出并说明理由。")
    rows = tuple(
        (
            str(alert["number"]),
            "、".join(alert["bidders"]),
            f"{alert['kind']}（{words.LEVELS[alert['level']]}，{alert['bits']} 比特）",
            joined([alert["summary"], alert["limits"]]),
            joined(alert["basis"]),
            _verdict(alert),
            _reason(alert),
        )
        for alert in facts["alerts"]
    )
    header = ("序号", "投标人", "线索", "情况", "依据", "处理", "理由")
    yield Table("串通投标线索及处理", header, rows, (0.8, 2.4, 2, 3.4, 1.8, 1.4, 3), "未发现线索。")


def _verdict(alert: Mapping[str, Any]) -> str:
    """What was decided; signs of low level need no decision (they hold no report)."""
    if not alert["verdict"] and alert["level"] == "low":
        return "低风险，未要求处理"
    return words.VERDICTS[alert["verdict"]] + ("，按投标无效处理" if alert["invalidates"] else "")


def _reason(alert: Mapping[str, Any]) -> str:
    if not alert["verdict"]:
        return "—"
    return f"{alert['reason']}（{alert['decided_by']}，{moment(alert['decided_at'])}）"
