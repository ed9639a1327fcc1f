"""Item 3: the method and the criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from evaluation.reporting import words
from evaluation.reporting.field_words import PARAMETERS, field_word, parameter_word, value_word
from evaluation.reporting.outline import Block, Heading, Paragraph, Table, number, shown


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The third part."""
    tender = facts["tender"]
    yield Heading("三、评标方法和标准")
    yield Paragraph(f"第五十八条（三）{words.ARTICLE_58[3]}", law=True)
    yield Paragraph(f"本项目采用{words.METHODS[tender['method']]}。{_total(facts)}{_adjustments(tender)}")
    rows = tuple(
        (
            criterion["code"],
            criterion["title"],
            words.KINDS[criterion["kind"]],
            number(criterion["max_score"]),
            standard(criterion),
        )
        for criterion in facts["criteria"]
    )
    yield Table("评审因素与标准", ("代码", "评审因素", "类别", "满分", "评审标准"), rows, (1, 3, 2.4, 1.2, 5))


def _total(facts: Mapping[str, Any]) -> str:
    points = sum((Decimal(c["max_score"]) for c in facts["criteria"] if c["max_score"]), Decimal(0))
    return (
        f"评审因素满分合计 {shown(points)} 分，得分保留 {facts['tender']['places']} 位小数，四舍五入。"
        if points
        else ""
    )


def _adjustments(tender: Mapping[str, Any]) -> str:
    """What the tender deducts from prices for policy (evaluation price only)."""
    if tender["reserved_for_sme"]:
        return "本项目专门面向中小企业采购，不再给予价格扣除。"
    names = {
        "small_micro": "小型、微型企业",
        "consortium_sme": "含中小企业的联合体或者分包",
        "domestic": "本国产品",
    }
    given = [
        f"{name} {_percent(tender['adjustments'][key])}"
        for key, name in names.items()
        if tender["adjustments"][key]
    ]
    return (
        f"评标价格扣除比例：{'，'.join(given)}（仅用于评标，不改变合同价）。"
        if given
        else "本项目不给予价格扣除。"
    )


def _percent(share: str) -> str:
    return f"{(Decimal(share) * 100).normalize():f}%"


def standard(criterion: Mapping[str, Any]) -> str:
    """The standard of one criterion in words: its levels, its rule with the parameters, its guidance."""
    parts = []
    rule = criterion["rule"]
    if rule.get("type") == "price":
        parts.append(f"价格分：{words.FORMULAS.get(rule.get('formula', ''), rule.get('formula', ''))}")
        parts += [
            f"{parameter_word(key)}：{_value(value)}"
            for key, value in rule.items()
            if key not in {"type", "formula"}
        ]
    elif rule:
        parts.append(words.RULES.get(rule["type"], rule["type"]))
        parts += [
            f"{_KEYS.get(key, key)}：{field_word(value) if key == 'field' else _value(value)}"
            for key, value in rule.items()
            if key != "type"
        ]
    parts += [f"{label}：{low}–{high} 分" for label, low, high in criterion["levels"]]
    if criterion["guidance"]:
        parts.append(criterion["guidance"])
    return "；".join(parts) or "—"


_KEYS = {
    "field": "数据项",
    "value": "应为",
    "one_of": "应为其一",
    "phrases": "用语",
    "mode": "要求",
    "tiers": "分档",
    "otherwise": "其余得分",
    "each": "每项得分",
    "where": "条件",
    "at_most": "最多计",
    "start": "起评分",
    "each_negative": "每项负偏离",
    "each_positive": "每项正偏离",
    "starred_negative": "星号条款负偏离",
    "factor": "系数",
    "at_least": "不低于",
    "score": "得分",
    "equals": "等于",
    "contains": "包含",
}


def _inner(key: str) -> str:
    """A key inside a condition or a tier: there ``at_most`` bounds a value, not a number of points."""
    if key == "at_most":
        return "不高于"
    return _KEYS.get(key) or PARAMETERS.get(key) or field_word(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "，".join(f"{_inner(str(k))} {_value(v)}" for k, v in value.items() if v is not None)
    if isinstance(value, list | tuple):
        return "、".join(f"（{_value(v)}）" if isinstance(v, Mapping) else _value(v) for v in value)
    return value_word(str(value))
