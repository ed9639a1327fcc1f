"""The words of the articles an alert may rest on, so that a supervisor reads the law and not a paraphrase.

Texts: 中华人民共和国招标投标法实施条例 (2019-03-02), 中华人民共和国政府采购法实施条例 (2015-03-01),
政府采购货物和服务招标投标管理办法 (财政部令第87号, in force 2017-10-01).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REGULATION = "招标投标法实施条例"
PROCUREMENT_REGULATION = "政府采购法实施条例"
DECREE_87 = "财政部令第87号"

_DEEMED = "有下列情形之一的，视为投标人相互串通投标："
_DEEMED_87 = "有下列情形之一的，视为投标人串通投标，其投标无效："
_IS = "禁止投标人相互串通投标。有下列情形之一的，属于投标人相互串通投标："
_MALICIOUS = "有下列情形之一的，属于恶意串通："
_ONE_HEAD = "单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标或者未划分标段的同一招标项目投标。"

_ARTICLES: dict[tuple[str, int], tuple[str, tuple[str, ...]]] = {
    (REGULATION, 34): (f"{_ONE_HEAD}违反前两款规定的，相关投标均无效。", ()),
    (REGULATION, 39): (
        _IS,
        (
            "投标人之间协商投标报价等投标文件的实质性内容；",
            "投标人之间约定中标人；",
            "投标人之间约定部分投标人放弃投标或者中标；",
            "属于同一集团、协会、商会等组织成员的投标人按照该组织要求协同投标；",
            "投标人之间为谋取中标或者排斥特定投标人而采取的其他联合行动。",
        ),
    ),
    (REGULATION, 40): (
        _DEEMED,
        (
            "不同投标人的投标文件由同一单位或者个人编制；",
            "不同投标人委托同一单位或者个人办理投标事宜；",
            "不同投标人的投标文件载明的项目管理成员为同一人；",
            "不同投标人的投标文件异常一致或者投标报价呈规律性差异；",
            "不同投标人的投标文件相互混装；",
            "不同投标人的投标保证金从同一单位或者个人的账户转出。",
        ),
    ),
    (REGULATION, 51): (
        "有下列情形之一的，评标委员会应当否决其投标：",
        (
            "投标文件未经投标单位盖章和单位负责人签字；",
            "投标联合体没有提交共同投标协议；",
            "投标人不符合国家或者招标文件规定的资格条件；",
            "同一投标人提交两个以上不同的投标文件或者投标报价，但招标文件要求提交备选投标的除外；",
            "投标报价低于成本或者高于招标文件设定的最高投标限价；",
            "投标文件没有对招标文件的实质性要求和条件作出响应；",
            "投标人有串通投标、弄虚作假、行贿等违法行为。",
        ),
    ),
    (DECREE_87, 37): (
        _DEEMED_87,
        (
            "不同投标人的投标文件由同一单位或者个人编制；",
            "不同投标人委托同一单位或者个人办理投标事宜；",
            "不同投标人的投标文件载明的项目管理成员或者联系人员为同一人；",
            "不同投标人的投标文件异常一致或者投标报价呈规律性差异；",
            "不同投标人的投标文件相互混装；",
            "不同投标人的投标保证金从同一单位或者个人的账户转出。",
        ),
    ),
    (PROCUREMENT_REGULATION, 18): (
        "单位负责人为同一人或者存在直接控股、管理关系的不同供应商，不得参加同一合同项下的政府采购活动。",
        (),
    ),
    (PROCUREMENT_REGULATION, 74): (
        _MALICIOUS,
        (
            "供应商直接或者间接从采购人或者采购代理机构处获得其他供应商的相关情况并修改其投标文件或者响应文件；",
            "供应商按照采购人或者采购代理机构的授意撤换、修改投标文件或者响应文件；",
            "供应商之间协商报价、技术方案等投标文件或者响应文件的实质性内容；",
            "属于同一集团、协会、商会等组织成员的供应商按照该组织要求协同参加政府采购活动；",
            "供应商之间事先约定由某一特定供应商中标、成交；",
            "供应商之间商定部分供应商放弃参加政府采购活动或者放弃中标、成交；",
            "供应商与采购人或者采购代理机构之间、供应商相互之间，为谋求特定供应商中标、成交或者排斥其他供应商的其他串通行为。",
        ),
    ),
}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_NUMBER = r"(\d+|[零一二三四五六七八九十百]+)"
_PLACE = re.compile(rf"第?\s*{_NUMBER}\s*条?\s*(?:第?\s*[（(]\s*{_NUMBER}\s*[)）]|第\s*{_NUMBER}\s*项)?")
_NAMES = re.compile(r"87\s*号令?|财政部令?第?\s*87\s*号|令第87号")


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, or one item of it: how it is cited, and its words (empty when the text is not kept here)."""

    citation: str
    words: str


def provision(basis: str) -> Provision:
    """The words behind a citation such as ``实施条例 40(4)`` or ``87号令 第三十七条（四）``."""
    law, rest = _law(basis)
    match = _PLACE.search(rest) if law else None
    if law is None or match is None:
        return Provision(basis, "")
    article, item = _number(match[1]), match[2] or match[3]
    found = _ARTICLES.get((law, article))
    if found is None:
        return Provision(basis, "")
    opening, items = found
    if item is None or not items:
        return Provision(
            basis, opening + "".join(f"（{_chinese(n)}）{text}" for n, text in enumerate(items, 1))
        )
    number = _number(item)
    if not 1 <= number <= len(items):
        return Provision(basis, "")
    return Provision(basis, f"{opening}……（{_chinese(number)}）{items[number - 1]}")


def _law(basis: str) -> tuple[str | None, str]:
    """Which law is meant, and what is left of the citation once its name is taken off."""
    decree = _NAMES.search(basis)
    if decree:
        return DECREE_87, basis[decree.end() :]
    if "实施条例" in basis:
        rest = basis.split("实施条例", 1)[1].lstrip("》")
        return (PROCUREMENT_REGULATION if "采购法" in basis or "政采法" in basis else REGULATION), rest
    return None, basis


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    total, last = 0, 0
    for sign in text:
        if sign in "十百":
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
        else:
            last = _DIGITS[sign]
    return total + last


def _chinese(number: int) -> str:
    return "零一二三四五六七八九十"[number]
