"""A bidder's two volumes as blocks: 商务文件 and 技术文件."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from procurement.sample import records, survey, team
from procurement.sample import tender_data as data
from procurement.sample.asked import forms
from procurement.sample.asked.document import BILL_HEADER, BUSINESS, RESPONSE_HEADER, standard
from procurement.sample.blocks import Block, Break, Contents, Cover, Heading, Style, Table
from procurement.sample.cast import Bidder
from procurement.sample.cast_more import CAST
from procurement.sample.goods import goods
from procurement.sample.labels import label
from procurement.sample.markup import blocks_of
from procurement.sample.money import cents, in_words
from procurement.sample.prose import Writer

#: The words of the answer column, by author.
_ANSWERS = (
    "响应。",
    "满足，",
    "完全响应：",
    "完全满足招标要求，",
    "符合：",
    "应答：满足。",
    "承诺满足，",
    "点对点应答：",
)


def style_of(bidder: Bidder, volume: str) -> Style:
    """The author's style with the volume's running title."""
    forms = (
        f"{bidder.name}　{volume}",
        f"{data.REFERENCE}　{volume}",
        volume,
        f"{data.TITLE}　{volume}",
        bidder.name,
    )
    return replace(bidder.style, header=forms[CAST.index(bidder) % len(forms)])


def commercial(bidder: Bidder, prices: dict[str, Decimal], total: Decimal, seed: int) -> Iterator[Block]:
    """The commercial volume: forms, prices, certificates, contracts, team."""
    values = {
        "bidder": bidder.name,
        "legal": bidder.legal,
        "agent": bidder.people[2],
        "total": f"{total:.2f}",
        "words": in_words(total),
        "years": str(bidder.facts.warranty_years),
    }
    yield Cover(
        "商务文件", (data.TITLE, f"项目编号：{data.REFERENCE}", f"投标人：{bidder.name}", "二〇二六年三月")
    )
    yield Contents()
    yield Heading(1, label(bidder, "商务表格"))
    for title in forms.FORMS:
        yield Heading(2, title)
        yield from blocks_of(forms.filled(title, values))
        if title == "商务条款响应表":
            yield Table(RESPONSE_HEADER, [(n, text, "响应", "无偏离") for n, text in BUSINESS], (3, 7, 6, 2))
        yield Break()
    yield Heading(1, label(bidder, "评审因素索引"))
    yield Table(
        ("编号", "评审因素", "评审标准"),
        [(c["code"], c["title"], standard(c)) for c in data.criteria() if c["code"] != "O5"],
        (2, 5, 12),
    )
    yield Break()
    yield from records.statement(bidder)
    yield Heading(1, label(bidder, "分项报价表"))
    rows = [
        (
            i.code,
            i.name,
            i.unit,
            str(i.quantity),
            f"{prices[i.code]:.2f}",
            f"{cents(prices[i.code] * i.quantity):.2f}",
        )
        for i in goods()
    ]
    yield Table(BILL_HEADER, [*rows, ("", "合计", "", "", "", f"{total:.2f}")], (3, 6, 2, 2, 3, 4))
    yield Heading(1, label(bidder, "资格证明文件"))
    yield records.intro(bidder)
    yield from records.finances(bidder, seed)
    for certificate in records.certificates(bidder, seed):
        yield Break()
        yield certificate
    yield Break()
    yield from records.letters(bidder, seed)
    yield Heading(1, label(bidder, "类似业绩"))
    yield from records.contracts(bidder, seed)
    yield Heading(1, label(bidder, "项目团队"))
    yield from team.team(bidder, seed)


Planting = Callable[[str, list[Block]], list[Block]]


def technical(bidder: Bidder, writer: Writer, plant: Planting) -> Iterator[Block]:
    """The technical volume: the prose chapters, the bidder's own tables, the answer to every clause."""
    seed = writer.seed
    yield Cover(
        "技术文件", (data.TITLE, f"项目编号：{data.REFERENCE}", f"投标人：{bidder.name}", "二〇二六年三月")
    )
    yield Contents()
    for chapter, blocks in writer.chapters(bidder):
        yield Heading(1, chapter)
        yield from plant(chapter, blocks)
        if chapter == "实施组织方案":
            yield from survey.survey(bidder, seed)
        if chapter == "验收与运行保障":
            yield from survey.tests(bidder, seed)
    yield Heading(1, label(bidder, "产品一览"))
    yield Table(
        ("编码", "名称", "品牌", "型号"),
        [(i.code, i.name, *survey.product(bidder, i.code, seed)) for i in goods()],
        (3, 6, 3, 4),
    )
    yield from survey.sheets(bidder, seed)
    yield Heading(1, "技术偏离表")
    yield from answers(bidder, seed)


def answers(bidder: Bidder, seed: int) -> Iterator[Block]:
    """技术偏离表: every clause quoted, with the answer."""
    say = _ANSWERS[CAST.index(bidder)]
    stated = {clause: (kind, text) for clause, kind, text in bidder.facts.deviations}
    for item in goods():
        brand, model = survey.product(bidder, item.code, seed)
        rows = []
        for requirement in item.requirements:
            kind, text = stated.get(requirement.clause, ("none", requirement.text))
            rows.append(
                (
                    requirement.clause,
                    requirement.marked,
                    f"{brand}{model}{text}" if kind != "none" else say + text,
                    KINDS[kind],
                )
            )
        yield Heading(3, f"{item.name}（{brand} {model}）")
        yield Table(RESPONSE_HEADER, rows, (2, 7, 7, 2))


KINDS = {"none": "无偏离", "positive": "正偏离", "negative": "负偏离"}
