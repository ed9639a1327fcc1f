"""One person, firm or machine, however it is written, has one normal form; what only looks alike has another."""

import pytest

from evaluation.collusion.identity import (
    address_ip,
    addresses,
    emails,
    is_factory_name,
    is_state,
    mac,
    own_mail_domain,
    phones,
    plain,
    rarity,
    same_firm,
    serial,
)


def test_case_and_separators_do_not_tell_machines_apart() -> None:
    assert serial("WD-WX31A87L2K9E") == serial("wd wx31a87l2k9e") == "wdwx31a87l2k9e"
    assert mac("3C-52-82-1A-9F-07") == mac("3c:52:82:1a:9f:07") == "3c52821a9f07"


@pytest.mark.parametrize("value", ["00000000", "BSN12345678901234567", "学习版", "no lock", "A1"])
def test_a_value_that_is_no_serial_number_is_left_out(value: str) -> None:
    assert serial(value) == ""


def test_an_address_loses_its_port_and_its_wrapping_as_ipv6() -> None:
    assert address_ip("58.22.3.7:8080") == address_ip("::ffff:58.22.3.7") == "58.22.3.7"
    assert address_ip("127.0.0.1") == address_ip("fe80::1%eth0") == address_ip("内网") == ""


def test_width_case_and_punctuation_do_not_tell_names_apart() -> None:
    assert plain("ＡＢＣ（北京）有限公司") == plain("abc(北京)有限公司")


@pytest.mark.parametrize(
    ("name", "factory"), [("DESKTOP-7K2P1QX", True), ("User01", True), ("张工", False), ("王", True)]
)
def test_a_name_with_a_machines_number_is_the_factorys(name: str, factory: bool) -> None:
    assert is_factory_name(name) is factory


def test_firms_are_one_but_for_their_legal_form_and_two_where_a_numeral_differs() -> None:
    assert same_firm("杭州甲乙科技有限责任公司", "杭州甲乙科技有限公司") == 1
    assert same_firm("杭州西湖科技发展有限公司", "杭州西湖科枝发展有限公司") == 0.5
    assert same_firm("浙江省第一建筑工程有限公司", "浙江省第二建筑工程有限公司") == 0
    assert same_firm("王芳", "王芬") == 0


def test_the_same_number_is_found_once_and_service_numbers_not_at_all() -> None:
    text = "手机：139 1234 5678，+86-13912345678；电话：(0571)87654321；客服400-820-8820"
    assert phones(text) == ["13912345678", "057187654321"]


def test_an_address_has_a_street_and_a_number() -> None:
    assert addresses("公司地址：文一西路998号5幢，网址：www.a.cn") == ["文一西路998号5幢"]
    assert addresses("地址：详见附件一") == []


def test_a_shared_name_tells_the_less_the_more_people_bear_it() -> None:
    names = ("王伟", "叶珩", "欧阳明珩", "杭州甲乙科技有限公司")
    assert [rarity(name) for name in names] == [0.25, 0.5, 1.0, 1.0]


def test_the_state_above_two_firms_is_no_common_owner() -> None:
    assert is_state("浙江省人民政府国有资产监督管理委员会")
    assert not is_state("浙江国泰投资有限公司")


def test_only_a_domain_of_its_own_points_to_a_firm() -> None:
    assert (own_mail_domain("Wang@Firm.CN"), own_mail_domain("wang@163.com")) == ("firm.cn", "")


def test_an_address_ends_before_the_label_of_what_stands_behind_it() -> None:
    assert addresses("地址：海州市高新区望潮路188号 电话：0518-8558 1234") == ["海州市高新区望潮路188号"]
    assert addresses("通讯地址：海州市望潮路188号 2幢 联系人 陈晨") == ["海州市望潮路188号 2幢"]


def test_an_e_mail_address_may_stand_between_chinese_characters() -> None:
    assert emails("请发至邮箱abc.wang@hengshu.cn并致电确认") == ["abc.wang@hengshu.cn"]
