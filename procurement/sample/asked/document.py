"""The tender document 招标文件 as blocks: six chapters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procurement.sample import tender_data as data
from procurement.sample.asked import annexes, contract, evaluation, forms, instructions, needs, notice
from procurement.sample.blocks import Block, Break, Contents, Cover, Heading, Para, Style, Table
from procurement.sample.goods import goods
from procurement.sample.markup import blocks_of

STYLE = Style(header=f"{data.TITLE}　招标文件", leading=1.3, size=12, margin=30, headings="chapter")

BUSINESS: tuple[tuple[str, str], ...] = notice.SCHEDULE[3:6] + notice.SCHEDULE[9:12] + notice.SCHEDULE[16:19]

RESPONSE_HEADER = ("条款", "招标要求", "投标响应", "偏离")
BILL_HEADER = ("编码", "名称", "单位", "数量", "单价", "合价")


def document() -> Iterator[Block]:
    """The whole document in order."""
    yield Cover(
        data.TITLE + "招标文件",
        (
            f"项目编号：{data.REFERENCE}",
            f"采购人：{data.BUYER}",
            f"采购代理机构：{data.AGENCY}",
            "二〇二六年二月",
        ),
    )
    yield Contents()
    yield Heading(1, "招标公告")
    yield from blocks_of(notice.NOTICE)
    yield Heading(1, "投标人须知")
    yield Heading(2, "前附表")
    rows = [(str(n), name, text) for n, (name, text) in enumerate(notice.SCHEDULE, start=1)]
    yield Table(("序号", "内容", "说明与要求"), rows, (1, 3, 9))
    yield from blocks_of(instructions.TEXT)
    yield Heading(1, "评标办法")
    yield from blocks_of(evaluation.TEXT)
    yield Table(
        ("编号", "评审因素", "类别", "分值", "评审标准"),
        [_criterion(c) for c in data.criteria()],
        (2, 5, 3, 2, 12),
    )
    yield Heading(1, "合同条款")
    yield from blocks_of(contract.TEXT)
    yield from blocks_of(annexes.DUTIES)
    yield Break()
    yield Heading(2, "合同协议书格式")
    yield from blocks_of(annexes.AGREEMENT)
    yield Heading(1, "采购需求")
    yield from blocks_of(needs.OVERVIEW)
    yield from blocks_of(annexes.SITE)
    yield Heading(2, "技术参数")
    yield Para(needs.PARAMETERS)
    for item in goods():
        yield Heading(3, f"{item.name}（{item.quantity}{item.unit}）")
        yield Table(("条款", "技术要求"), [(r.clause, r.marked) for r in item.requirements], (2, 12))
    yield Heading(2, "采购清单")
    bill = [(i.code, i.name, i.unit, str(i.quantity), "", "") for i in goods()]
    yield Table(BILL_HEADER, bill, (3, 6, 2, 2, 3, 3))
    yield Heading(1, "投标文件格式")
    for title in forms.FORMS:
        yield Break()
        yield Heading(2, title)
        yield from blocks_of(forms.filled(title, forms.BLANKS))
        if title == "商务条款响应表":
            yield Table(RESPONSE_HEADER, [(name, text, "", "") for name, text in BUSINESS], (3, 7, 6, 2))
    for title, note, header in annexes.FORMS:
        yield Break()
        yield Heading(2, title)
        yield Para(note)
        yield Table(header, [("",) * len(header)] * 9)
    yield Break()
    yield Heading(2, "技术偏离表")
    yield Para("投标人应当按照采购需求的条款顺序逐条填写，偏离一栏填写无偏离、正偏离或者负偏离。")
    yield Table(RESPONSE_HEADER, [("3.1.1", "", "", ""), ("……", "", "", "")], (2, 7, 7, 2))


_KINDS = {"qualification": "资格", "objective": "客观", "subjective": "主观"}


def _criterion(criterion: dict[str, Any]) -> tuple[str, str, str, str, str]:
    kind = _KINDS[criterion["kind"]]
    return criterion["code"], criterion["title"], kind, criterion.get("max_score", "—"), standard(criterion)


_STANDARDS = {
    "P1": "评标基准价÷评审价格×30分。",
    "O1": "6年及以上得4分，5年得3分，4年得1.5分，其余不得分。",
    "O2": "2023年3月2日以后签订、金额不低于50万元的类似合同，每个得2分，最高8分。",
    "O3": "基础分12分，正偏离每项加1分，负偏离每项扣2分，最高14分；★条款负偏离的，投标无效。",
    "O4": "提供有效资质证书的得2分，否则不得分。",
    "O6": "有效期内的专业技术证书每本得1分，最高4分。",
    "O7": "节能环保产品金额占比乘以2.5分，最高2分。",
    "O8": "承诺现场培训的得2分，否则不得分。",
}


def standard(criterion: dict[str, Any]) -> str:
    """The criterion's standard in words 评审标准."""
    if levels := criterion.get("levels"):
        grades = "；".join(f"{level['label']}：{level['from']}～{level['to']}分" for level in levels)
        return f"{criterion['guidance']}{grades}。"
    fallback = "提供有效证明材料或者承诺的为合格，否则投标无效。"
    return str(criterion.get("guidance") or _STANDARDS.get(criterion["code"], fallback))
