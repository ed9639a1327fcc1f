"""Identity numbers and bank accounts that documents print, the order in which files were saved, and font prefixes."""

import pytest

from evaluation.collusion.identity import bank_accounts, masked, person_ids
from evaluation.reading.document import Origin
from procurement.suppliers.uscc import check_character
from tests.evaluation.collusion.material import HONEST, alerts, case, document, spec

# The example of GB 11643-1999; its check character is X.
PERSON = "11010519491231002X"
ACCOUNT = "6222021001123456789"


def test_an_identity_number_needs_a_true_date_and_check_character() -> None:
    assert person_ids(f"身份证号：{PERSON}。编号 110105194912310021，{PERSON[:10]}1331002X") == [PERSON]
    assert masked(PERSON) == "110105********002X"


def test_the_same_identity_number_in_two_documents_is_one_person_and_shown_masked() -> None:
    made = case({
        "a": document(f"{HONEST[0]}技术负责人身份证号{PERSON}"),
        "b": document(HONEST[1], f"安全员 身份证 {PERSON.lower()}"),
    })  # fmt: skip
    [alert] = alerts(made, "people")
    assert (alert.bidders, alert.level, alert.basis[0]) == (("a", "b"), "high", "实施条例 40(3)")
    [shown] = alert.evidence
    assert shown["value"] == "110105********002X"
    assert shown["documents"] == {"a": ["投标文件.pdf#1"], "b": ["投标文件.pdf#2"]}
    assert PERSON not in str(alert)


def test_the_number_that_a_makers_letter_of_authority_gives_does_not_settle_it() -> None:
    letter = f"制造商授权书：我公司法定代表人（身份证号{PERSON}）授权贵方投标。"
    made = case({key: document(f"{own}\n{letter}") for key, own in zip("ab", HONEST, strict=False)})
    [alert] = alerts(made, "people")
    assert (alert.bits, alert.level) == (3, "low")  # what one maker explains
    own = case({"a": document(f"{HONEST[0]}\n{letter}"), "b": document(f"{HONEST[1]}项目经理{PERSON}")})
    assert [a.level for a in alerts(own, "people")] == ["high"]


def test_an_identity_number_that_the_tender_prints_is_nobodys_sign() -> None:
    both = document(f"监督人身份证号{PERSON}")
    assert alerts(case({"a": both, "b": both}, (both,)), "people") == []


def test_a_bank_account_follows_a_word_that_says_so() -> None:
    text = f"开户行：某支行 账号：{ACCOUNT[:4]} {ACCOUNT[4:]}；合同编号 20260101123456789；账号：0000000000"
    assert bank_accounts(text) == [ACCOUNT]


def test_two_bids_that_name_one_account_weigh_without_settling_it() -> None:
    made = case({key: document(f"{own}收款账号：{ACCOUNT}") for key, own in zip("abc", HONEST, strict=False) if key < "c"}
                | {"c": document(HONEST[2])})  # fmt: skip
    [alert] = alerts(made, "account")
    assert (alert.bidders, alert.level) == (("a", "b"), "medium")
    assert alert.basis == ("实施条例 40(6)", "87号令 37(6)")


def test_the_account_deposits_are_paid_to_stands_in_the_tender_and_is_left_out() -> None:
    both = document(f"保证金账号：{ACCOUNT}")
    assert alerts(case({"a": both, "b": both}, (both,)), "account") == []


def test_an_account_that_most_bidders_print_is_a_third_partys() -> None:
    made = case({key: document(f"{own}平台账号：{ACCOUNT}") for key, own in zip("abc", HONEST, strict=False)})
    [alert] = alerts(made, "account")
    assert (alert.bidders, alert.bits, alert.level) == (("a", "b", "c"), 4, "low")  # 16 × ¼, and shown


def test_a_deposit_paid_from_an_account_that_another_bid_names_is_high() -> None:
    payer = spec("甲公司", provenance={"deposit_account": ACCOUNT})
    made = case(
        {"a": payer, "b": (spec("乙公司"), document(f"{HONEST[0]}我司账号：{ACCOUNT}")), "c": spec("丙公司")}
    )
    [alert] = alerts(made, "account")
    assert (alert.bidders, alert.level) == (("a", "b"), "high")


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ("2026-03-01T10:00:05+08:00", "2026-03-01T10:01:20+08:00", 1),
        ("2026-03-01T10:00:05+08:00", "2026-03-01T02:01:20+00:00", 1),  # the same minute in another zone
        ("2026-03-01T10:00:05+08:00", "2026-03-01T10:02:06+08:00", 0),
        ("2026-03-01T00:00:00+08:00", "2026-03-01T00:00:30+08:00", 0),  # midnight stands for a bare date
        ("2026-03-01T10:00:05", "2026-03-01T10:01:20", 0),  # no zone is stated
    ],
)
def test_files_saved_one_after_the_other_within_two_minutes_weigh_a_little(
    one: str, other: str, signs: int
) -> None:
    made = case({
        "b": document(HONEST[0], origin=Origin(modified=other)), "a": document(HONEST[1], origin=Origin(modified=one)),
    })  # fmt: skip
    found = alerts(made, "document-origin")
    assert len(found) == signs
    for alert in found:
        assert (alert.bidders, alert.level) == (("b", "a"), "low")
        assert alert.evidence[0]["value"].endswith("(a) → 02:01:20 (b)")


@pytest.mark.parametrize(
    ("font", "signs"), [("QWZKBT+SimSun", 1), ("BCDEEE+SimSun", 0), ("CAAAAA+SimSun", 0), ("SimSun", 0)]
)
def test_a_font_prefix_drawn_at_random_is_a_weak_mark_and_one_counted_up_is_none(
    font: str, signs: int
) -> None:
    made = case({
        "a": document(HONEST[0], origin=Origin(fonts=(font,))), "b": document(HONEST[1], origin=Origin(fonts=(font,))),
    })  # fmt: skip
    assert [a.level for a in alerts(made, "document-origin")] == ["low"] * signs


def test_an_address_printed_in_both_bids_weighs_less_than_one_both_state() -> None:
    where = "滨江区江南大道3688号2幢1104室"
    printed = [document(f"{own}\n通讯地址：{where}\n") for own in HONEST[:2]]
    [alert] = alerts(case({"a": printed[0], "b": printed[1], "c": document(HONEST[2])}), "contact")
    assert (alert.bidders, alert.bits, alert.evidence[0]["field"]) == (
        ("a", "b"),
        6.0,
        "address_in_documents",
    )
    [stated] = alerts(
        case({"a": spec("甲", address=where), "b": spec("乙", address=f"杭州市{where}"[3:])}), "contact"
    )
    assert (stated.bits, stated.evidence[0]["field"]) == (7.0, "address")


def test_the_buyers_address_is_no_sign_and_one_that_all_print_hardly_one() -> None:
    line = "地址：学院路1号行政楼205室"
    both = {"a": document(f"{HONEST[0]}\n{line}"), "b": document(f"{HONEST[1]}\n{line}")}
    assert alerts(case(both, (document(line),)), "contact") == []
    crowd = {key: document(f"{own}\n{line}") for key, own in zip("abcde", HONEST, strict=True)}
    [alert] = alerts(case(crowd), "contact")
    assert (alert.bidders, alert.bits) == (tuple("abcde"), 1.5)  # 6 × ¼: all print it


def test_a_code_with_a_wrong_check_character_may_be_a_placeholder() -> None:
    [sound] = alerts(case({k: spec(n, uscc=code("91330106MA2XWY123")) for k, n in zip("ab", "甲乙", strict=True)}), "ownership")  # fmt: skip
    [wrong] = alerts(
        case({k: spec(n, uscc="910000000000000000") for k, n in zip("ab", "甲乙", strict=True)}), "ownership"
    )
    assert (sound.bits, wrong.bits) == (40.0, 10.0)


def code(first: str) -> str:
    """A supplier code with its check character."""
    return first + check_character(first)
