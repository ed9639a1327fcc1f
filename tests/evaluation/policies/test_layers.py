"""Layers of policy: a place says only what it does otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.collusion.policy import DEFAULT, PROCUREMENT, STRENGTHS, TENDERING, Strength
from evaluation.policies.layers import Layer, false_alarms, identity, layered, region_of, regions, unknown
from evaluation.policies.signs import FAMILIES, SIGNS

SIGN = st.sampled_from(sorted(STRENGTHS))


def test_a_city_overrules_its_province_and_leaves_the_rest_to_it():
    province = Layer(
        "33", "浙江省", 2, strengths={"machine.creation_code": Strength(30), "network.upload_ip": Strength(9)}
    )
    city = Layer("3301", "杭州市", 1, high=22.0, strengths={"network.upload_ip": Strength(3)})
    policy = layered([province, city])
    assert policy.bits("machine.creation_code") == 30
    assert policy.bits("network.upload_ip") == 3
    assert policy.bits("machine.mac") == DEFAULT.bits("machine.mac")
    assert (policy.name, policy.version, policy.high, policy.medium) == ("杭州市", 1, 22.0, DEFAULT.medium)


def test_articles_are_overruled_regime_by_regime():
    policy = layered([Layer("33", "浙江省", basis={"machine": {PROCUREMENT: ("浙财采监 9",)}})])
    assert policy.articles("machine", PROCUREMENT) == ("浙财采监 9",)
    assert policy.articles("machine", TENDERING) == DEFAULT.articles("machine", TENDERING)


def test_no_layer_leaves_the_policy_as_it_is():
    assert layered([]) is DEFAULT
    assert identity(layered([Layer()])) == identity(DEFAULT)


@given(st.dictionaries(SIGN, st.floats(0, 60).map(Strength), max_size=6))
def test_a_layer_changes_what_it_names_and_nothing_else(strengths):
    policy = layered([Layer(strengths=strengths)])
    assert all(policy.strengths[sign] == (strengths.get(sign) or STRENGTHS[sign]) for sign in STRENGTHS)
    changed = any(strengths[sign] != STRENGTHS[sign] for sign in strengths)
    assert (identity(policy) != identity(DEFAULT)) == changed


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("12330100470116888X", "330100"),  # registered in Hangzhou (GB/T 2260: 330100)
        (" 12330100470116888X ", "330100"),
        ("", ""),
        ("12330100", ""),
        ("1233010A470116888X", ""),
    ],
)
def test_a_buyers_credit_code_names_its_place(code, region):
    """GB 32100-2015: characters 3 to 8 are the region code of the authority that registered it."""
    assert region_of(code) == region


def test_a_county_lies_in_its_city_its_province_and_the_country():
    assert regions("330106") == ("", "33", "3301", "330106")
    assert regions("33") == ("", "33")
    assert regions("") == ("",)


def test_the_rates_behind_the_national_thresholds_are_the_stated_ones():
    """docs/detectors: 435 pairs of 30 bidders need 18.7 bits for 1 in 1,000; 28 pairs of 8 need 10.5 for 2 in 100."""
    assert false_alarms(18.7, 30) == pytest.approx(0.001, rel=0.03)
    assert false_alarms(10.5, 8) == pytest.approx(0.02, rel=0.04)
    assert false_alarms(DEFAULT.high, 30) < 0.001
    assert false_alarms(DEFAULT.medium, 8) < 0.02
    assert false_alarms(0, 30) == 1


def test_every_sign_has_a_name_and_a_detector():
    assert set(SIGNS) == set(STRENGTHS)
    assert all(sign.startswith(tuple(b for names in FAMILIES.values() for b in names)) for sign in STRENGTHS)
    assert unknown(STRENGTHS, FAMILIES) == []
    assert unknown(["machine.nothing"], ["nobody"]) == ["machine.nothing", "nobody"]
