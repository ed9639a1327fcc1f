"""People, firms and their numbers: same person, same head, same owner, same telephone, names in others' documents."""

import pytest

from evaluation.reading.document import Origin
from tests.evaluation.collusion.material import HONEST, alerts, case, document, spec


def team(*members: tuple[str, str, str]) -> dict[str, object]:
    return {"team": [{"name": n, "role": r, "id_hash": i} for n, r, i in members]}


def test_one_id_number_is_one_person_article_40_3() -> None:
    made = case(
        {"a": spec(**team(("欧阳修", "项目经理", "h1"))), "b": spec(**team(("欧阳修", "安全员", "h1")))}
    )
    [alert] = alerts(made, "people")
    assert alert.level == "high"
    assert alert.basis == ("实施条例 40(3)", "87号令 37(3)")


def test_one_name_with_two_id_numbers_is_two_people() -> None:
    made = case(
        {"a": spec(**team(("欧阳修", "项目经理", "h1"))), "b": spec(**team(("欧阳修", "项目经理", "h2")))}
    )
    assert alerts(made, "people") == []


@pytest.mark.parametrize(("name", "level"), [("张伟", "low"), ("李岩", "low"), ("欧阳修文", "medium")])
def test_a_name_alone_weighs_by_its_rarity_and_its_role(name: str, level: str) -> None:
    made = case({"a": spec(**team((name, "项目经理", ""))), "b": spec(**team((name, "项目负责人", "")))})
    [alert] = alerts(made, "people")
    assert alert.level == level


def test_three_rare_names_together_are_high() -> None:
    crew = team(("司徒云飞", "项目经理", ""), ("欧阳修文", "技术负责人", ""), ("上官青禾", "安全员", ""))
    [alert] = alerts(case({"a": spec(**crew), "b": spec(**crew)}), "people")
    assert alert.level == "high"


def test_a_bidder_that_holds_another_is_high_by_article_34() -> None:
    made = case({
        "a": spec("晨星控股有限公司"),
        "b": spec("晨星信息技术有限公司", shareholders=[{"name": "晨星控股有限公司", "share": "0.6"}]),
    })  # fmt: skip
    [alert] = alerts(made, "ownership")
    assert (alert.level, alert.basis) == ("high", ("实施条例 34", "政府采购法实施条例 18"))


def test_one_firm_behind_both_is_high() -> None:
    holder = [{"name": "江海投资集团有限公司", "share": "0.51"}]
    made = case({"a": spec("甲公司", shareholders=holder), "b": spec("乙公司", shareholders=holder)})
    assert [alert.level for alert in alerts(made, "ownership")] == ["high"]


@pytest.mark.parametrize(
    ("holder", "shares", "bits", "level"),
    [
        ("江海投资集团有限公司", ("0.51", "0.6"), 20, "high"),
        ("江海投资集团有限公司", ("0.51", "0.3"), 14, "medium"),  # the smaller share counts: 0.7
        ("江海创业投资基金（有限合伙）", ("0.08", "0.1"), 5, "low"),  # a quarter
        ("江海创业投资基金（有限合伙）", ("0.02", "0.6"), 2, "low"),  # a tenth
        ("某省人民政府国有资产监督管理委员会", ("1", "1"), 1, "low"),  # a twentieth
    ],
)
def test_a_common_holder_weighs_by_what_its_share_gives(
    holder: str, shares: tuple[str, str], bits: float, level: str
) -> None:
    made = case({
        key: spec(name, shareholders=[{"name": holder, "share": share}])
        for key, name, share in zip("ab", ("甲公司", "乙公司"), shares, strict=True)
    })  # fmt: skip
    [alert] = alerts(made, "ownership")
    assert (alert.bits, alert.level) == (bits, level)


def test_a_bidder_that_holds_a_little_of_another_does_not_control_it() -> None:
    made = case({
        "a": spec("晨星控股有限公司"),
        "b": spec("晨星信息技术有限公司", shareholders=[{"name": "晨星控股有限公司", "share": "0.1"}]),
    })  # fmt: skip
    [alert] = alerts(made, "ownership")
    assert (alert.bits, alert.level) == (7.5, "low")  # 30 × ¼


def test_a_number_that_stands_in_forms_is_nobodys() -> None:
    made = case({
        "a": spec(contacts=[{"phone": "13800138000", "email": "xxx@xx.com"}]),
        "b": spec(contacts=[{"phone": "13800138000", "email": "xxx@xx.com"}]),
    })  # fmt: skip
    assert alerts(made, "contact") == []


def test_one_head_of_both_is_reported() -> None:
    made = case(
        {
            "a": spec("甲公司", legal_representative="欧阳修文"),
            "b": spec("乙公司", legal_representative="欧阳修文"),
        }
    )
    assert [alert.level for alert in alerts(made, "ownership")] == ["medium"]


def test_unrelated_firms_are_unrelated() -> None:
    made = case({
        "a": spec("甲公司", legal_representative="周明", shareholders=[{"name": "周明", "share": "1"}]),
        "b": spec("乙公司", legal_representative="李岩", shareholders=[{"name": "李岩", "share": "1"}]),
    })  # fmt: skip
    assert alerts(made, "ownership") == []
    assert alerts(made, "people") == []


def test_one_telephone_of_two_contacts_is_high() -> None:
    made = case({
        "a": spec(contacts=[{"name": "王一", "phone": "138 0000 0001"}]),
        "b": spec(contacts=[{"name": "李二", "phone": "+86-13800000001"}]),
    })  # fmt: skip
    [alert] = alerts(made, "contact")
    assert (alert.level, alert.evidence[0]["value"]) == ("high", "13800000001")


def test_the_buyers_own_number_is_no_sign() -> None:
    tender = (document("采购人联系电话：0571-88001234，邮箱 cg@school.example"),)
    both = (document("采购人：0571-88001234 cg@school.example"),)
    assert alerts(case({"a": both, "b": both}, tender), "contact") == []


def test_a_number_printed_in_both_documents_is_a_soft_sign() -> None:
    both = (document("售后电话 13912345678"),)
    [alert] = alerts(case({"a": both, "b": both}), "contact")
    assert alert.level == "low"
    assert alert.evidence[0]["documents"] == {"a": ["投标文件.pdf#1"], "b": ["投标文件.pdf#1"]}


def test_service_numbers_and_public_mail_domains_are_no_sign() -> None:
    made = case({
        "a": (spec(contacts=[{"email": "a@qq.com"}]), document("客服 400-810-1234 95533")),
        "b": (spec(contacts=[{"email": "b@qq.com"}]), document("客服 400-810-1234 95533")),
    })  # fmt: skip
    assert alerts(made, "contact") == []


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("杭州市西湖区文三路100号3幢201室", True),
        ("杭州市西湖区文三路100号3幢202室", False),
        ("杭州市文三路", False),
    ],
)
def test_addresses_are_alike_only_with_the_same_house_number(other: str, alike: bool) -> None:
    made = case({"a": spec(address="杭州市西湖区文三路100号 3幢 201室"), "b": spec(address=other)})
    assert bool(alerts(made, "contact")) is alike


def test_a_bidders_name_in_anothers_document_is_high_by_article_40_5() -> None:
    made = case({
        "a": (spec("晨星信息技术有限公司"), document(HONEST[0])),
        "b": (spec("远山数字科技有限公司"), document(HONEST[1] + "晨星信息 技术有限公司承诺按期供货。")),
    })  # fmt: skip
    [alert] = alerts(made, "mixed-documents")
    assert (alert.level, alert.basis) == ("high", ("实施条例 40(5)", "87号令 37(5)"))
    [place] = alert.evidence
    assert (place["bidder"], place["text"], place["page"]) == ("b", "晨星信息 技术有限公司", 1)


def test_a_name_that_the_tender_itself_prints_is_no_sign() -> None:
    made = case(
        {
            "a": (spec("晨星信息技术有限公司"), document(HONEST[0])),
            "b": (spec("远山数字科技有限公司"), document("前期设计单位为晨星信息技术有限公司。")),
        },
        (document("本项目前期设计单位：晨星信息技术有限公司"),),
    )
    assert alerts(made, "mixed-documents") == []


def test_one_name_of_staff_may_be_chance_two_are_not() -> None:
    crew = team(("司徒云飞", "项目经理", ""), ("欧阳修文", "技术负责人", ""))
    one = {
        "a": (spec("甲字科技有限公司", **crew), document("")),
        "b": (spec("乙字科技有限公司"), document("联系人司徒云飞")),
    }
    two = {**one, "b": (spec("乙字科技有限公司"), document("项目经理司徒云飞，技术负责人欧阳修文"))}
    assert alerts(case(one), "mixed-documents") == []
    assert len(alerts(case(two), "mixed-documents")) == 1


def test_anothers_name_in_a_files_properties_is_mixed_too() -> None:
    made = case({
        "a": (spec("晨星信息技术有限公司"), document(HONEST[0])),
        "b": (spec("远山数字科技有限公司"), document(HONEST[1], origin=Origin(company="晨星信息技术有限公司"))),
    })  # fmt: skip
    assert [alert.level for alert in alerts(made, "mixed-documents")] == ["high"]


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("业绩：2023年为远山数字科技有限公司提供机房搬迁服务，合同金额三十二万元。", "low"),
        ("三层交换机，制造商：远山数字科技有限公司，产地杭州。", "low"),
        ("所投摄像机均为远山数字科技有限公司生产。", "low"),
        ("我公司全称为远山数字科技有限公司，提供七日内到货的承诺。", "high"),
        ("远山数字科技有限公司授权赵强为投标代表。", "high"),
        ("制造商：远山数字科技有限公司。远山数字科技有限公司愿意承担全部质保责任。", "high"),
    ],
)
def test_a_customer_or_a_maker_is_named_honestly(words: str, level: str) -> None:
    made = case(
        {
            "a": (spec("远山数字科技有限公司"), document(HONEST[0])),
            "b": (spec("乙方测试有限公司"), document(words)),
        }
    )
    assert [a.level for a in alerts(made, "mixed-documents")] == [level]


def test_who_states_a_contract_with_another_bidder_names_it_honestly() -> None:
    contract = {"title": "机房搬迁", "buyer": "远山数字科技有限公司", "amount": "320000"}
    host = spec("乙方测试有限公司", fields={"contracts": [contract]})
    made = case(
        {
            "a": (spec("远山数字科技有限公司"), document(HONEST[0])),
            "b": (host, document("合同见附件：远山数字科技有限公司。")),
        }
    )
    assert [a.level for a in alerts(made, "mixed-documents")] == ["low"]


def test_a_shareholder_of_one_that_manages_the_other_is_a_relation() -> None:
    owner = spec("甲方测试有限公司", shareholders=[{"name": "百里屠苏", "share": "0.6"}])
    [alert] = alerts(case({"a": owner, "b": spec("乙方测试有限公司", managers=["百里屠苏"])}), "ownership")
    assert (alert.bidders, alert.bits, alert.level) == (("a", "b"), 9, "low")


@pytest.mark.parametrize(
    ("other", "bits"),
    [
        ("浙江恒远投资控股有限责任公司", 20),  # the same form of company, written out
        ("浙江恒远（投资）控股有限公司", 20),
        ("浙江恒源投资控股有限公司", 10),  # nearly the same: half
        ("浙江恒二投资控股有限公司", None),  # a numeral tells firms of one family apart
        ("江苏长信实业发展有限公司", None),
    ],
)
def test_firms_names_are_compared_without_form_and_by_likeness(other: str, bits: float | None) -> None:
    made = {
        key: spec(f"{key * 3}测试有限公司", shareholders=[{"name": name, "share": "0.6"}])
        for key, name in (("a", "浙江恒远投资控股有限公司"), ("b", other))
    }
    assert [a.bits for a in alerts(case(made), "ownership")] == ([] if bits is None else [bits])
