"""The structured tender of the sample: ``tender.yaml`` as data, with the criteria that its document prints."""

from __future__ import annotations

from typing import Any

REFERENCE = "ZFCG-2026-0117"
TITLE = "澜江市第一实验中学智慧校园设备采购项目"
BUYER = "澜江市第一实验中学"
AGENCY = "澜江市正衡招标代理有限公司"
DEADLINE = "2026-03-02T09:30:00+08:00"
BUDGET = "3200000.00"
CEILING = "3000000.00"
DOCUMENT = "tender/招标文件.pdf"

#: Phrases of the criterion ``O5``; they stand in a bid only where the bid has the two letters.
LETTERS = ("原厂授权函", "原厂质保函")
#: Phrases of the criterion ``Q4``: titles of forms of the tender document, which every bid carries.
FORMS = ("投标函", "法定代表人授权委托书")

_GRADES = ("优", "良", "一般", "差")


def _levels(*bounds: str) -> list[dict[str, str]]:
    pairs = zip(bounds[1:], bounds[:-1], strict=True)
    return [
        {"label": label, "from": low, "to": high} for label, (low, high) in zip(_GRADES, pairs, strict=False)
    ]


def criteria() -> list[dict[str, Any]]:
    """All criteria in order; objective and subjective points add up to 100, the price has 30 (87号令 Art. 55)."""
    return [
        {
            "code": "Q1",
            "title": "营业执照有效",
            "kind": "qualification",
            "rule": {"type": "field-present", "field": "business_licence"},
        },
        {
            "code": "Q2",
            "title": "未列入失信被执行人、重大税收违法失信主体、政府采购严重违法失信行为记录名单",
            "kind": "qualification",
            "rule": {"type": "field-equals", "field": "credit_status", "value": "clean"},
        },
        {
            "code": "Q3",
            "title": "按规定交纳投标保证金",
            "kind": "qualification",
            "rule": {"type": "field-equals", "field": "deposit", "one_of": ["transfer", "guarantee"]},
        },
        {
            "code": "Q4",
            "title": "投标函与授权委托书齐全",
            "kind": "qualification",
            "rule": {"type": "document-mentions", "phrases": list(FORMS), "mode": "all"},
        },
        {
            "code": "P1",
            "title": "投标报价",
            "kind": "objective",
            "max_score": "30",
            "rule": {"type": "price", "formula": "lowest-price-ratio"},
        },
        {
            "code": "O1",
            "title": "质保期",
            "kind": "objective",
            "max_score": "4",
            "rule": {
                "type": "tiers",
                "field": "warranty_years",
                "otherwise": "0",
                "tiers": [
                    {"at_least": "6", "score": "4"},
                    {"at_least": "5", "score": "3"},
                    {"at_least": "4", "score": "1.5"},
                ],
            },
        },
        {
            "code": "O2",
            "title": "近三年类似业绩",
            "kind": "objective",
            "max_score": "8",
            "rule": {
                "type": "count",
                "field": "contracts",
                "each": "2",
                "where": {"signed_on": {"at_least": "2023-03-02"}, "amount": {"at_least": "500000"}},
            },
        },
        {
            "code": "O3",
            "title": "技术参数响应",
            "kind": "objective",
            "max_score": "14",
            "rule": {
                "type": "deviations",
                "field": "deviations",
                "start": "12",
                "each_positive": "1",
                "each_negative": "-2",
                "starred_negative": "reject",
            },
        },
        {
            "code": "O4",
            "title": "信息技术服务运行维护资质",
            "kind": "objective",
            "max_score": "2",
            "rule": {"type": "field-present", "field": "service_certificate"},
        },
        {
            "code": "O5",
            "title": "制造商授权与质保承诺",
            "kind": "objective",
            "max_score": "3",
            "guidance": "投标文件附有智慧黑板制造商出具的授权文件与质保文件，二者齐全得满分。",
            "rule": {"type": "document-mentions", "phrases": list(LETTERS), "mode": "all"},
        },
        {
            "code": "O6",
            "title": "项目团队持证情况",
            "kind": "objective",
            "max_score": "4",
            "rule": {
                "type": "count",
                "field": "certificates",
                "each": "1",
                "at_most": 4,
                "where": {"name": {"contains": "师"}, "valid_until": {"at_least": "2026-03-02"}},
            },
        },
        {
            "code": "O7",
            "title": "节能环保产品占比",
            "kind": "objective",
            "max_score": "2",
            "rule": {"type": "value", "field": "energy_share", "factor": "2.5"},
        },
        {
            "code": "O8",
            "title": "现场培训",
            "kind": "objective",
            "max_score": "2",
            "rule": {
                "type": "field-equals",
                "field": "training_mode",
                "one_of": ["onsite", "onsite-and-online"],
            },
        },
        {
            "code": "S1",
            "title": "技术方案",
            "kind": "subjective",
            "max_score": "12",
            "guidance": "总体架构清楚，网络、教室、平台与数据安全方案完整，针对本校实际，可以实施。",
            "levels": _levels("12", "9", "6", "3", "0"),
        },
        {
            "code": "S2",
            "title": "实施组织与进度",
            "kind": "subjective",
            "max_score": "8",
            "guidance": "进度安排避开教学时间，人员与分工明确，质量、安全与风险措施具体。",
            "levels": _levels("8", "6", "4", "2", "0"),
        },
        {
            "code": "S3",
            "title": "培训与售后服务",
            "kind": "subjective",
            "max_score": "6",
            "guidance": "培训分层有考核，响应时间、备件与巡检有保障。",
            "levels": _levels("6", "4.5", "3", "1.5", "0"),
        },
        {
            "code": "S4",
            "title": "需求理解与验收方案",
            "kind": "subjective",
            "max_score": "5",
            "guidance": "对学校现状与需求理解准确，验收方法可操作。",
            "levels": _levels("5", "3.75", "2.5", "1.25", "0"),
        },
    ]


def tender(seed: int) -> dict[str, Any]:
    """``tender.yaml``.  The review ratios of abnormally low prices are raised, within the 65 % that 财库〔2026〕2号 allows."""
    return {
        "reference": REFERENCE,
        "title": TITLE,
        "buyer": {"name": BUYER, "id": "12990100470116888X"},
        "regime": "government-procurement",
        "object": "goods",
        "method": "comprehensive-score",
        "currency": "CNY",
        "budget": BUDGET,
        "ceiling": CEILING,
        "bid_deadline": DEADLINE,
        "documents": [DOCUMENT],
        "reserved_for_sme": False,
        "adjustments": {"small_micro": "0.10", "domestic": "0.20"},
        "abnormally_low": {"of_mean": "0.60", "of_second_lowest": "0.65", "of_ceiling": "0.60"},
        "rounding": {"places": 2},
        "seed": seed,
        "announced_in": "澜江省政府采购网",
        "opening_place": "澜江市公共资源交易中心三楼第五开标室",
        "criteria": criteria(),
    }
