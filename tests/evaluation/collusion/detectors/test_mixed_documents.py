"""Where another bidder's name stands decides: in the bidder's own place it is a mix-up (实施条例 Art. 40(5)), else it may be honest."""

from __future__ import annotations

import pytest
from django.utils import translation

from evaluation.collusion.alert import Alert
from evaluation.reading.document import Document, Origin
from tests.evaluation.collusion.material import HONEST, alerts, case, document, page, spec

HOST, GUEST = "凌河数字科技有限公司", "卓溪网络科技有限公司"
CODE, PHONE = "91330106MA2K5T7X3B", "0571-88231177"


def found(*documents: Document, **more: object) -> Alert:
    guest = spec(GUEST, uscc=CODE, contacts=[{"name": "王向南", "phone": PHONE}])
    made = case({
        "a": (guest, document(HONEST[0])),
        "b": (spec(HOST, **more), document(HONEST[1], name="方案.pdf"), *documents),
    })  # fmt: skip
    [alert] = alerts(made, "mixed-documents")
    return alert


OWN = {
    "label": f"投标人：{GUEST}（盖章）\n法定代表人（签字）：",
    "label before its line": f"投标人名称\n{GUEST}\n注册地址\n海州市望潮路1号",
    "seal and signature": f"供应商（盖章）：{GUEST}",
    "we": f"我公司{GUEST}完全响应招标文件的要求。",
    "we in brackets": f"我方（{GUEST}）承诺三年质保。",
    "our full name": f"我公司全称为{GUEST}，成立于2012年。",
    "to the buyer": f"致：市第一中学，{GUEST}承诺按期供货。",
    "letter": f"致：市第一中学\n{GUEST}授权赵强为投标代表，全权处理投标事宜。",
    "sentence": f"质保期自验收合格之日起算。{GUEST}承诺按期供货。",
    "cover": f"智慧校园设备采购项目\n投标文件\n（正本）\n{GUEST}\n2026年3月",
    "signature block": f"以上内容真实有效，特此说明。\n{GUEST}\n法定代表人或授权代表：\n日期：2026年3月1日",
    "power of attorney": f"本人李明系{GUEST}的法定代表人，现委托王强为代理人。",
    "draft contract": f"甲方：市第一中学\n乙方：{GUEST}\n双方就智慧校园设备采购订立本合同。",
    "its own bid": f"{GUEST}投标文件\n第二册 技术部分",
    "list of offers": f"投标人名称 投标总价 交货期\n{GUEST} 1,234,000.00元 30日",
    "form that speaks of papers": f"如中标，我方在收到中标通知书后三十日内签订合同并提交验收报告。\n投标人：{GUEST}（盖章）",
    "agent": f"兹授权张三为{GUEST}的合法代理人，参加投标活动。",
    "profile": f"（一）公司简介\n{GUEST}成立于2012年，注册资本五千万元。",
    "form of a small firm": f"中小企业声明函\n企业名称（盖章）：{GUEST}\n日期：",
    "firm's data": f"公司名称：{GUEST}\n注册地址：海州市望潮路1号",
    "account": f"账户名称：{GUEST} 账号：3301040160001234567",
    "called the bidder": f"{GUEST}（以下简称“我公司”）自收到中标通知书之日起七日内进场。",
}

HONEST_PLACES = {
    "former employer": f"项目经理简历：2015年至2019年就职于{GUEST}，任工程师；2019年至今在本公司工作。",
    "former employer in a row": f"起止时间 工作单位 职务\n2015.03-2019.08 {GUEST} 工程师",
    "past consortium": f"2023年我公司与{GUEST}组成联合体承接临湖区平安校园项目，负责其中弱电部分。",
    "row of contracts": f"序号 合同名称 签约方 金额\n1 多媒体设备维护 {GUEST} 38万元",
    "far row of contracts": "合同业绩表\n" + "序号 名称 市教育局 12万元\n" * 8 + f"9 机房搬迁 {GUEST} 38万元",
    "declaration": f"我公司与{GUEST}不存在控股、管理关系，亦非同一法定代表人。",
    "its head and ours": f"{GUEST}法定代表人与我公司法定代表人不存在亲属关系。",
    "competitor": f"在区域市场上，{GUEST}等同行企业多采用集中式方案，我们采用分布式方案。",
    "similar case": f"类似案例中，{GUEST}采用的分层部署值得借鉴。",
    "customer": f"业绩：2023年为{GUEST}提供机房搬迁服务，合同金额三十二万元。",
    "maker": f"三层交换机，制造商：{GUEST}，产地杭州。",
    "we are its dealer": f"我公司是{GUEST}的授权代理商，代理范围为全系列交换机。",
    "supplier of goods": f"主要设备供应商：{GUEST}，合作五年。",
    "maker speaks to us": f"{GUEST}承诺向我公司供货并提供原厂备件。",
    "maker's authorisation": f"授权书\n致：市第一中学\n我方{GUEST}（制造商）授权{HOST}参加贵方采购活动。",
    "award notice": f"中标结果公告\n采购人：县医院\n中标供应商：{HOST}\n第二中标候选人 供应商名称：{GUEST}",
    "contract": f"采购合同\n甲方：{GUEST}\n乙方：{HOST}\n甲方向乙方采购交换机。\n甲方（盖章） 乙方（盖章）",
    "both sign": f"{GUEST}（盖章） {HOST}（盖章）\n2023年5月6日",
    "subcontract": f"甲方：市公安局\n乙方一：{GUEST}\n乙方：{GUEST}、{HOST}",
    "former supplier": f"原供应商：{GUEST}，服务期至2024年。",
    "supplier of what runs": f"现有系统供应商{GUEST}提供接口。",
    "cells of a table": f"1\n{GUEST}\n2023年5月6日\n机房搬迁\n12万元",
    "firm in a list of work": f"单位名称：{GUEST}\n联系人：李\n合同金额：12万元",
    "once its agent": f"本人李明曾系{GUEST}的授权代表。",
    "maker's profile": f"制造商公司简介\n{GUEST}成立于2012年，专业生产交换机。",
    "thanks": f"感谢信\n{HOST}：\n贵公司服务周到，特此感谢。\n{GUEST}（盖章）\n2023年5月6日",
    "owner": f"我公司股东为{GUEST}，持股百分之五。",
    "right of use": f"软件著作权人：{GUEST}",
    "no reason given": f"附图由{GUEST}绘制于2019年。",
}  # fmt: skip


@pytest.mark.parametrize("place", OWN)
def test_in_the_bidders_own_place_another_bidders_name_is_high(place: str) -> None:
    alert = found(document(OWN[place]))
    assert (alert.level, alert.bits) == ("high", 22)


@pytest.mark.parametrize("place", HONEST_PLACES)
def test_where_a_name_may_honestly_stand_it_is_no_more_than_low(place: str) -> None:
    alert = found(document(HONEST_PLACES[place]))
    assert (alert.level, alert.bits in (6, 8)) == ("low", True)


def test_what_neither_is_the_bidders_place_nor_explained_weighs_between_the_two() -> None:
    alert = found(document(HONEST_PLACES["no reason given"]))
    assert alert.bits == 8
    with translation.override("en"):
        [step] = [step.render(translation.gettext) for step in alert.derivation]
    assert step == "name, neither in the bidder's own place nor clearly as a partner: 8 bits"


def test_unexplained_names_on_many_pages_add_a_little_and_stay_low() -> None:
    text = HONEST_PLACES["no reason given"]
    assert found(document(text, text, *[text] * 8)).bits == 11
    assert found(document(text + text)).bits == 8
    assert found(document(*[HONEST_PLACES["past consortium"]] * 5)).bits == 6


def test_one_mention_in_the_bidders_place_outweighs_all_honest_ones_and_is_shown_first() -> None:
    pages = [HONEST_PLACES["past consortium"]] * 8 + [OWN["label"]]
    alert = found(document(*pages, name="册.pdf"))
    assert (alert.bits, alert.evidence[0]["page"], len(alert.evidence)) == (22, 9, 5)


@pytest.mark.parametrize(
    ("line", "bits"),
    [(f"{GUEST}投标文件", 22), (GUEST, 22), (f"{GUEST}产品手册", 8)],
)
def test_a_running_header_is_the_bidders_place_unless_it_is_that_of_a_leaflet(line: str, bits: int) -> None:
    text = f"{line}\n{HONEST[2]}"
    one = Document("册.pdf", "", "application/pdf", (page(text, furniture=((0, len(line)),)),), Origin())
    alert = found(one)
    assert alert.bits == bits
    assert (alert.evidence[0]["page"], GUEST in alert.evidence[0]["text"]) == (1, True)


@pytest.mark.parametrize("field", ["author", "company"])
def test_a_mark_of_origin_with_another_bidders_name_is_high(field: str) -> None:
    assert found(document(HONEST[2], origin=Origin(**{field: GUEST}))).level == "high"


def test_a_code_and_a_number_beside_a_customers_name_are_the_customers() -> None:
    customer = f"甲方：{GUEST}\n统一社会信用代码：{CODE}\n电话：{PHONE}\n乙方：{HOST}\n"
    alert = found(document(customer))
    assert (alert.level, alert.bits) == ("low", 8.3)  # 6 + 0.3 × 6 + 0.09 × 6
    assert found(document(f"统一社会信用代码：{CODE}")).level == "high"
    assert found(document(f"投标人：{GUEST}\n统一社会信用代码：{CODE}")).bits == 24 + 0.3 * 22


def test_a_stated_contract_explains_the_name_but_not_a_form_in_the_name_of_another() -> None:
    contract = {"contracts": [{"title": "机房搬迁", "buyer": GUEST, "amount": "320000"}]}
    assert found(document(f"附图由{GUEST}绘制。"), fields=contract).bits == 6
    assert found(document(OWN["label"]), fields=contract).level == "high"


def test_a_bidders_name_in_two_others_place_is_no_forgotten_firm_besides() -> None:
    form = f"投标人：我公司{GUEST}（盖章）"
    made = case({
        "a": (spec(GUEST), document(HONEST[0])),
        "b": (spec(HOST), document(form + HONEST[1])),
        "c": (spec("博言信息技术有限公司"), document(form + HONEST[2])),
    })  # fmt: skip
    assert [alert.bits for alert in alerts(made, "mixed-documents")] == [22, 22]
    assert alerts(made, "shared-error") == []
