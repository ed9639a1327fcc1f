"""The tables that a bidder draws from its own numbers: survey, plan, addresses, spares, tests, product sheets."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from procurement.sample.blocks import Block, Heading, Table
from procurement.sample.cast import Bidder
from procurement.sample.goods import goods
from procurement.sample.labels import label, labels
from procurement.sample.voice import draw

BRANDS = ("曜石", "青禾屏", "朗窗", "映川", "砚田", "听澜", "拓微", "磐语", "星罗", "织网", "定屿", "守阁")
_STEPS = (
    *(
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
    ),
    *(
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
    ),
)
_USES = (
    "教学终端",
    "教师办公",
    "无线学生",
    "无线教师",
    "录播专网",
    "安防",
    "广播",
    "班牌",
    "服务器",
    "设备管理",
    "考务",
    "访客",
)
_ROUTES = ("吊顶内", "沿墙线槽", "原管复用", "地面线槽", "桥架", "明管", "弱电井直下")
_WAYS = (
    "仪表实测",
    "抽样操作",
    "脚本压测",
    "断电重启",
    "目视检查",
    "对照图纸",
    "双人复核",
    "连续观察",
    "录屏计时",
)
#: What passes a test: the words and the range of their number.
_MEASURES = (
    *(
        ("不超过{}毫秒", 40, 300),
        ("不低于{}分贝", 68, 88),
        ("连续{}次零失败", 10, 200),
        ("{}小时无告警", 12, 96),
    ),
    *(("误差在{}毫米内", 1, 6), ("丢包少于{}个", 2, 9), ("{}秒内恢复", 3, 60), ("{}人并发通过", 50, 500)),
    *(("温升低于{}度", 12, 35), ("成功率{}‰以上", 985, 999)),
)
#: What has no weight and no size: software, cabling and services.
_WEIGHTLESS = ("ZH-09", "ZH-25", "ZH-27", "ZH-28")
_PARTS = ("整机", "电源", "主板", "线缆组件", "支架", "风扇", "接口板")
_TOWNS = ("白鹭市", "青岑县", "云汀市", "澜江市", "东岭市", "溪口镇", "松阳埠", "禾丰镇")


def product(bidder: Bidder, code: str, seed: int) -> tuple[str, str]:
    """The brand and the model that a bidder offers for an item."""
    numbers = draw(seed, bidder.key, code)
    brand = BRANDS[numbers.randrange(len(BRANDS))]
    letters = "".join(numbers.choices("ABCDEFGHKLMNPRTXZ", k=2))
    return brand, f"{letters}-{numbers.randint(100, 999)}{numbers.choice(('', 'S', 'Pro', 'E', 'T'))}"


def survey(bidder: Bidder, seed: int) -> Iterator[Block]:
    """Points and lengths room by room, the plan of days, addresses, spare parts."""
    for part in (_points, _plan, _addresses, _spares):
        yield from part(bidder, draw(seed, bidder.key, part.__name__))


def _points(bidder: Bidder, numbers: Random) -> Iterator[Block]:
    yield Heading(2, numbers.choice(("点位与线缆测算表", "逐室点位清单", "踏勘点位统计")))
    houses = numbers.choice(
        (("教一", "教二", "实验"), ("A", "B", "C"), ("甲座", "乙座", "实验楼"), ("1-", "2-", "S-"))
    )
    floors = zip(houses, (4, 4, 3), strict=True)
    rooms = [
        f"{house}{floor}0{room}"
        for house, top in floors
        for floor in range(1, top + 1)
        for room in range(1, 5)
    ]
    numbers.shuffle(rooms)
    rows = []
    for room in rooms:
        points, length, access = numbers.randint(6, 14), numbers.randint(180, 690), numbers.randint(1, 3)
        rows.append((room, str(points), str(length), str(access), numbers.choice(_ROUTES)))
    yield Table(labels(bidder, "房间", "信息点", "线缆", "接入点", "敷设方式"), rows, (3, 2, 3, 2, 4))


def _plan(bidder: Bidder, numbers: Random) -> Iterator[Block]:
    yield Heading(2, numbers.choice(("进度计划表", "工期分解", "六十日进度安排")))
    day, rows = 1, []
    for task in numbers.sample(_STEPS, len(_STEPS)):
        last = day + numbers.randint(1, 4)
        rows.append(
            (f"第{day}～{last}日", task, bidder.people[numbers.randint(1, 6)], str(numbers.randint(2, 9)))
        )
        day = last - 1 if numbers.random() < 0.4 else last
    yield Table(labels(bidder, "时间", "工作", "责任人", "人数"), rows, (3, 6, 3, 2))


def _addresses(bidder: Bidder, numbers: Random) -> Iterator[Block]:
    yield Heading(2, numbers.choice(("网络地址规划", "子网划分", "VLAN与地址分配")))
    base, rows = numbers.randint(16, 200), []
    for place, use in enumerate(numbers.sample(_USES, 10), 1):
        network = f"10.{base}.{place * 8}"
        tag = numbers.randint(1, 9) * 100 + place
        rows.append((str(tag), use, f"{network}.0/21", f"{network}.{numbers.choice((1, 254))}"))
    yield Table(("VLAN", *labels(bidder, "用途", "网段", "网关")), rows, (2, 4, 4, 4))


def _spares(bidder: Bidder, numbers: Random) -> Iterator[Block]:
    yield Heading(2, numbers.choice(("备件清单", "驻地备品备件", "常备备件")))
    stores = ("学校备件柜", f"{bidder.short}澜江仓", "服务站", "原厂代存")
    kept = [
        (item.name + numbers.choice(_PARTS), str(numbers.randint(1, 6)))
        for item in numbers.sample(goods(), 14)
    ]
    rows = [(*part, numbers.choice(stores)) for part in kept]
    yield Table(labels(bidder, "备件", "数量", "存放地点"), rows, (6, 2, 4))


def tests(bidder: Bidder, seed: int) -> Iterator[Block]:
    """A plan of tests: what, how, when it passes, on how many."""
    numbers = draw(seed, bidder.key, "tests")
    yield Heading(2, numbers.choice(("测试用例一览", "联调测试计划表", "验收测试项目")))
    rows = []
    for item in numbers.sample(goods()[:26], 26):
        words, low, high = numbers.choice(_MEASURES)
        passes = words.format(numbers.randint(low, high))
        sample = f"{numbers.randint(1, max(1, int(item.quantity) // 2))}{item.unit}"
        rows.append((item.name, numbers.choice(_WAYS), passes, sample))
    yield Table(labels(bidder, "测试项", "方法", "判据", "样本"), rows, (5, 3, 4, 2))


def sheets(bidder: Bidder, seed: int) -> Iterator[Block]:
    """A sheet for every product offered 所投产品说明."""
    yield Heading(2, draw(seed, bidder.key, "sheets").choice(("产品规格页", "所投产品说明", "产品资料摘编")))
    for item in goods():
        if item.code in _WEIGHTLESS:
            continue
        numbers = draw(seed, bidder.key, item.code, "sheet")
        brand, model = product(bidder, item.code, seed)
        size = "×".join(str(numbers.randint(40, 1900)) for _ in range(3))
        rows = [
            (label(bidder, "产地"), numbers.choice(_TOWNS)),
            (label(bidder, "净重"), f"{numbers.uniform(0.1, 60):.1f}千克"),
            (label(bidder, "功耗"), f"{numbers.randint(3, 420)}瓦"),
            (label(bidder, "外形"), f"{size}毫米"),
            (label(bidder, "交期"), f"{numbers.randint(5, 28)}天"),
            (label(bidder, "质保"), f"{max(bidder.facts.warranty_years, numbers.randint(1, 6))}年"),
        ]
        numbers.shuffle(rows)
        yield Heading(3, f"{brand} {model}（{item.name}）")
        yield Table(labels(bidder, "要素", "内容"), rows[: numbers.randint(4, 6)], (3, 9))
