"""Values that identify nobody are written as they are looked up; one that is not would never be found."""

from ipaddress import IPv4Network, IPv6Network

import pytest

from evaluation.collusion import factory_values as values
from evaluation.collusion.identity import (
    address_ip,
    emails,
    is_common_name,
    is_factory_name,
    mac,
    own_mail_domain,
    phones,
    plain,
    serial,
)


@pytest.mark.parametrize("name", sorted(values.FACTORY_NAMES))
def test_a_name_that_software_writes_identifies_nobody(name: str) -> None:
    assert plain(name) == name
    assert is_factory_name(name.upper())


@pytest.mark.parametrize("value", sorted(values.NO_SERIAL))
def test_what_stands_where_a_serial_number_should_identifies_no_machine(value: str) -> None:
    assert serial(f" {value.upper()} ") == ""


@pytest.mark.parametrize(
    "card", sorted(values.NO_CARD | {f"{start}ab1234"[:12] for start in values.NO_CARDS})
)
def test_a_card_that_programs_make_up_identifies_no_machine(card: str) -> None:
    assert mac(":".join(card[i : i + 2] for i in range(0, len(card), 2)).upper()) == ""


@pytest.mark.parametrize("name", sorted(values.COMMON_NAMES))
def test_a_name_of_many_is_common_however_it_is_spaced(name: str) -> None:
    assert is_common_name(" ".join(name))


@pytest.mark.parametrize("domain", sorted(values.PUBLIC_MAIL))
def test_a_public_mail_service_is_no_firms_own(domain: str) -> None:
    assert own_mail_domain(f"a@{domain.upper()}") == ""


@pytest.mark.parametrize("network", values.INSIDE, ids=str)
def test_every_address_inside_an_office_is_left_out_to_the_last(network: IPv4Network | IPv6Network) -> None:
    assert address_ip(str(network[1])) == address_ip(str(network[-1])) == ""


def test_numbers_and_addresses_of_forms_are_not_taken_for_a_bidders() -> None:
    assert phones(f"电话{values.PLACEHOLDER}，手机13912345678") == ["13912345678"]
    assert emails("xxx@a.cn；test@b.com；王@；wang@firm.cn") == ["wang@firm.cn"]
