"""Facts for tests of the builders: small, complete, worked by hand."""

from __future__ import annotations

from typing import Any


def facts() -> dict[str, Any]:
    """A tender with three bids: one rejected, two ranked; amounts with cents so that a lost digit shows."""
    return {
        "version": 1,
        "tender": {
            "reference": "ZFCG-2026-0117",
            "title": "智慧校园设备采购",
            "buyer": "市第一中学",
            "regime": "government-procurement",
            "object": "goods",
            "method": "comprehensive-score",
            "currency": "CNY",
            "budget": "3200000.00",
            "ceiling": "3000000.00",
            "bid_deadline": "2026-03-02T09:30:00+08:00",
            "announced_in": "中国政府采购网",
            "opening_place": "市公共资源交易中心第三开标室",
            "jurisdiction": "",
            "reserved_for_sme": False,
            "adjustments": {"small_micro": "0.1", "consortium_sme": None, "domestic": None},
            "places": 2,
            "seed": "20260302",
            "package_digest": "f" * 64,
        },
        "criteria": [
            {"code": "Q1", "title": "营业执照有效", "kind": "qualification", "max_score": None,
             "rule": {"type": "field-present", "field": "business_licence"}, "guidance": "", "levels": []},
            {"code": "P1", "title": "投标报价", "kind": "objective", "max_score": "30",
             "rule": {"type": "price", "formula": "lowest-price-ratio"}, "guidance": "", "levels": []},
            {"code": "S1", "title": "技术方案", "kind": "subjective", "max_score": "70", "rule": {},
             "guidance": "方案完整", "levels": [["优", "50", "70"], ["一般", "0", "50"]]},
        ],
        "opening": {"opened_at": "2026-03-02T09:31:00+08:00", "opened_by": "李经办", "early_reason": ""},
        "bids": [
            bid("a", "晨星信息技术有限公司", "2715000.37", "small"),
            bid("b", "远航=科技\\ #有限*公司", "2890000.10", "medium"),
            bid("c", "未中标有限公司", "2999999.99", "none"),
        ],
        "committee": [
            {"name": "赵专家", "organisation": "市一院", "buyer_representative": False},
            {"name": "钱代表", "organisation": "市第一中学", "buyer_representative": True},
        ],
        "officers": [{"name": "李经办", "organisation": "明诚招标代理", "buyer_representative": False}],
        "results": [
            result("a", "晨星信息技术有限公司", "2715000.37", "2443500.33", "30"),
            result("b", "远航=科技\\ #有限*公司", "2890000.10", "2890000.10", "25.37"),
            {
                **result("c", "未中标有限公司", "2999999.99", None, None),
                "valid": False,
                "rejections": [{"code": "Q1", "reason": "营业执照已过期", "basis": "财政部令第87号第六十三条第（三）项"}],
            },
        ],
        "committee_decisions": [
            {"name": "晨星信息技术有限公司", "code": "O5", "title": "业绩", "score": "4.75", "passed": None,
             "reason": "合同原件已核对", "recorded_by": "李经办", "recorded_at": "2026-03-02T11:00:00+08:00"},
        ],
        "subjective": {
            "experts": [{"id": "1", "name": "赵专家", "receipt": "1" * 64}, {"id": "2", "name": "钱代表", "receipt": "2" * 64}],
            "rows": [
                {"key": "a", "name": "晨星信息技术有限公司", "code": "S1", "title": "技术方案", "max_score": "70",
                 "scores": {"1": "61.25", "2": "58.75"}, "mean": "60"},
                {"key": "b", "name": "远航=科技\\ #有限*公司", "code": "S1", "title": "技术方案", "max_score": "70",
                 "scores": {"1": "47.31", "2": "52.19"}, "mean": "49.75"},
            ],
        },
        "flags": [
            {"kind": "leaning", "bid": "晨星信息技术有限公司", "criterion": "", "direction": "high", "explanation": "比其他专家高",
             "answers": [{"expert": "赵专家", "answer": "revised", "reason": "重新核对了方案", "before": {"scores": [
                 {"bidder": "a", "criterion": "S1", "score": "66.66"}]}, "after": {"scores": [
                     {"bidder": "a", "criterion": "S1", "score": "61.25"}], "receipt": "3" * 64}}]},
        ],
        "ranking": {
            "rows": [
                ranked(1, "a", "晨星信息技术有限公司", "2715000.37", "2443500.33", "90.00", {"P1": "30", "S1": "60"}),
                ranked(2, "b", "远航=科技\\ #有限*公司", "2890000.10", "2890000.10", "75.12", {"P1": "25.37", "S1": "49.75"}),
            ],
            "notes": ["去掉任一投标人，前两名次序不变。"],
        },
        "alerts": [
            {"number": 1, "kind": "同一机器", "level": "high", "bits": "24.0", "bidders": ["晨星信息技术有限公司", "未中标有限公司"],
             "summary": "网卡地址相同", "limits": "打印店可能留下同样的标记", "basis": ["87号令 37(1)"], "verdict": "dismissed",
             "invalidates": False, "reason": "两家在同一打印店制作，已核实。", "decided_by": "孙监督",
             "decided_at": "2026-03-02T15:00:00+08:00"},
        ],
        "warnings": [],
        "committee_changes": [
            {"at": "2026-03-02T09:40:00+08:00", "who": "周专家", "what": "left", "reason": "与投标人存在利害关系，回避", "by": "李经办"},
        ],
        "ledger": {"count": 1, "last_hash": "a" * 64, "entries": [
            {"id": 1, "at": "2026-03-01T09:00:00+08:00", "who": "李经办", "verb": "载入项目", "subject": "ZFCG-2026-0117", "hash": "a" * 64}]},
    }  # fmt: skip


def bid(key: str, name: str, price: str, sme: str) -> dict[str, Any]:
    """One bid as stated."""
    return {"key": key, "name": name, "uscc": "", "price": price, "words": "", "sme": sme, "domestic": False,
            "consortium_sme_share": None, "uploaded_at": ""}  # fmt: skip


def result(key: str, name: str, price: str, evaluated: str | None, points: str | None) -> dict[str, Any]:
    """What the system found of one bid."""
    return {
        "key": key, "name": name, "valid": True, "price": price, "evaluated_price": evaluated, "rejections": [],
        "warnings": [],
        "qualification": [{"code": "Q1", "title": "营业执照有效", "passed": points is not None, "explanation": "见营业执照",
                           "places": ["投标文件.pdf 第12页"]}],
        "objective": [] if points is None else [
            {"code": "P1", "title": "投标报价", "score": points, "max_score": "30", "rule": "price:lowest-price-ratio",
             "rule_version": 1, "inputs": [["benchmark", "2443500.33"]], "explanation": "基准价除以评标价",
             "places": ["投标文件.pdf 第3页"]}],
    }  # fmt: skip


def ranked(
    rank: int, key: str, name: str, price: str, evaluated: str, total: str, parts: dict[str, str]
) -> dict[str, Any]:
    """One line of the ranking."""
    return {"rank": rank, "key": key, "name": name, "price": price, "evaluated_price": evaluated, "total": total,
            "parts": parts, "explanation": ""}  # fmt: skip
