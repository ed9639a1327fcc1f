"""What a bid proves rather than argues: licences, contracts, staff, and the tables drawn from the bidder's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.sample.blocks import Block, Break, Certificate, Heading, Items, Para, Table
from procurement.sample.cast import Bidder
from procurement.sample.goods import goods
from procurement.sample.voice import draw

ROLES = ("项目经理", "技术负责人", "网络工程师", "安装负责人", "质量安全员", "培训讲师")
_SCHOOLS = ("东篱", "南浦", "西泠", "北溟", "中州", "远山", "近水", "长风", "明德", "知行")
_TRADES = ("计算机科学与技术", "通信工程", "电子信息工程", "网络工程", "教育技术学", "自动化", "软件工程")
_TASKS = (
    "录播教室建设",
    "校园网改造",
    "机房搬迁",
    "安防监控升级",
    "广播系统更新",
    "平台部署",
    "多媒体教室安装",
    "无线覆盖",
)


def contract_number(bidder: Bidder, place: int, seed: int) -> str:
    """The number under which contract ``place`` (from 0) is found in the bid."""
    return f"{bidder.short}合字〔{bidder.facts.contracts[place][2][:4]}〕第{draw(seed, bidder.key, place).randint(100, 999)}号"


LICENCE, SERVICE = "营业执照（副本）", "信息技术服务运行维护资质证书"


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
            ("经营范围", "计算机系统集成；电子产品与教学设备销售、安装及技术服务"),
        ),
        "登记机关：澜江市市场监督管理局",
        "2023年5月8日",
    )
    for title, scope in (
        ("质量管理体系认证证书", "教学设备的销售、安装与服务"),
        (SERVICE, "信息系统运行维护服务（三级）"),
    ):
        if title == SERVICE and not bidder.facts.service_certificate:
            continue
        yield Certificate(
            title,
            (
                ("证书编号", f"{numbers.randint(10**8, 10**9)}-{bidder.body[-4:]}"),
                ("组织名称", bidder.name),
                ("认证范围", scope),
                ("有效期至", f"{numbers.randint(2027, 2029)}年{numbers.randint(1, 12)}月31日"),
            ),
            "澜江认证评定中心",
            f"2024年{numbers.randint(1, 12)}月16日",
        )
    for title, row in (("依法纳税证明", "纳税期间"), ("社会保障资金缴纳证明", "缴费期间")):
        yield Certificate(
            title,
            (
                ("单位名称", bidder.name),
                ("统一社会信用代码", bidder.uscc),
                (row, "2025年7月至2025年12月"),
                ("凭证号码", str(numbers.randint(10**11, 10**12))),
                ("金额（元）", f"{numbers.randint(20000, 400000)}.{numbers.randint(10, 99)}"),
            ),
            "主管机关（电子印章）",
            "2026年1月12日",
        )


def contracts(bidder: Bidder, seed: int) -> Iterator[Block]:
    """Each similar contract 类似业绩 on pages of its own: key terms, bill, acceptance."""
    for place, (title, amount, signed) in enumerate(bidder.facts.contracts):
        numbers = draw(seed, bidder.key, "contract", place)
        buyer = title.split("项目")[0][:8]
        year, month, day = (int(part) for part in signed.split("-"))
        yield Heading(2, title)
        yield Table(
            ("要素", "内容"),
            (
                ("合同编号", contract_number(bidder, place, seed)),
                ("采购单位", f"{buyer}使用单位"),
                ("供货单位", bidder.name),
                ("合同金额（元）", f"{int(amount):,}.00"),
                ("签订日期", f"{year}年{month}月{day}日"),
                ("履行期限", f"{numbers.choice((30, 45, 60, 75, 90))}日"),
                (
                    "付款方式",
                    numbers.choice(
                        (
                            "预付三成，到货四成，验收三成",
                            "验收后一次付清",
                            "到货付六成，验收付四成",
                            "分三期等额支付",
                        )
                    ),
                ),
            ),
            (3, 9),
        )
        chosen = numbers.sample(goods(), 6)
        yield Table(
            ("序号", "主要标的", "数量"),
            [(str(n), item.name, f"{numbers.randint(2, 60)}{item.unit}") for n, item in enumerate(chosen, 1)],
            (1, 6, 2),
        )
        yield Para(
            f"验收结论：{numbers.choice(('验收小组', '使用单位', '联合验收组'))}于{year + (month > 9)}年"
            f"{(month + 2) % 12 + 1}月{numbers.randint(1, 28)}日完成现场验收，共核对{numbers.randint(40, 320)}项，"
            f"{numbers.choice(('一次通过', '整改两项后通过', '全部合格'))}，"
            f"用户满意度评分{numbers.randint(91, 99)}分。"
        )
        yield Break()


def resumes(bidder: Bidder, seed: int) -> Iterator[Block]:
    """The project team 项目团队, a page each."""
    for place, (name, role) in enumerate(zip(bidder.people[1:], ROLES, strict=True)):
        numbers = draw(seed, bidder.key, "resume", name)
        born = numbers.randint(1976, 1997)
        start = born + numbers.randint(22, 25)
        yield Heading(2, f"{role}：{name}")
        yield Table(
            ("项目", "内容"),
            (
                ("出生年份", str(born)),
                ("毕业院校", f"{numbers.choice(_SCHOOLS)}{numbers.choice(('大学', '学院', '理工学院'))}"),
                ("所学专业", numbers.choice(_TRADES)),
                ("工作年限", f"{2026 - start}年"),
                (
                    "持证情况",
                    bidder.facts.certificates[place]
                    if place < len(bidder.facts.certificates)
                    else "岗位培训合格证",
                ),
                ("社保编号", f"9901{numbers.randint(10**6, 10**7 - 1)}"),
            ),
            (3, 9),
        )
        yield Table(
            ("起止时间", "参与项目", "承担工作"),
            [
                (
                    f"{year}.{numbers.randint(1, 6):02d}—{year}.{numbers.randint(7, 12):02d}",
                    f"{numbers.choice(_SCHOOLS)}{numbers.choice(('中学', '小学', '职校', '幼儿园'))}{numbers.choice(_TASKS)}",
                    numbers.choice(
                        ("现场管理", "调试", "方案设计", "布线施工", "质量检查", "用户培训", "数据迁移")
                    ),
                )
                for year in sorted(numbers.sample(range(max(start, 2012), 2026), 6))
            ],
            (4, 6, 3),
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
            f"{brand}光电制造厂对经{bidder.short}渠道供应的整机提供{bidder.facts.warranty_years}年质保并保证备件供应。"
        )
        yield Break()


#: A certificate that had run out by the deadline: it is shown and earns nothing.
LAPSED = ("系统分析师",)


def personnel_rows(bidder: Bidder, seed: int) -> list[tuple[str, str, str, str]]:
    """Certificate holders: name, certificate, number, valid until."""
    numbers = draw(seed, bidder.key, "holders")
    return [
        (
            bidder.people[place + 1],
            title,
            f"ZS{numbers.randint(10**7, 10**8)}",
            "2025-11-30"
            if title in LAPSED
            else f"{numbers.randint(2026, 2029)}-{numbers.randint(4, 12):02d}-28",
        )
        for place, title in enumerate(bidder.facts.certificates)
    ]


BRANDS = ("曜石", "青禾屏", "朗窗", "映川", "砚田", "听澜", "拓微", "磐语", "星罗", "织网", "定屿", "守阁")


def product(bidder: Bidder, code: str, seed: int) -> tuple[str, str]:
    """The brand and the model that a bidder offers for an item."""
    numbers = draw(seed, bidder.key, code)
    brand = BRANDS[numbers.randrange(len(BRANDS))]
    letters = "".join(numbers.choices("ABCDEFGHKLMNPRTXZ", k=2))
    return brand, f"{letters}-{numbers.randint(100, 999)}{numbers.choice(('', 'S', 'Pro', 'E', 'T'))}"


def rooms(bidder: Bidder, seed: int) -> Iterator[Block]:
    """The bidder's own survey of points and lengths 点位统计 and its plan of days 进度安排."""
    numbers = draw(seed, bidder.key, "rooms")
    yield Heading(2, numbers.choice(("点位与线缆测算表", "逐室点位清单", "踏勘点位统计")))
    rows = []
    for building, floors in (("教一", 4), ("教二", 4), ("实验楼", 3)):
        for floor in range(1, floors + 1):
            for room in range(1, 5):
                rows.append(
                    (
                        f"{building}{floor}0{room}",
                        str(numbers.randint(6, 14)),
                        f"{numbers.randint(180, 690)}",
                        str(numbers.randint(1, 3)),
                        numbers.choice(("吊顶内", "沿墙线槽", "原管复用", "地面线槽")),
                    )
                )
    yield Table(("房间", "信息点", "线缆（米）", "接入点", "敷设方式"), rows, (3, 2, 3, 2, 4))
    yield Heading(2, numbers.choice(("进度计划表", "工期分解", "六十日进度安排")))
    day, plan = 1, []
    for task in numbers.sample(_STEPS, len(_STEPS)):
        length = numbers.randint(1, 4)
        plan.append(
            (
                f"第{day}～{day + length}日",
                task,
                bidder.people[numbers.randint(1, 6)],
                str(numbers.randint(2, 9)),
            )
        )
        day += length
    yield Table(("时间", "工作", "责任人", "人数"), plan, (3, 6, 3, 2))
    yield Heading(2, numbers.choice(("网络地址规划", "子网划分", "VLAN与地址分配")))
    base = numbers.randint(16, 200)
    yield Table(
        ("VLAN", "用途", "网段", "网关"),
        [
            (
                str(numbers.randint(1, 9) * 100 + n),
                use,
                f"10.{base}.{n * 8}.0/21",
                f"10.{base}.{n * 8}.{numbers.choice((1, 254))}",
            )
            for n, use in enumerate(numbers.sample(_USES, 10), 1)
        ],
        (2, 4, 4, 4),
    )
    yield Heading(2, numbers.choice(("备件清单", "驻地备品备件", "常备备件")))
    yield Table(
        ("备件", "数量", "存放地点"),
        [
            (
                item.name + numbers.choice(("整机", "电源", "主板", "线缆组件")),
                str(numbers.randint(1, 6)),
                numbers.choice(("学校备件柜", f"{bidder.short}澜江仓", "服务站")),
            )
            for item in numbers.sample(goods(), 14)
        ],
        (6, 2, 4),
    )


_STEPS = (
    "点位复核",
    "深化图绘制",
    "教一拆旧",
    "教二拆旧",
    "桥架安装",
    "水平布线",
    "光缆熔接",
    "机柜就位",
    "黑板吊装",
    "音箱安装",
    "录播调试",
    "无线勘测",
    "交换机上架",
    "服务器部署",
    "平台配置",
    "数据清洗",
    "班牌安装",
    "广播联调",
    "安防布点",
    "链路测试",
)
_USES = (
    "教学终端",
    "教师办公",
    "无线学生",
    "无线教师",
    "录播专网",
    "安防专网",
    "广播",
    "班牌",
    "服务器区",
    "设备管理",
    "考务",
    "访客",
)


TRAINING = {"onsite": "现场培训", "onsite-and-online": "现场培训与线上培训结合", "online": "线上培训"}
DEPOSIT = {"transfer": "转账", "guarantee": "保函"}
STATEMENT = "客观评审事项自报表"


def statement(bidder: Bidder) -> Iterator[Block]:
    """What the bid states of itself for the objective criteria, on a page of its own."""
    facts = bidder.facts
    yield Heading(2, STATEMENT)
    yield Table(
        ("事项", "自报内容"),
        (
            ("质保期", f"自终验合格之日起{facts.warranty_years}年"),
            ("培训方式", TRAINING[facts.training]),
            ("节能环保产品金额占比", facts.energy_share),
            ("保证金交纳方式", DEPOSIT[facts.deposit]),
            ("类似业绩数量", f"{len(facts.contracts)}个"),
            ("持证人员数量", f"{len(facts.certificates)}人"),
        ),
        (4, 8),
    )


def intro(bidder: Bidder) -> Items:
    """Plain facts about the firm."""
    return Items(
        (
            f"公司全称：{bidder.name}",
            f"成立日期：{bidder.founded}",
            f"注册地址：{bidder.address}",
            f"法定代表人：{bidder.legal}",
            f"联系电话：{bidder.phone}",
            f"电子邮箱：{bidder.mail}",
        )
    )
