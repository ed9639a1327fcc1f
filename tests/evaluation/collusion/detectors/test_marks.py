"""Equal marks of machine, network, account, origin: each with its article, and the equalities that say nothing."""

from dataclasses import replace

import pytest

from evaluation.collusion.detect import detect
from evaluation.collusion.policy import DEFAULT
from evaluation.reading.document import Origin
from tests.evaluation.collusion.material import HONEST, alerts, case, document, spec


def platform(**provenance: object) -> dict[str, object]:
    return {"provenance": provenance}


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("mac", "00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e"),
        ("disk_serial", "S3Z9NB0K 912", "s3z9nb0k912"),
        ("mainboard", "MB-7J21C94406", "MB-7J21C94406"),
        ("software_lock", "330100-01882", "33010001882"),
        ("creation_code", "7f0c91ab", "7F0C91AB"),
    ],
)
def test_one_machine_is_high_by_article_40_1(field: str, one: str, other: str) -> None:
    [alert] = alerts(
        case({"a": spec(**platform(**{field: one})), "b": spec(**platform(**{field: other}))}), "machine"
    )
    assert (alert.bidders, alert.level) == (("a", "b"), "high")
    assert alert.basis == ("实施条例 40(1)", "87号令 37(1)")
    assert alert.evidence == ({"field": field, "value": one, "bidders": ["a", "b"]},)


@pytest.mark.parametrize(
    "value", ["00:00:00:00:00:00", "FF-FF-FF-FF-FF-FF", "Default string", "To Be Filled By O.E.M.", "无", "0"]
)
def test_what_factories_leave_in_place_names_no_machine(value: str) -> None:
    both = spec(**platform(mac=value, mainboard=value, disk_serial=value))
    assert alerts(case({"a": both, "b": both}), "machine") == []


def test_a_processor_number_names_only_the_model() -> None:
    both = spec(**platform(cpu_id="BFEBFBFF000906EA"))
    [alert] = alerts(case({"a": both, "b": both}), "machine")
    assert alert.level == "low"


def test_several_marks_of_one_machine_are_one_alert_and_do_not_add_up_in_full() -> None:
    both = spec(**platform(mac="001A2B3C4D5E", disk_serial="S3Z9NB0K", cpu_id="BFEBFBFF000906EA"))
    [alert] = alerts(case({"a": both, "b": both}), "machine")
    assert len(alert.evidence) == 3
    assert 24 < alert.bits < 24 + 24


def test_one_address_alone_stays_low() -> None:
    both = spec(
        **platform(
            upload_ip="203.0.113.7", download_ip="203.0.113.7", uploaded_at="2026-03-02T08:00:00+08:00"
        )
    )
    [alert] = alerts(case({"a": both, "b": both}), "network")
    assert alert.level == "low"
    assert alert.basis == ("实施条例 40(2)", "87号令 37(2)")
    assert alert.limits is not None


def test_an_address_that_all_bidders_share_is_shown_and_not_counted() -> None:
    same = spec(**platform(upload_ip="203.0.113.7"))
    unknown = spec(**platform(upload_ip="192.168.1.5"))  # of whom no usable address is on record
    made = case(dict.fromkeys("abcde", same) | {"f": unknown})
    [alert] = alerts(made, "network")
    assert (alert.bidders, alert.bits, alert.level) == (tuple("abcde"), 0, "low")
    assert alert.summary.template.startswith("Common to several, and not counted")
    assert detect(made).groups == ()


def test_a_copy_shop_that_typed_and_uploaded_for_two_stays_low() -> None:
    shop = {
        key: (document(own, origin=Origin(author="图文店小王")), spec(**platform(upload_ip="203.0.113.7")))
        for key, own in zip("ab", HONEST, strict=False)
    }
    result = detect(case(shop))
    assert {a.detector: a.bits for a in result.alerts if a.bits} == {"document-origin": 8, "network": 7}
    assert result.groups == ()  # 8 and a quarter of 7
    third = {key: (*parts, document("售后电话 13912345678")) for key, parts in shop.items()}
    [group] = detect(case(third)).groups
    assert group.level == "high"  # 8 + 7 + 7: a shop does not explain the telephone


def test_more_than_a_ring_has_members_behind_one_address_are_at_one_place() -> None:
    made = case({
        f"b{n:02d}": spec(**platform(upload_ip="203.0.113.7" if n < 13 else f"198.51.100.{n}")) for n in range(15)
    })  # fmt: skip
    assert [alert.bits for alert in alerts(made, "network")] == [0]


@pytest.mark.parametrize(
    ("ring", "bits", "level"), [("ab", 7, "low"), ("abc", 9, "low"), ("abcdef", 15, "medium")]
)
def test_three_or_more_behind_one_address_are_a_larger_ring_and_no_excuse(
    ring: str, bits: float, level: str
) -> None:
    made = case({
        key: spec(**platform(upload_ip="203.0.113.7" if key in ring else f"198.51.100.{number}"))
        for number, key in enumerate("abcdefgh")
    })  # fmt: skip
    [alert] = alerts(made, "network")
    assert (alert.bidders, alert.bits, alert.level) == (
        tuple(ring),
        bits,
        level,
    )  # 7 and 2 for each beyond two, 15 at most


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mac", "00:50:56:C0:00:08"),  # VMware's host network
        ("mac", "02-00-4C-4F-4F-50"),  # Microsoft's loopback
        ("mac", "00-05-9A-3C-7A-00"),  # a VPN client
        ("mac", "00-00-00-00-00-00-00-E0"),  # a tunnel of Windows
        ("mainboard", "BSN12345678901234567"),
        ("disk_serial", "0000_0000_0000_0001."),
    ],
)
def test_numbers_that_are_the_same_on_every_machine_name_none(field: str, value: str) -> None:
    both = spec(**platform(**{field: value}))
    assert alerts(case({"a": both, "b": both}), "machine") == []


@pytest.mark.parametrize(("field", "bits", "level"), [("mac", 6, "low"), ("software_lock", 13, "medium")])
def test_what_all_bidders_leave_at_one_terminal_is_shown_and_counts_less(
    field: str, bits: float, level: str
) -> None:
    hall = spec(**platform(**{field: "7F0C91AB24D5"}))
    [alert] = alerts(case(dict.fromkeys("abcdef", hall)), "machine")
    assert (alert.bits, alert.level) == (bits, level)
    own = spec(**platform(**{field: "1C3A5E7091B2"}))
    [most] = alerts(case(dict.fromkeys("abcdef", hall) | {"g": own}), "machine")
    assert most.level == "high"


@pytest.mark.parametrize(
    ("detector", "field", "value", "known"),
    [
        ("network", "upload_ip", "203.0.113.7", "203.0.113.7"),
        ("machine", "mac", "00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e"),
        ("account", "deposit_account", "6222020000000001", "6222 0200 0000 0001"),  # a guarantor's
    ],
)
def test_what_the_policy_knows_to_be_shared_by_many_is_shown_and_not_counted(
    detector: str, field: str, value: str, known: str
) -> None:
    both = spec(**platform(**{field: value}))
    made = case({"a": both, "b": both})
    aware = replace(DEFAULT, shared=(known,))
    [alert] = [alert for alert in detect(made, policy=aware).alerts if alert.detector == detector]
    assert (alert.bits, alert.evidence[0]["value"]) == (0, value)
    assert detect(made, policy=aware).groups == ()


@pytest.mark.parametrize(
    "inside", ["192.168.1.5", "10.0.0.3", "172.20.1.1", "100.64.3.9", "fe80::1", "::1", "unknown"]
)
def test_addresses_that_every_office_has_inside_are_no_sign(inside: str) -> None:
    both = spec(**platform(upload_ip=inside))
    assert alerts(case({"a": both, "b": both}), "network") == []


def test_one_address_written_with_a_port_or_as_ipv6_is_one() -> None:
    made = case({
        "a": spec(**platform(upload_ip="203.0.113.7:52214")),
        "b": spec(**platform(upload_ip="::ffff:203.0.113.7")),
    })  # fmt: skip
    assert [alert.bits for alert in alerts(made, "network")] == [7]


@pytest.mark.parametrize("lock", ["云授权", "学习版", "no lock"])
def test_a_word_instead_of_a_lock_number_names_no_lock(lock: str) -> None:
    both = spec(**platform(software_lock=lock))
    assert alerts(case({"a": both, "b": both}), "machine") == []


def test_an_account_of_which_a_part_is_hidden_names_none() -> None:
    both = spec(**platform(deposit_account="6222 **** **** 1234"))
    assert alerts(case({"a": both, "b": both}), "account") == []


def test_the_address_one_uploads_from_and_another_downloads_from_is_shared() -> None:
    made = case(
        {"a": spec(**platform(upload_ip="203.0.113.7")), "b": spec(**platform(download_ip="203.0.113.7"))}
    )
    [alert] = alerts(made, "network")
    assert alert.evidence[0]["field"] == "crossed_ip"


def test_one_account_is_high_by_article_40_6() -> None:
    made = case({
        "a": spec(**platform(deposit_account="6222 0200 0000 0001")),
        "b": spec(**platform(deposit_account="6222020000000001")),
        "c": spec(**platform(deposit_account="6222020000000002")),
    })  # fmt: skip
    [alert] = alerts(made, "account")
    assert (alert.bidders, alert.level) == (("a", "b"), "high")
    assert alert.basis == ("实施条例 40(6)", "87号令 37(6)")


def made_by(**origin: object) -> tuple[object, ...]:
    return (document(HONEST[0], origin=Origin(**origin)),)  # type: ignore[arg-type]


def test_one_author_is_a_soft_sign() -> None:
    [alert] = alerts(
        case({"a": made_by(author="lenovo-gq"), "b": made_by(author="Lenovo-GQ")}), "document-origin"
    )
    assert alert.level == "low"
    assert alert.evidence[0]["value"] == "lenovo-gq"


@pytest.mark.parametrize(
    "name",
    ["Administrator", "user", "WPS 用户", "Microsoft Office User", "微软用户", "DESKTOP-8K2Q1", "admin01"],
)
def test_names_that_software_puts_there_are_no_sign(name: str) -> None:
    both = made_by(
        author=name, last_editor=name, company="Microsoft", producer="WPS PDF 11", creator="WPS 文字"
    )
    assert alerts(case({"a": both, "b": both}), "document-origin") == []


def test_one_file_identifier_is_high() -> None:
    [alert] = alerts(
        case({"a": made_by(ids=("pdf:9f86d081884c",)), "b": made_by(ids=("pdf:9f86d081884c",))}),
        "document-origin",
    )
    assert alert.level == "high"


def test_marks_of_the_tenders_own_forms_are_no_sign() -> None:
    form = Origin(author="招标代理王工", ids=("xmp:0a1b2c3d4e5f",), rsids=("00A1B2C3", "00D4E5F6"))
    both = (document(HONEST[0], origin=form),)
    assert alerts(case({"a": both, "b": both}, (document("招标文件", origin=form),)), "document-origin") == []


def test_revision_ids_weigh_by_their_number() -> None:
    few, many = ("00A1B2C3",), ("00A1B2C3", "00D4E5F6", "00112233", "00445566")
    [weak] = alerts(case({"a": made_by(rsids=few), "b": made_by(rsids=few)}), "document-origin")
    [strong] = alerts(case({"a": made_by(rsids=many), "b": made_by(rsids=many)}), "document-origin")
    assert (weak.level, strong.level) == ("low", "high")


def test_the_regime_chooses_the_articles() -> None:
    assert DEFAULT.articles("machine", "government-procurement") == ("87号令 37(1)",)
    assert DEFAULT.articles("machine", "tendering") == ("实施条例 40(1)",)


def test_revision_ids_that_a_common_template_hands_on_are_low_alone() -> None:
    many = ("00A1B2C3", "00D4E5F6", "00112A3B", "005C6D7E")
    made = {key: made_by(rsids=many, template="标书模板.dotx") for key in "ab"}
    [alert] = alerts(case(made), "document-origin")
    assert alert.level == "low"
    own = {key: made_by(rsids=many, template="Normal.dotm") for key in "ab"}  # every office has that one
    assert [a.level for a in alerts(case(own), "document-origin")] == ["high"]


@pytest.mark.parametrize(
    ("others", "bits", "level"),
    [
        ("", 7.4, "low"),
        ("gh", 14.8, "medium"),
    ],  # (24 + 0.7 × 8) × ¼ where all have them, × ½ for six of eight
)
def test_marks_that_most_bids_carry_count_less_and_are_not_hidden(
    others: str, bits: float, level: str
) -> None:
    form = Origin(ids=("xmp:0a1b2c3d4e5f",), author="张工")
    made = {key: (document(HONEST[0] if key == "a" else HONEST[1], origin=form),) for key in "abcdef"}
    made |= {key: (document(HONEST[2]),) for key in others}
    [alert] = alerts(case(made), "document-origin")
    assert (alert.bidders, alert.bits, alert.level) == (tuple("abcdef"), bits, level)
    assert [item["field"] for item in alert.evidence] == ["id", "author"]


@pytest.mark.parametrize(
    "moment", ["2015-06-05T18:19:34Z", "2013-12-23T23:15:00+00:00", "1996-12-17T01:32:42Z"]
)
def test_the_creation_time_that_a_program_gives_every_new_file_is_no_sign(moment: str) -> None:
    new = {key: made_by(created=moment) for key in "ab"}
    assert alerts(case(new), "document-origin") == []
    own = {key: made_by(created="2026-02-20T10:14:31Z") for key in "ab"}
    assert [a.bits for a in alerts(case(own), "document-origin")] == [10]
