"""The two bidders of the planted ring 串通投标: two firms on paper, one machine, one author, one price list."""

from __future__ import annotations

from decimal import Decimal

from procurement.sample.blocks import Style
from procurement.sample.cast import SANS, SERIF, Bidder, Facts, machine

#: The ring's one machine: both of its bids were made on it.
SHARED_MACHINE = machine("5C:A1:4F:27:B3:0E", "WX9K51TD2Q70", "BFEBFBFF000A0671", "MB-7J21C94406")

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
