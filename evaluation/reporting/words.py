"""The Chinese words of the report for the codes in its facts, and the texts of law it quotes."""

from __future__ import annotations

import re

REGIMES = {
    "government-procurement": "政府采购（财政部令第87号）",
    "tendering": "招标投标（《招标投标法》及其实施条例）",
}
OBJECTS = {"goods": "货物", "services": "服务", "works": "工程"}
METHODS = {"comprehensive-score": "综合评分法", "lowest-evaluated-price": "最低评标价法"}
KINDS = {"qualification": "资格性、符合性审查", "objective": "客观评审因素", "subjective": "主观评审因素"}
SME = {"micro": "微型企业", "small": "小型企业", "medium": "中型企业", "none": "非中小企业"}
LEVELS = {"high": "高", "medium": "中", "low": "低"}
VERDICTS = {"confirmed": "确认", "dismissed": "排除", "reopened": "重新处理中", "": "未处理"}
ANSWERS = {"kept": "维持原评分", "revised": "修改评分", "": "未答复"}
PASSED = {True: "通过", False: "不通过", None: "无法自动判断"}
REJECTIONS = {
    "collusion": "视为串通投标",
    "price-limit": "报价超过最高限价",
    "price-correction": "修正后的报价未经确认",
    "abnormally-low": "不能证明报价合理性",
}
RULES = {
    "field-present": "有此项材料即通过或得满分",
    "field-equals": "所填内容符合要求即通过或得满分",
    "document-mentions": "投标文件载明规定用语",
    "tiers": "按档计分",
    "count": "按数量计分",
    "deviations": "按偏离情况计分",
    "value": "按数值乘以系数计分",
    "price": "价格分",
    "committee": "评标委员会认定",
}
FORMULAS = {
    "lowest-price-ratio": "评标基准价÷评标价×满分，评标基准价为满足要求的最低评标价",
    "highest-discount": "折扣率÷最高折扣率×满分",
    "linear": "以最低评标价为基准的线性扣分",
    "benchmark-deviation": "与评标基准价偏差扣分",
    "piecewise": "分段基准价偏差扣分",
    "ceiling-weighted": "最高限价加权基准价偏差扣分",
    "random-subset": "随机抽取投标价均值下浮基准价偏差扣分",
    "abc": "ABC 合成基准价偏差扣分",
}
WARNINGS = {
    "abnormally-low": "报价明显偏低",
    "arithmetic": "算术核对",
    "unreadable": "文件无法读取",
    "uscc": "统一社会信用代码校验",
    "price-weight": "价格分权重",
    "not-stated": "投标文件未载明",
    "undecided": "待人工认定",
    "evidence-place": "证据位置",
    "disagreement": "文件与结构化数据不一致",
    "extracted": "取自投标文件",
    "proposal": "建议核实补填",
    "unreadable-pages": "页面无法读取",
    "recognition": "文字识别待核对",
    "evasion": "文本与所见不符",
}
_READ = re.compile(r"read from the document, confidence ([\d.]+)")
INPUTS = {
    "rule": "规则",
    "rule gave": "规则原计分",
    "price": "评标价",
    "quoted": "投标报价",
    "benchmark": "评标基准价",
    "lowest": "最低价",
    "mean": "均值",
    "deduction small_micro": "小微企业扣除比例",
    "deduction consortium_sme": "联合体或者分包扣除比例",
    "deduction domestic": "本国产品扣除比例",
    "start": "起评分",
    "negative": "负偏离",
    "positive": "正偏离",
    "starred negative": "星号条款负偏离",
    "starred clauses": "星号负偏离条款",
    "negative clauses": "负偏离条款",
    "tier": "达到档次",
    "factor": "系数",
    "met": "符合条件",
    "each": "每项分值",
    "counted": "计分项数",
    "entries": "申报项数",
    "found": "已载明用语",
    "phrases": "要求用语",
    "drawn delta": "抽取的下浮率",
    "drawn factor": "抽取的系数",
    "drawn weight": "抽取的权重",
    "drawn bid": "抽取的投标价",
    "drawn bids": "抽取的投标人",
    "drawn reduction": "抽取的下浮率",
}


def input_name(key: str, field: str = "") -> str:
    """What an input is called; ``field``, which the rule reads, has a data key alone, and its criterion beside it."""
    if key.startswith("entry ") and key[6:].isdigit():
        return f"第 {key[6:]} 项"
    if key.startswith("source of "):
        return "来源"
    return "投标文件载明" if key == field else INPUTS.get(key, key)


def input_value(value: str) -> str:
    """An input's value with the marks and words that the report has."""
    read = _READ.fullmatch(value)
    if read:
        return f"自投标文件读取，置信度 {read[1]}"
    return value.replace("✓", "√").replace("✗", "×")  # the report's typeface has no others


FLAGS = {
    "leaning": "倾向性评分",
    "item": "单项评分偏离",
    "out-of-range": "评分超出范围",
    "unanimity": "评分高度一致",
    "straight-line": "评分无区分",
    "too-fast": "评审用时过短",
}
ARTICLE_58 = {
    1: "招标公告刊登的媒体名称、开标日期和地点",
    2: "投标人名单和评标委员会成员名单",
    3: "评标方法和标准",
    4: "开标记录和评标情况及说明，包括无效投标人名单及原因",
    5: "评标结果，确定的中标候选人名单或者经采购人委托直接确定的中标人",
    6: "其他需要说明的情况，包括评标过程中投标人根据评标委员会要求进行的澄清、说明或者补正，评标委员会成员的更换等",
}
GROUNDS = {
    "unclear": "含义不明确",
    "inconsistent": "同类问题表述不一致",
    "slip": "明显文字和计算错误",
    "correction": "确认修正后的报价",
    "low-price": "说明报价合理性",
}
CLARIFICATIONS = {
    "unanswered": "未答复",
    "answered": "已答复，未作认定",
    "late": "逾期答复，未作认定",
    "accepted": "采纳",
    "refused": "不采纳",
    "invalid": "按投标无效处理",
    "withdrawn": "撤回",
}
CONFIRMATIONS = {
    **CLARIFICATIONS,
    "unasked": "未要求确认",
    "accepted": "已确认",
    "refused": "不确认",
}
OPINIONS = {"agrees": "同意", "dissents": "不同意", "missing": "尚未签署", "paper": "线下签署"}
DISSENT = {
    "government-procurement": (
        "评标委员会成员对需要共同认定的事项存在争议的，应当按照少数服从多数的原则作出结论。"
        "持不同意见的评标委员会成员应当在评标报告上签署不同意见及理由，否则视为同意评标报告。"
        "（财政部令第87号第六十一条）"
    ),
    "tendering": (
        "评标报告应当由评标委员会全体成员签字。对评标结果有不同意见的评标委员会成员应当以书面形式说明其不同意见和理由，"
        "评标报告应当注明该不同意见。评标委员会成员拒绝在评标报告上签字又不书面说明其不同意见和理由的，视为同意评标结果。"
        "（《招标投标法实施条例》第五十三条）"
    ),
}
NOT_STATED = "（数据中未载明）"
