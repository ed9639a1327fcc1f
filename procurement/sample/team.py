"""The project team 项目团队: who holds which certificate, a page of life and a copied certificate for each."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.sample.blocks import Block, Break, Certificate, Heading, Table
from procurement.sample.cast import Bidder
from procurement.sample.labels import label, labels
from procurement.sample.voice import draw

ROLES = ("项目经理", "技术负责人", "网络工程师", "安装负责人", "质量安全员", "培训讲师")
#: A certificate that had run out by the deadline: it is shown and earns nothing.
LAPSED = ("系统分析师",)
_SCHOOLS = (
    "东篱",
    "南浦",
    "西泠",
    "北溟",
    "中州",
    "远山",
    "近水",
    "长风",
    "明德",
    "知行",
    "云麓",
    "沧浪",
    "松涛",
)
_KINDS = ("大学", "学院", "理工学院", "职业技术学院", "工程大学")
_TRADES = ("计算机科学与技术", "通信工程", "电子信息工程", "网络工程", "教育技术学", "自动化", "软件工程")
_PLACES = ("中学", "小学", "职校", "幼儿园", "教师进修学校", "少年宫", "图书馆", "特教学校")
_TASKS = (
    "录播教室建设",
    "校园网改造",
    "机房搬迁",
    "安防监控升级",
    "广播更新",
    "平台部署",
    "教室安装",
    "无线覆盖",
)
_DUTIES = (
    "现场管理",
    "调试",
    "方案设计",
    "布线施工",
    "质量检查",
    "用户培训",
    "数据迁移",
    "设备采购",
    "图纸绘制",
)


def holders(bidder: Bidder, seed: int) -> list[tuple[str, str, str, str]]:
    """Certificate holders: name, certificate, number, valid until."""
    numbers = draw(seed, bidder.key, "holders")
    found = []
    for place, title in enumerate(bidder.facts.certificates):
        until = f"{numbers.randint(2026, 2029)}-{numbers.randint(4, 12):02d}-28"
        number = f"ZS{numbers.randint(10**7, 10**8)}"
        found.append((bidder.people[place + 1], title, number, "2025-11-30" if title in LAPSED else until))
    return found


def team(bidder: Bidder, seed: int) -> Iterator[Block]:
    """The list of certificates, then two pages a person."""
    held = holders(bidder, seed)
    yield Heading(2, draw(0, bidder.key, "holders").choice(("持证人员一览", "团队证书汇总", "人员资格情况")))
    yield Table(labels(bidder, "姓名", "证书", "证书编号", "有效期至"), held, (3, 6, 4, 4))
    yield Break()
    titles = {name: title for name, title, *_ in held}
    for name, role in zip(bidder.people[1:], ROLES, strict=True):
        numbers = draw(seed, bidder.key, "resume", name)
        born = numbers.randint(1976, 1994)
        start = born + numbers.randint(22, 25)
        school = numbers.choice(_SCHOOLS) + numbers.choice(_KINDS)
        trade = numbers.choice(_TRADES)
        life = [
            ("出生年份", str(born)),
            ("毕业院校", school),
            ("所学专业", trade),
            ("工作年限", f"{2026 - start}年"),
            ("持证情况", titles.get(name, "岗位培训合格证")),
            ("社保编号", f"{numbers.randint(10**7, 10**8 - 1)}"),
        ]
        numbers.shuffle(life)
        yield Heading(2, f"{role}：{name}")
        yield Table(
            labels(bidder, "要素", "内容"), [(label(bidder, key), text) for key, text in life], (3, 9)
        )
        years = sorted(numbers.sample(range(max(start, 2012), 2026), numbers.randint(5, 7)))
        rows = []
        for year in years:
            project = numbers.choice(_SCHOOLS) + numbers.choice(_PLACES) + numbers.choice(_TASKS)
            months = f"{year}.{numbers.randint(1, 6):02d}—{year}.{numbers.randint(7, 12):02d}"
            rows.append((months, project, numbers.choice(_DUTIES)))
        yield Table(labels(bidder, "起止时间", "参与项目", "承担工作"), rows, (4, 6, 3))
        yield Break()
        yield Certificate(
            f"毕业证书（{name}）",
            (
                (label(bidder, "姓名"), name),
                (label(bidder, "所学专业"), trade),
                (label(bidder, "证书编号"), f"{numbers.randint(10**9, 10**10)}"),
            ),
            school,
            f"{start}年6月{numbers.randint(15, 30)}日",
        )
        yield Break()
