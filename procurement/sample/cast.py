"""The eight bidders 投标人 of the sample: invented firms, each with its people, its machines and its habits.

Nothing here is a real firm, person or brand.  Addresses lie in the invented city 澜江; IP addresses are those kept for
documentation (RFC 5737).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from procurement.sample.blocks import Style
from procurement.sample.uscc import with_check_character

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the bid states in its structured fields 结构化应答; the objective criteria read these."""

    warranty_years: int
    contracts: tuple[tuple[str, str, str], ...]
    certificates: tuple[str, ...]
    training: str = "onsite"
    service_certificate: bool = True
    quality_letters: bool = True
    energy_share: str = "0.60"
    credit: str = "clean"
    deposit: str = "transfer"
    deviations: tuple[tuple[str, Literal["positive", "negative"], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bidder:
    """One bidder.  ``price`` is its price level as a share of the reference prices of the bill."""

    key: str
    name: str
    body: str
    legal: str
    address: str
    capital: Decimal
    founded: str
    sme: Literal["micro", "small", "medium", "none"]
    domestic: bool
    shareholders: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    phone: str
    mail: str
    price: Decimal
    facts: Facts
    style: Style
    author: str
    creator: str
    producer: str
    terms: dict[str, tuple[str, ...]]
    shape: Literal["prose", "list", "mixed", "table"]
    provenance: dict[str, object]
    word: bool = False
    scanned: tuple[str, ...] = ()
    roles: dict[str, str] = field(default_factory=dict)

    @property
    def uscc(self) -> str:
        """Its unified social credit code."""
        return with_check_character(self.body)

    @property
    def short(self) -> str:
        """The name's first two characters, as its people use them."""
        return self.name[:2]


def _machine(mac: str, disk: str, cpu: str, board: str) -> dict[str, object]:
    return {"mac": [mac], "disk_serial": [disk], "cpu_id": [cpu], "mainboard": [board]}


#: The ring's one machine: both of its bids were made on it.
SHARED_MACHINE = _machine("5C:A1:4F:27:B3:0E", "WX9K51TD2Q70", "BFEBFBFF000A0671", "MB-7J21C94406")

CHENLAN = Bidder(
    key="chenlan",
    name="晨岚信息技术有限公司",
    body="91990102MA3K7TQ41",
    legal="沈予安",
    address="澜江市临湖区书院路88号创智大厦6层",
    capital=Decimal("12000000"),
    founded="2014年6月18日",
    sme="small",
    domestic=True,
    shareholders=(("沈予安", "0.6"), ("乔素言", "0.4")),
    people=("沈予安", "乔素言", "顾鸣远", "薛知白", "陶令仪", "方既明", "骆一舟"),
    phone="13800000101",
    mail="bid@chenlan.example",
    price=Decimal("0.868"),
    facts=Facts(
        5,
        (
            ("澜江市第三中学录播教室建设项目", "862000", "2023-09-14"),
            ("临湖区教育局数字校园设备采购项目", "1465000", "2024-05-21"),
            ("澜江职业学院多媒体教室改造项目", "978500", "2025-03-06"),
            ("书院路小学智慧教室采购项目", "436000", "2024-11-12"),
            ("澜江市外国语学校校园网升级项目", "715000", "2022-08-30"),
        ),
        ("系统集成项目管理工程师", "网络工程师", "信息安全工程师"),
        training="onsite-and-online",
        energy_share="0.72",
        deviations=(
            ("3.1.4", "positive", "内存16GB，固态硬盘512GB"),
            ("3.13.2", "positive", "单台带机量80个终端"),
        ),
    ),
    style=Style(
        font=SERIF, size=12, leading=1.15, margin=28, headings="chapter", marks="paren", tint="#1f3b57"
    ),
    author="陶令仪",
    creator="WPS 文字",
    producer="WPS PDF 12.1.0.17827",
    terms={
        "我": ("我公司", "我公司项目组"),
        "校": ("学校", "贵校"),
        "确保": ("确保", "力求"),
        "人": ("工程师", "技术人员"),
        "师生": ("师生", "老师和同学"),
        "并": ("并", "同时"),
        "方": ("双方", "学校与我公司"),
    },
    shape="mixed",
    provenance={
        "upload_ip": "203.0.113.66",
        "download_ip": "198.51.100.21",
        "creation_code": "a81f03d7c2",
        "deposit_account": "6222990000000010017",
        "uploaded_at": "2026-03-01T15:12:40+08:00",
        **_machine("00:1B:A9:30:7C:11", "S4F2NX0M880117", "BFEBFBFF000906ED", "PF1K0Q77"),
    },
)

QIHANG = Bidder(
    key="qiheng",
    name="启衡教育科技股份有限公司",
    body="91990103MA4B0WX87",
    legal="卫长庚",
    address="澜江市高新区观澜大道1200号",
    capital=Decimal("58000000"),
    founded="2009年3月2日",
    sme="medium",
    domestic=False,
    shareholders=(("卫长庚", "0.38"), ("启衡控股集团有限公司", "0.62")),
    people=("卫长庚", "祁连秋", "尚书衡", "柏若谷", "闻人杰", "车晓棠", "莫北辰"),
    phone="13800000202",
    mail="market@qiheng.example",
    price=Decimal("0.8692"),
    facts=Facts(
        6,
        (
            ("白鹭市教育装备中心交互黑板采购项目", "2380000", "2023-06-19"),
            ("青岑县第一中学智慧校园一期项目", "1920000", "2024-02-27"),
            ("澜江师范学院录播系统采购项目", "1136000", "2024-08-15"),
            ("高新区实验学校信息化设备项目", "1574000", "2025-01-10"),
            ("云汀市中小学电子班牌采购项目", "684000", "2025-06-03"),
            ("澜江市图书馆网络改造项目", "820000", "2023-11-08"),
        ),
        ("信息系统项目管理师", "网络规划设计师", "信息安全工程师", "数据库系统工程师"),
        energy_share="0.55",
        deviations=(
            ("3.12.2", "positive", "交换容量40Tbps"),
            ("3.15.3", "positive", "日志留存365天"),
            ("3.5.1", "negative", "最大拍摄幅面为A4"),
        ),
    ),
    style=Style(
        font=SANS, size=11.5, leading=1.1, margin=25, headings="decimal", marks="half", tint="#0b5d4f"
    ),
    author="车晓棠",
    creator="Microsoft® Word 2019",
    producer="Microsoft® Word 2019",
    terms={
        "我": ("我司", "启衡"),
        "校": ("采购人", "用户"),
        "确保": ("保障", "确保"),
        "人": ("实施顾问", "工程人员"),
        "师生": ("教师与学生", "全体师生"),
        "并": ("且", "并"),
        "方": ("我司与采购人", "双方"),
    },
    shape="list",
    word=True,
    provenance={
        "upload_ip": "192.0.2.140",
        "download_ip": "192.0.2.140",
        "creation_code": "5be97a106d",
        "deposit_account": "6222990000000020025",
        "uploaded_at": "2026-03-01T20:41:05+08:00",
        **_machine("F8:75:A4:0D:62:9B", "50026B7784C1E2", "BFEBFBFF000806EC", "L1HF9CB021"),
    },
)

YUNQUE = Bidder(
    key="yunque",
    name="云阙智能系统有限公司",
    body="91990104MA5D2RT63",
    legal="鲁怀瑾",
    address="澜江市河西区纺织巷17号3幢",
    capital=Decimal("10000000"),
    founded="2017年9月11日",
    sme="small",
    domestic=True,
    shareholders=(("鲁怀瑾", "0.7"), ("秦望舒", "0.3")),
    people=("鲁怀瑾", "秦望舒", "边知远", "邬静姝", "丁山河", "鄢如许", "海东青"),
    phone="13800000303",
    mail="yunque@mail.example",
    price=Decimal("0.921"),
    facts=Facts(
        5,
        (
            ("河西区第二小学多媒体设备采购项目", "731000", "2023-10-17"),
            ("澜江市特殊教育学校信息化项目", "905000", "2024-06-25"),
            ("纺织巷幼儿园安防系统项目", "268000", "2024-09-09"),
            ("青岑县职教中心机房建设项目", "1240000", "2025-02-18"),
        ),
        ("系统集成项目管理工程师", "网络工程师"),
        energy_share="0.64",
        deviations=(("3.8.1", "positive", "拾音距离8米"),),
    ),
    style=Style(font=SERIF, size=12, leading=1.1, margin=27, headings="part", marks="circle", tint="#222222"),
    author="lenovo-gq",
    creator="WPS 文字",
    producer="WPS PDF 11.8.2.12085",
    terms={
        "我": ("我单位", "我方"),
        "校": ("校方", "业主单位"),
        "确保": ("务必做到", "确保"),
        "人": ("技术员", "现场人员"),
        "师生": ("在校师生", "师生员工"),
        "并": ("并且", "并"),
        "方": ("我单位与校方", "各方"),
    },
    shape="prose",
    provenance={
        "upload_ip": "198.51.100.87",
        "download_ip": "198.51.100.86",
        "creation_code": "c40d9e8811",
        "deposit_account": "6222990000000030033",
        "uploaded_at": "2026-03-02T08:47:19+08:00",
        **SHARED_MACHINE,
    },
)

HENGSHU = Bidder(
    key="hengshu",
    name="恒纾电子工程有限公司",
    body="91990105MA6F8JH25",
    legal="褚维桢",
    address="澜江市城东区码头街5号",
    capital=Decimal("8000000"),
    founded="2018年4月26日",
    sme="small",
    domestic=True,
    shareholders=(("褚维桢", "0.55"), ("贝子衿", "0.45")),
    people=("褚维桢", "贝子衿", "闵思齐", "桑落", "寇平川", "蔺青禾", "屈夜阑"),
    phone="13800000404",
    mail="hengshu@post.example",
    price=Decimal("0.94863"),
    facts=Facts(
        4,
        (
            ("码头街小学广播系统采购项目", "512000", "2023-12-05"),
            ("城东区少年宫设备采购项目", "648000", "2024-10-22"),
            ("澜江港务幼儿园监控项目", "196000", "2025-05-16"),
        ),
        ("网络工程师",),
        service_certificate=False,
        quality_letters=False,
        energy_share="0.58",
        deviations=(("3.18.2", "positive", "整机效率94%"), ("3.24.2", "negative", "声音延迟不大于80毫秒")),
    ),
    style=Style(font=SANS, size=12, leading=1.05, margin=26, headings="plain", marks="dot", tint="#7a1f1f"),
    author="lenovo-gq",
    creator="WPS 文字",
    producer="WPS PDF 11.8.2.12085",
    terms={
        "我": ("本公司", "恒纾公司"),
        "校": ("使用单位", "学校方面"),
        "确保": ("保证", "切实保证"),
        "人": ("专业人员", "安装人员"),
        "师生": ("教职工和学生", "师生"),
        "并": ("并同步", "并"),
        "方": ("供需双方", "双方"),
    },
    shape="mixed",
    provenance={
        "upload_ip": "203.0.113.29",
        "download_ip": "203.0.113.30",
        "creation_code": "19ab7740fe",
        "deposit_account": "6222990000000040041",
        "uploaded_at": "2026-03-02T08:58:02+08:00",
        **SHARED_MACHINE,
    },
)

#: The planted ring.
RING = (YUNQUE.key, HENGSHU.key)
