"""A bidder 投标人 of the sample: an invented firm with its people, its machines and its habits; and the first two.

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


def machine(mac: str, disk: str, cpu: str, board: str) -> dict[str, object]:
    """What a platform records of the machine that a bid was uploaded from."""
    return {"mac": [mac], "disk_serial": [disk], "cpu_id": [cpu], "mainboard": [board]}


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
        **machine("00:1B:A9:30:7C:11", "S4F2NX0M880117", "BFEBFBFF000906ED", "PF1K0Q77"),
    },
)

QIHENG = Bidder(
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
        **machine("F8:75:A4:0D:62:9B", "50026B7784C1E2", "BFEBFBFF000806EC", "L1HF9CB021"),
    },
)
