"""What the fields of tenders and bids look like in running text: one entry a field.

A pattern finds a label and captures the value as group ``v``.  White space may stand between any letters of a label,
because forms are spaced out; a value ends where the form puts a gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from evaluation.reading.structure.amounts import WORDS

Kind = Literal["text", "name", "amount", "words", "number", "years", "date", "code", "phone", "email"]


@dataclass(frozen=True, slots=True)
class FieldPattern:
    """A field's name, the kind of its value, how sure a hit is (0 to 1) and the pattern."""

    field: str
    kind: Kind
    sureness: float
    pattern: re.Pattern[str]


def _label(*words: str) -> str:
    """The words with optional white space between letters."""
    return "(?:" + "|".join(r"\s*".join(map(re.escape, w)) for w in words) + ")"


_SEAL = r"(?:\s*[（(][^（()）\n]{1,12}[)）])?"
_SEP = r"\s*[：:]\s*"
_AFTER = r"(?:\s*[：:]\s*|[ \t\u3000]{1,6})"
_NAMED = r"(?:[\u4e00-\u9fff]{2,6}[ \t]{1,4})?(?:名\s*称\s*[：:]\s*)?"
_NAME = r"(?P<v>[\u4e00-\u9fff·]{2,4}?)(?=[\s，,。；;、（(]|$)"
_FIRM = r"(?P<v>[\u4e00-\u9fff（()）A-Za-z0-9]{2,38}(?:公司|研究院|研究所|中心|事务所|学院|大学|集团|局|厂|合作社|委员会|医院|中学|小学|学校|图书馆|部队|厅|海关|总队|支队|大队|执法队|人民政府|办事处|管理处))"
_FIGURE = (
    r"[¥￥]?\s*(?P<v>\d[\d,，]*(?:\.\d+)?\s*(?:万元|亿元|元|万)?)(?!\d|\s*(?:以上|以下|及|至|~|～|%|％))"
)
_DATE = r"(?P<v>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:\s*(?:上午|下午)?\s*\d{1,2}\s*(?:[:：时点])\s*\d{0,2}\s*分?)?|\d{4}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d{2})?)"
_LINE = r"^[ \t\u3000]*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.、．]\s*)?"
_FROM = r"(?:自?[^\d\n。，,；;：:]{0,16}(?:之日|次日)?起[^\d\n。；;：:一二三四五六七八九十]{0,4})?"
_CLOSE = r"[ \t\u3000]*[。；;]?[ \t\u3000]*$"
_COUNT = r"(?P<v>\d{1,4}|[一二三四五六七八九十]{1,3})"


def _field(field: str, kind: Kind, sureness: float, pattern: str) -> FieldPattern:
    return FieldPattern(field, kind, sureness, re.compile(pattern, re.MULTILINE))


PATTERNS: tuple[FieldPattern, ...] = (
    _field("supplier", "name", 0.95, _label("投标人名称", "供应商名称", "投标单位名称", "投标人全称", "单位名称") + _SEAL + _SEP + _FIRM),
    _field("supplier", "name", 0.9, _label("投标人", "供应商", "投标单位", "响应供应商") + _SEAL + _SEP + _FIRM),
    _field("uscc", "code", 0.95, r"(?<![0-9A-Z])(?P<v>[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10})(?![0-9A-Z])"),
    _field("legal_representative", "name", 0.9, _label("法定代表人", "法人代表", "负责人") + r"(?:\s*姓\s*名)?" + _SEAL + _SEP + _NAME),
    _field("legal_representative", "name", 0.85, _label("法定代表人") + r"\s*(?P<v>[\u4e00-\u9fff·]{2,4}?)\s*授\s*权"),
    _field("price_total", "amount", 0.95, _label("投标总价", "投标总报价", "投标报价", "总报价", "报价合计", "投标价") +
           r"\s*(?:为|是)?\s*(?:人民币)?\s*[（(]?\s*(?:小写|元)?\s*[)）]?\s*[：:]?\s*" + _FIGURE),
    _field("price_total", "amount", 0.9, r"小\s*写\s*[)）]?\s*[：:]?\s*" + _FIGURE),
    _field("price_words", "words", 0.95, r"大\s*写\s*[)）]?\s*[：:]?\s*(?:人民币)?\s*(?P<v>(?:[" + WORDS + r"]\s?){4,40})"),
    _field("price_words", "words", 0.85, r"人民币\s*(?P<v>(?:[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]\s?){2,30}[元圆](?:[" + WORDS + r"]\s?){0,6})"),
    _field("validity_days", "number", 0.9, _label("投标有效期", "投标文件有效期", "投标文件的有效期", "响应文件有效期") +
           r"[^\d。\n]{0,30}\s*" + _COUNT + r"\s*(?:个)?\s*(?:日\s*历\s*天|天|日)"),
    _field("delivery_days", "number", 0.92, _LINE + _label("交货期", "供货期", "工期", "交付期", "完工期") + _SEAL + _SEP + _FROM + _COUNT +
           r"\s*个?\s*(?:日\s*历\s*天|工\s*作\s*日|天|日)" + _CLOSE),
    _field("delivery_days", "number", 0.8, _label("交货期", "供货期", "交货", "工期", "交付期", "完工期") +
           r"[^\d。]{0,28}?\s*" + _COUNT + r"\s*(?:个)?\s*(?:日\s*历\s*天|工\s*作\s*日|天|日)(?!\s*历?\s*起)"),
    _field("warranty_years", "years", 0.92, _LINE + _label("质保期", "质量保证期", "保修期", "免费质保期") + _SEAL + _SEP + _FROM + _COUNT +
           r"\s*个?\s*(?P<unit>年|月)" + _CLOSE),
    _field("warranty_years", "years", 0.8, _label("质保期", "质量保证期", "保修期", "免费质保") +
           r"[^\d一二三四五六七八九十。]{0,24}" + _COUNT + r"\s*(?:个)?\s*(?P<unit>年|月)"),
    _field("registered_capital", "amount", 0.9, _label("注册资本", "注册资金") + r"\s*[：:]?\s*(?:人民币)?\s*" + _FIGURE),
    _field("address", "text", 0.8, _label("地址", "住所", "注册地址", "详细地址") + _SEP + r"(?P<v>[^\n：:，。；\u3000]{5,50})"),
    _field("phone", "phone", 0.9, r"(?<!\d)(?P<v>1[3-9]\d{9})(?!\d)"),
    _field("email", "email", 0.95, r"(?<![A-Za-z0-9.])(?P<v>[A-Za-z0-9_.+-]{1,40}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"),
    _field("project_number", "code", 0.95, _label("项目编号", "招标编号", "采购编号", "采购项目编号", "磋商编号") +
           r"(?:\s*/\s*包\s*号)?\s*[：:]\s*(?P<v>(?:[\u4e00-\u9fff]{2,6}(?=[〔\[（(]?\d)|[A-Za-z0-9\u4e00-\u9fff])[A-Za-z0-9\-—_/.〔〕\[\]（()）号]{4,39})"),
    _field("project_name", "text", 0.9, r"(?<![\u4e00-\u9fff])" + _label("项目名称", "采购项目名称", "招标项目名称", "工程名称") + _SEP +
           r"(?P<v>[^\n：:，。；;\u3000]{4,60})"),
    _field("budget", "amount", 0.95, _label("采购预算", "预算金额", "项目预算", "采购项目预算", "采购预算金额") +
           r"(?:\s*[（(][^（()）\n]{1,8}[)）])?\s*[：:]?\s*(?:人民币|为)?\s*" + _FIGURE),
    _field("ceiling", "amount", 0.95, _label("最高限价", "最高投标限价", "招标控制价", "最高报价限价") +
           r"(?:\s*[（(][^（()）\n]{1,8}[)）])?\s*[：:]?\s*(?:人民币|为)?\s*" + _FIGURE),
    _field("buyer", "name", 0.9, r"(?<![\u4e00-\u9fff])" + _label("采购人名称", "采购人", "招标人", "采购单位", "建设单位") + _SEAL + _AFTER + _NAMED + _FIRM),
    _field("agency", "name", 0.9, _label("采购代理机构", "招标代理机构", "集中采购机构", "集采机构", "采购机构", "代理机构") + r"(?:名称)?" + _SEAL + _AFTER + _NAMED + _FIRM),
    _field("bid_deadline", "date", 0.85, _label("投标截止时间", "提交投标文件截止时间", "投标文件递交的截止时间", "递交投标文件截止时间",
           "响应文件提交截止时间", "截止时间") + r"(?:[^\d\n。]{0,24}|\s*[：:]\s*)" + _DATE),
)  # fmt: skip
