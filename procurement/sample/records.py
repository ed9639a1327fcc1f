"""What a bid proves rather than argues: licences and certificates, similar contracts, its own statement."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.sample.blocks import Block, Break, Certificate, Heading, Items, Para, Table
from procurement.sample.cast import Bidder
from procurement.sample.goods import goods
from procurement.sample.labels import label, labels
from procurement.sample.survey import BRANDS
from procurement.sample.voice import draw

LICENCE, SERVICE = "营业执照（副本）", "信息技术服务运行维护资质证书"
_SCOPES = (
    "计算机系统集成；教学设备销售与安装",
    "电子产品批发；网络工程施工；技术咨询",
    "软件开发；信息系统运行维护；仪器仪表销售",
    "教育装备研发与经营；弱电工程",
    "智能化工程设计施工；通信设备零售",
    "数字内容制作；音视频设备租赁与销售",
    "互联网信息服务；安全技术防范工程",
    "教学装备制造；金属结构加工；货物运输代理",
)
_MORE = (
    ("环境管理体系认证证书", "办公及安装现场的环境管理"),
    ("职业健康安全管理体系认证证书", "弱电安装作业安全管理"),
    ("信息安全管理体系认证证书", "客户数据与运维信息管理"),
    ("安全技术防范工程能力证书", "视频监控与出入口控制"),
    ("软件著作权登记证书", "设备运维管理软件"),
    ("纳税信用等级证明", "上一评价年度信用级别"),
    ("售后服务成熟度证书", "教学装备售后"),
    ("企业信用报告封面", "商业信用评价"),
)


def contract_number(bidder: Bidder, place: int, seed: int) -> str:
    """The number under which contract ``place`` (from 0) is found in the bid."""
    year = bidder.facts.contracts[place][2][:4]
    return f"{bidder.short}合字〔{year}〕第{draw(seed, bidder.key, place).randint(100, 999)}号"


def certificates(bidder: Bidder, seed: int) -> Iterator[Certificate]:
    """The copies of certificates, each on a page of its own, the business licence 营业执照 first."""
    numbers = draw(seed, bidder.key, "certificates")
    yield Certificate(
        LICENCE,
        (
            ("统一社会信用代码", bidder.uscc),
            ("名称", bidder.name),
            ("类型", "有限责任公司"),
            ("法定代表人", bidder.legal),
            ("注册资本", f"{bidder.capital / 10000:.0f}万元"),
            ("成立日期", bidder.founded),
            ("住所", bidder.address),
            ("经营范围", _SCOPES[int(bidder.body[7]) - 2]),
        ),
        "登记机关：澜江市市场监督管理局",
        f"202{numbers.randint(1, 5)}年{numbers.randint(1, 12)}月{numbers.randint(1, 28)}日",
    )
    titles = [
        ("质量管理体系认证证书", "教学设备的销售、安装与服务"),
        (SERVICE, "信息系统运行维护服务（三级）"),
    ]
    for title, scope in titles + numbers.sample(_MORE, 4):
        if title == SERVICE and not bidder.facts.service_certificate:
            continue
        code, until = f"{numbers.randint(10**8, 10**9)}-{bidder.body[-4:]}", numbers.randint(2027, 2029)
        yield Certificate(
            title,
            (
                (label(bidder, "证书编号"), code),
                (label(bidder, "组织名称"), bidder.name),
                (label(bidder, "认证范围"), f"{bidder.short}：{scope}"),
                (label(bidder, "有效期至"), f"{until}年{numbers.randint(1, 12)}月{numbers.randint(1, 28)}日"),
            ),
            numbers.choice(
                ("澜江认证评定中心", "东岭质量评价所", "中衡认证（澜江）机构", "白鹭技术评审中心")
            ),
            f"2024年{numbers.randint(1, 12)}月{numbers.randint(1, 28)}日",
        )
    for title, row in (("依法纳税证明", "纳税期间"), ("社会保障资金缴纳证明", "缴费期间")):
        amount = f"{numbers.randint(20000, 400000)}.{numbers.randint(10, 99)}"
        yield Certificate(
            title,
            (
                (label(bidder, "单位名称"), bidder.name),
                ("统一社会信用代码", bidder.uscc),
                (row, f"2025年{numbers.randint(6, 8)}月至12月"),
                (label(bidder, "凭证号码"), str(numbers.randint(10**11, 10**12))),
                (label(bidder, "金额"), amount),
            ),
            "主管机关（电子印章）",
            f"2026年1月{numbers.randint(4, 29)}日",
        )


def finances(bidder: Bidder, seed: int) -> Iterator[Block]:
    """Three years of figures, as the SME statement asks."""
    numbers = draw(seed, bidder.key, "finances")
    size = float(bidder.capital) / 10000
    yield Heading(2, numbers.choice(("财务状况", "近三年经营数据", "主要财务指标")))
    rows = []
    for year in (2023, 2024, 2025):
        figures = [f"{size * numbers.uniform(0.8, 2.4):.2f}", f"{size * numbers.uniform(1.1, 2.9):.2f}"]
        rows.append((str(year), *figures, str(numbers.randint(20, 280))))
    yield Table(labels(bidder, "年度", "营业收入", "资产总额", "从业人员"), rows)
    yield Break()


_PAYMENTS = (
    "预付三成，到货四成，验收三成",
    "验收后一次付清",
    "到货付六成，验收付四成",
    "分三期等额支付",
    "按月进度支付至九成，质保金一成",
    "先货后款，六十日内结清",
    "预付一半，余款两期",
)


def contracts(bidder: Bidder, seed: int) -> Iterator[Block]:
    """Each similar contract 类似业绩 on a page of its own: key terms, goods, acceptance."""
    for place, (title, amount, signed) in enumerate(bidder.facts.contracts):
        numbers = draw(seed, bidder.key, "contract", place)
        year, month, day = (int(part) for part in signed.split("-"))
        yield Heading(2, title)
        terms = [
            ("合同编号", contract_number(bidder, place, seed)),
            ("采购单位", f"{title.split('项目')[0][:8]}使用单位"),
            ("供货单位", bidder.name),
            ("合同金额", f"{int(amount):,}.00"),
            ("签订日期", f"{year}年{month}月{day}日"),
            ("履行期限", f"{numbers.choice((30, 45, 60, 75, 90))}日"),
            ("付款方式", numbers.choice(_PAYMENTS)),
        ]
        rest = terms[1:]
        numbers.shuffle(rest)
        yield Table(
            labels(bidder, "要素", "内容"),
            [(label(bidder, name), text) for name, text in terms[:1] + rest],
            (3, 9),
        )
        chosen = numbers.sample(goods(), numbers.randint(5, 9))
        rows = [
            (str(n), item.name, f"{numbers.randint(2, 60)}{item.unit}") for n, item in enumerate(chosen, 1)
        ]
        yield Table(labels(bidder, "序号", "主要标的", "数量"), rows, (1, 6, 2))
        who, how = (
            numbers.choice(("验收小组", "使用单位", "联合验收组")),
            ("一次通过", "整改两项后通过", "全部合格"),
        )
        yield Para(
            f"{who}于{year + (month > 9)}年{(month + 2) % 12 + 1}月{numbers.randint(1, 28)}日完成验收，"
            f"核对{numbers.randint(40, 320)}项，{numbers.choice(how)}，满意度{numbers.randint(91, 99)}分。"
        )
        yield Break()


def letters(bidder: Bidder, seed: int) -> Iterator[Block]:
    """The manufacturer's two letters 原厂授权函/原厂质保函, where the bidder has them."""
    if bidder.facts.quality_letters:
        brand = BRANDS[draw(seed, bidder.key, "ZH-01").randrange(len(BRANDS))]
        yield Heading(2, "原厂授权函")
        yield Para(
            f"{brand}光电制造厂授权{bidder.name}就本次智慧黑板供货参加投标，授权编号{bidder.body[4:12]}。"
        )
        yield Heading(2, "原厂质保函")
        yield Para(
            f"凡经{bidder.short}供应的整机，{brand}光电制造厂质保{bidder.facts.warranty_years}年并供应备件。"
        )
        yield Break()


TRAINING = {"onsite": "现场培训", "onsite-and-online": "现场培训与线上培训结合", "online": "线上培训"}
DEPOSIT = {"transfer": "转账", "guarantee": "保函"}


def statement(bidder: Bidder) -> Iterator[Block]:
    """What the bid states of itself for the objective criteria, on a page of its own."""
    facts = bidder.facts
    rows = [
        ("质保期", f"自终验合格之日起{facts.warranty_years}年"),
        ("培训方式", TRAINING[facts.training]),
        ("节能环保产品金额占比", facts.energy_share),
        ("保证金交纳方式", DEPOSIT[facts.deposit]),
        ("类似业绩数量", f"{len(facts.contracts)}个"),
        ("持证人员数量", f"{len(facts.certificates)}人"),
    ]
    draw(0, bidder.key, "statement").shuffle(rows)
    yield Heading(2, label(bidder, "自报表"))
    yield Table(("事项", "自报内容"), rows, (4, 8))


def intro(bidder: Bidder) -> Items:
    """Plain facts about the firm."""
    lines = [
        f"公司全称：{bidder.name}",
        f"成立日期：{bidder.founded}",
        f"注册地址：{bidder.address}",
        f"法定代表人：{bidder.legal}",
        f"联系电话：{bidder.phone}",
        f"电子邮箱：{bidder.mail}",
    ]
    draw(0, bidder.key, "intro").shuffle(lines)
    return Items(lines)
