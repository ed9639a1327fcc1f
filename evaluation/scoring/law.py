"""The law behind every refusal and warning, as data: ground, regime, from when, article, its words.

A statement of law never stands inside the code that applies it.  ``basis(ground, regime, day)`` gives the article
in force for a tender whose bids were due on ``day``; two regimes are never mixed, so a ground that the asked regime
does not know raises ``KeyError``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, timezone
from decimal import Decimal
from typing import Literal

from procurement.tenders.schema import TenderSpec

GOVERNMENT = "government-procurement"
TENDERING = "tendering"
CHINA = timezone(timedelta(hours=8))

_MOF87 = "财政部令第87号"
_TENDERING = "招标投标法实施条例"
_IN_FORCE_87 = date(2017, 10, 1)
_CLARIFY = (
    "投标文件中有含义不明确的内容、明显文字或者计算错误，评标委员会认为需要投标人作出必要澄清、说明的，"
    "应当书面通知该投标人"
)
_IN_FORCE_TENDERING = date(2012, 2, 1)
_LOW_PRICES = date(2026, 2, 1)
_EARLY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Article:
    """One rule of law.  ``certainty`` is ``text`` when we hold its wording, ``secondary`` when only a copy of it."""

    ground: str
    regime: str
    since: date
    citation: str
    words: str
    certainty: Literal["text", "secondary"] = "text"


@dataclass(frozen=True, slots=True)
class LowPriceRatios:
    """Below which shares of mean, second lowest and ceiling an abnormally low price 异常低价 is reviewed."""

    of_mean: Decimal
    of_second_lowest: Decimal
    of_ceiling: Decimal
    at_most: Decimal


ARTICLES: tuple[Article, ...] = (
    Article(
        "qualification",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第六十三条第（三）项",
        "不具备招标文件中规定的资格要求的",
    ),
    Article(
        "qualification",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十一条第（三）项",
        "投标人不符合国家或者招标文件规定的资格条件",
    ),
    Article(
        "price-limit",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第六十三条第（四）项",
        "报价超过招标文件中规定的预算金额或者最高限价的",
    ),
    Article(
        "price-limit",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十一条第（五）项",
        "投标报价低于成本或者高于招标文件设定的最高投标限价",
    ),
    Article(
        "response",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十条、第六十三条第（六）项",
        "法律、法规和招标文件规定的其他无效情形",
    ),
    Article(
        "response",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十一条第（六）项",
        "投标文件没有对招标文件的实质性要求和条件作出响应",
    ),
    Article(
        "abnormally-low",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第六十条",
        "评标委员会认为投标人的报价明显低于其他通过符合性审查投标人的报价，有可能影响产品质量或者不能诚信履约的，"
        "应当要求其在评标现场合理的时间内提供书面说明，必要时提交相关证明材料",
    ),
    Article(
        "abnormally-low",
        GOVERNMENT,
        _LOW_PRICES,
        f"{_MOF87}第六十条；财库〔2026〕2号",
        "投标报价低于全部通过符合性审查投标人报价平均值50%、低于次低报价50%或者低于最高限价45%的，启动异常低价审查",
        "secondary",
    ),
    Article(
        "abnormally-low",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十一条第（五）项",
        "投标报价低于成本或者高于招标文件设定的最高投标限价",
    ),
    Article(
        "words-and-figures",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十九条第（二）项、第五十一条",
        "大写金额和小写金额不一致的，以大写金额为准",
    ),
    Article(
        "words-and-figures",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十二条",
        _CLARIFY,
    ),
    Article(
        "bill-total",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十九条第（四）项、第五十一条",
        "总价金额与按单价汇总金额不一致的，以单价金额计算结果为准",
    ),
    Article(
        "bill-total",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十二条",
        "投标文件中有含义不明确的内容、明显文字或者计算错误",
    ),
    Article(
        "clarification",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十一条",
        "投标人的澄清、说明或者补正应当采用书面形式，并加盖公章，或者由法定代表人或其授权的代表签字。"
        "投标人的澄清、说明或者补正不得超出投标文件的范围或者改变投标文件的实质性内容",
    ),
    Article(
        "clarification",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十二条",
        "投标人的澄清、说明应当采用书面形式，并不得超出投标文件的范围或者改变投标文件的实质性内容。"
        "评标委员会不得暗示或者诱导投标人作出澄清、说明，不得接受投标人主动提出的澄清、说明",
    ),
    Article(
        "price-correction",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十九条、第五十一条",
        "修正后的报价按照本办法第五十一条第二款的规定经投标人确认后产生约束力，投标人不确认的，其投标无效",
    ),
    Article(
        "price-correction",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十二条",
        _CLARIFY,
    ),
    Article(
        "opinion",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第六十一条",
        "持不同意见的评标委员会成员应当在评标报告上签署不同意见及理由，否则视为同意评标报告",
    ),
    Article(
        "opinion",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十三条",
        "对评标结果有不同意见的评标委员会成员应当以书面形式说明其不同意见和理由，评标报告应当注明该不同意见。"
        "评标委员会成员拒绝在评标报告上签字又不书面说明其不同意见和理由的，视为同意评标结果",
    ),
    Article(
        "price-weight",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十五条",
        "货物项目的价格分值占总分值的比重不得低于30%；服务项目的价格分值占总分值的比重不得低于10%",
    ),
    Article(
        "price-formula",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十五条",
        "价格分应当采用低价优先法计算，即满足招标文件要求且投标价格最低的投标报价为评标基准价，其价格分为满分",
    ),
    Article(
        "three-bidders",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第四十三条、第四十四条",
        "合格投标人不足3家的，不得评标",
    ),
    Article(
        "three-bidders",
        TENDERING,
        _EARLY,
        "《招标投标法》第二十八条",
        "投标人少于三个的，招标人应当依照本法重新招标",
    ),
    Article(
        "ranking-score",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十七条",
        "评标结果按评审后得分由高到低顺序排列。得分相同的，按投标报价由低到高顺序排列。得分且投标报价相同的并列",
    ),
    Article(
        "ranking-price",
        GOVERNMENT,
        _IN_FORCE_87,
        f"{_MOF87}第五十六条",
        "评标结果按投标报价由低到高顺序排列。投标报价相同的并列",
    ),
    Article(
        "ranking-score",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十三条",
        "中标候选人应当不超过3个，并标明排序",
    ),
    Article(
        "ranking-price",
        TENDERING,
        _IN_FORCE_TENDERING,
        f"《{_TENDERING}》第五十三条",
        "中标候选人应当不超过3个，并标明排序",
    ),
    Article(
        "sme-deduction",
        GOVERNMENT,
        date(2021, 1, 1),
        "《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）第九条",
        "对小微企业报价给予扣除，用扣除后的价格参加评审",
        "secondary",
    ),
    Article(
        "sme-deduction",
        GOVERNMENT,
        date(2022, 7, 1),
        "《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）第九条；财库〔2022〕19号",
        "货物服务采购项目给予小微企业的价格扣除优惠为10%—20%，大中型企业与小微企业组成联合体的为4%—6%",
        "secondary",
    ),
    Article(
        "domestic-deduction",
        GOVERNMENT,
        date(2026, 1, 1),
        "国办发〔2025〕34号",
        "既有本国产品又有非本国产品参与竞争的，对本国产品的报价给予20%的价格扣除",
        "secondary",
    ),
)

LOW_PRICE_RATIOS: dict[tuple[str, date], LowPriceRatios] = {
    (GOVERNMENT, _LOW_PRICES): LowPriceRatios(
        Decimal("0.50"), Decimal("0.50"), Decimal("0.45"), Decimal("0.65")
    ),
}
LEAST_PRICE_WEIGHT: dict[str, Decimal] = {"goods": Decimal("0.30"), "services": Decimal("0.10")}
SME_RANGES: dict[tuple[str, str], tuple[Decimal, Decimal]] = {
    ("small_micro", "goods"): (Decimal("0.10"), Decimal("0.20")),
    ("small_micro", "services"): (Decimal("0.10"), Decimal("0.20")),
    ("consortium_sme", "goods"): (Decimal("0.04"), Decimal("0.06")),
    ("consortium_sme", "services"): (Decimal("0.04"), Decimal("0.06")),
}
CONSORTIUM_SHARE = Decimal("0.30")
MOST_CANDIDATES = 3


def tender_day(tender: TenderSpec) -> date:
    """The day on which the law is read: when the bids were due, in China's time."""
    return tender.bid_deadline.astimezone(CHINA).date()


def article(ground: str, regime: str, day: date) -> Article:
    """The newest article for a ground in force on a day; ``KeyError`` when the regime has none."""
    known = [a for a in ARTICLES if a.ground == ground and a.regime == regime and a.since <= day]
    if not known:
        raise KeyError(f"no article for {ground!r} under {regime!r} on {day}")
    return max(known, key=lambda a: a.since)


def basis(ground: str, tender: TenderSpec) -> str:
    """The citation for a ground in a tender; empty where its regime has no article for it."""
    try:
        return article(ground, tender.regime, tender_day(tender)).citation
    except KeyError:
        return ""


def low_price_ratios(tender: TenderSpec) -> LowPriceRatios | None:
    """The statutory review ratios for the tender's regime and date; ``None`` where the law fixes none.

    The tender's own ratios are merged in ``abnormal.py``.
    """
    day = tender_day(tender)
    known = [
        (since, r)
        for (regime, since), r in LOW_PRICE_RATIOS.items()
        if regime == tender.regime and since <= day
    ]
    return max(known, key=lambda pair: pair[0])[1] if known else None
