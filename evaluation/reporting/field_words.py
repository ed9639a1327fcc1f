"""The Chinese words of the report for a tender's own data: fields and values that many tenders use.

A field or value that is not here stands as the package has it.
"""

FIELDS = {
    "business_licence": "营业执照",
    "credit_status": "信用状况",
    "deposit": "投标保证金",
    "registered_capital": "注册资本",
    "warranty_years": "质保年限",
    "energy_share": "节能产品占比",
    "training_mode": "培训方式",
    "delivery_days": "交货天数",
    "validity_days": "投标有效期（天）",
    "service_certificate": "服务认证证书",
    "contracts": "合同业绩",
    "certificates": "证书",
    "staff": "人员",
    "deviations": "偏离表",
    "name": "名称",
    "amount": "金额",
    "signed_on": "签订日期",
    "valid_until": "有效期至",
    "holder": "持有人",
    "role": "岗位",
    "kind": "类型",
    "title": "职称",
    "starred": "星号条款",
}
PARAMETERS = {
    "above": "高于基准价扣分系数",
    "below": "低于基准价扣分系数",
    "multiplier": "基准价系数",
    "slope": "扣分系数",
    "trim": "去高去低",
    "bids_at_least": "投标人数不少于",
    "high": "去最高",
    "low": "去最低",
    "weights": "权重（抽取）",
    "factors": "系数（抽取）",
    "deltas": "下浮率（抽取）",
    "reductions": "下浮率（抽取）",
    "samples": "抽取家数",
    "share": "比例",
    "draw_at_least": "至少抽取",
    "mix": "合成比例",
    "mean_share": "均值占比",
    "floor": "下限系数",
    "top": "上限系数",
    "a": "A",
    "b": "B",
    "c": "C",
}
"""The parameters of the price formulas; every number is the tender's own."""
VALUES = {
    "clean": "未列入失信名单",
    "listed": "已列入失信名单",
    "transfer": "银行转账",
    "guarantee": "保函",
    "onsite": "现场",
    "online": "线上",
    "onsite-and-online": "现场与线上结合",
    "none": "无",
    "positive": "正偏离",
    "negative": "负偏离",
    "true": "是",
    "false": "否",
    "True": "是",
    "False": "否",
    "reject": "否决投标",
    "all": "全部载明",
    "any": "载明其一",
}


def field_word(key: str) -> str:
    """What a field of the tender's own data is called."""
    return FIELDS.get(key, key)


def parameter_word(key: str) -> str:
    """What a parameter of a price formula is called."""
    return PARAMETERS.get(key, key)


def value_word(value: str) -> str:
    """What a stated value is called."""
    return VALUES.get(value, value)
