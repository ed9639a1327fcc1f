"""What a bid calls the things that a field or a criterion's title names.

Each entry is a group of terms that answer for one another.  A group is taken into a query when the field has its
key, or when the criterion's title or guidance names one of the terms in ``named``.
"""

from __future__ import annotations

from typing import NamedTuple


class Terms(NamedTuple):
    """``keys`` are field names; ``named`` are tender words that call the group up; ``answers`` are the bid's words."""

    keys: tuple[str, ...]
    named: tuple[str, ...]
    answers: tuple[str, ...]


GROUPS: tuple[Terms, ...] = (
    Terms(("business_licence", "business_license", "licence"), ("营业执照", "法人证书", "主体资格"),
          ("营业执照", "统一社会信用代码", "事业单位法人证书", "经营范围")),
    Terms(("credit_status", "credit"), ("失信", "信用", "违法失信"),
          ("信用中国", "失信被执行人", "重大税收违法", "严重违法失信", "信用记录", "信用报告", "信用查询")),
    Terms(("registered_capital",), ("注册资本", "注册资金"), ("注册资本", "注册资金", "实缴资本")),
    Terms(("contracts", "references", "projects"), ("业绩", "类似项目", "同类项目", "项目经验"),
          ("类似业绩", "业绩证明", "业绩一览表", "业绩表", "类似项目", "同类项目", "合同金额", "合同签订", "中标通知书", "验收报告")),
    Terms(("deviations", "deviation"), ("偏离", "技术参数", "响应", "技术指标"),
          ("技术偏离表", "偏离表", "正偏离", "负偏离", "无偏离", "技术规格响应", "参数响应", "商务偏离")),
    Terms(("warranty_years", "warranty", "warranty_months"), ("质保", "保修", "质量保证"),
          ("质保期", "质量保证期", "保修期", "免费质保", "质保")),
    Terms(("after_sales", "service"), ("售后", "服务承诺", "服务方案", "维保"), ("售后服务", "响应时间", "上门服务", "服务承诺", "服务网点", "备品备件")),
    Terms(("delivery_days", "delivery", "duration"), ("交货", "供货", "工期", "交付", "进度"),
          ("交货期", "供货期", "工期", "交付期", "进度计划", "实施计划", "供货周期")),
    Terms(("price", "total"), ("报价", "价格", "投标价"), ("开标一览表", "投标报价", "报价一览表", "投标总价", "分项报价")),
    Terms(("iso9001", "iso_certificates", "certificates", "certifications", "certification"), ("认证", "证书", "体系"),
          ("质量管理体系认证", "环境管理体系", "职业健康安全管理体系", "信息安全管理体系", "认证证书", "ISO9001", "GB/T19001")),
    Terms(("tax", "tax_payment"), ("纳税", "税收"), ("纳税证明", "完税证明", "依法缴纳税收", "税收缴款")),
    Terms(("social_security", "social_insurance"), ("社会保障", "社保", "社会保险"),
          ("社会保险", "社保缴纳", "社会保障资金", "缴费证明", "参保")),
    Terms(("financial_statements", "audit_report", "financial"), ("财务", "审计", "资信"),
          ("财务状况", "审计报告", "财务报表", "资产负债表", "利润表", "资信证明", "财务会计制度")),
    Terms(("authorisation", "authorization", "power_of_attorney"), ("授权",),
          ("授权委托书", "法定代表人授权", "法定代表人身份证明", "被授权人", "委托代理人")),
    Terms(("sme_declaration", "sme"), ("中小企业", "小微", "小型", "声明函"),
          ("中小企业声明函", "小型企业", "微型企业", "从业人员", "监狱企业", "残疾人福利性单位")),
    Terms(("team", "staff", "project_manager", "personnel"), ("人员", "团队", "项目经理", "项目负责人"),
          ("项目经理", "项目负责人", "人员配备", "人员一览表", "项目团队", "团队成员", "职称", "资格证书")),
    Terms(("deposit", "bid_bond"), ("保证金", "保函"), ("投标保证金", "保证金缴纳", "投标保函", "转账凭证")),
    Terms(("no_violation", "declaration"), ("重大违法", "违法记录", "声明", "承诺"),
          ("重大违法记录", "声明函", "承诺函", "无重大违法")),
    Terms(("manufacturer_authorisation",), ("制造商授权", "原厂授权", "厂家授权"),
          ("原厂授权函", "制造商授权函", "厂家授权书", "原厂质保函", "质保承诺函")),
    Terms((), ("资质",), ("资质证书", "资质等级", "许可证")),
    Terms(("training_mode", "training"), ("培训",), ("培训方案", "培训计划", "培训对象", "培训课程", "培训内容")),
    Terms((), ("实施", "安装", "施工", "组织"), ("实施组织", "实施方案", "施工组织", "安装调试", "实施步骤", "施工方案")),
    Terms((), ("技术方案", "总体方案", "设计方案"), ("技术方案", "总体设计", "系统架构", "方案设计", "设计思路")),
    Terms((), ("需求理解", "需求分析", "项目理解"), ("需求理解", "需求分析", "需求解读", "项目理解", "现状分析", "项目概况")),
    Terms((), ("验收",), ("验收方案", "验收方法", "验收标准", "验收程序", "测试验收")),
    Terms((), ("应急", "风险"), ("应急预案", "应急响应", "突发事件", "风险控制")),
    Terms((), ("质量保证措施", "质量控制", "质量保障"), ("质量保证措施", "质量控制", "质量管理", "检验", "测试方案")),
    Terms((), ("安全", "保密"), ("安全管理", "信息安全", "保密措施", "数据安全", "文明施工")),
    Terms(("energy_share",), ("节能", "环保", "环境标志"), ("节能产品", "节能环保产品", "环境标志产品", "节能认证")),
)  # fmt: skip


def groups_for(fields: tuple[str, ...], wording: str) -> list[Terms]:
    """The groups that a criterion with these fields and this wording calls up."""
    return [
        group
        for group in GROUPS
        if any(key in fields for key in group.keys) or any(name in wording for name in group.named)
    ]
