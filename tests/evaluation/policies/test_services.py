"""Setting a policy: by administrators, with a reason, one version after the other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from evaluation.collusion.policy import DEFAULT, Strength
from evaluation.policies.layers import layered
from evaluation.policies.models import PolicyVersion
from evaluation.policies.queries import layers_for, policy_for
from evaluation.policies.services import set_policy
from procurement.ledger.models import Entry
from procurement.people.models import Role
from tests.factories import TenderFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def change(**given: Any) -> PolicyVersion:
    """A version; the whole country's first one unless said otherwise."""
    said = {"region": "", "name": "全国", "high": None, "medium": None, "strengths": {}, "basis": {}} | given
    by = said.pop("by", None) or UserFactory(role=Role.ADMINISTRATOR)
    return set_policy(by=by, **{"reason": "试行办法第九条", "after": 0, **said})


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EXPERT, Role.SUPERVISOR])
def test_only_an_administrator_sets_a_policy(role):
    with pytest.raises(PermissionDenied):
        change(by=UserFactory(role=role), strengths={"machine.mac": Strength(20)})
    assert not PolicyVersion.objects.exists()


def test_a_version_is_in_the_ledger_with_what_it_was_before():
    change(strengths={"machine.mac": Strength(20)})
    change(after=1, strengths={"machine.mac": Strength(18, 20)}, reason="网卡可改写")
    entry = Entry.objects.filter(verb="policy.set").latest("pk")
    assert entry.before["machine.mac"] == "20"
    assert entry.after["machine.mac"] == "18 ≤ 20"
    assert entry.reason == "网卡可改写"


def test_a_change_made_meanwhile_is_not_overwritten():
    change(strengths={"machine.mac": Strength(20)})
    with pytest.raises(ValidationError, match="meanwhile"):
        change(strengths={"machine.mac": Strength(10)})
    assert PolicyVersion.objects.get().strengths["machine.mac"] == [20, None]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"strengths": {"machine.nothing": Strength(3)}}, "No detector has these: machine.nothing"),
        ({"strengths": {"machine.mac": Strength(61)}}, "machine.mac"),
        ({"strengths": {"machine.mac": Strength(9, 3)}}, "machine.mac"),
        ({"high": 10.0}, "medium"),  # below the inherited threshold of medium, 12
        ({"medium": 0.0}, "medium"),
        ({"region": "331"}, "region"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(said, match):
    with pytest.raises(ValidationError, match=match):
        change(**said)
    assert not PolicyVersion.objects.exists()
    assert not Entry.objects.exists()


def test_a_version_that_changes_nothing_is_refused():
    change(strengths={"machine.mac": Strength(20)})
    with pytest.raises(ValidationError, match="Nothing is different"):
        change(after=1, strengths={"machine.mac": Strength(20)})


def test_a_tender_follows_the_narrowest_place_of_its_buyer():
    tender = TenderFactory()
    tender.specification["buyer"]["id"] = "12330106470116888X"
    assert policy_for(tender) == DEFAULT
    change(strengths={"machine.mac": Strength(20)})
    change(region="33", name="浙江省", strengths={"machine.mac": Strength(22)})
    change(region="44", name="广东省", strengths={"machine.mac": Strength(1)})
    assert policy_for(tender).bits("machine.mac") == 22
    change(region="330106", name="西湖区", strengths={"network.upload_ip": Strength(12)})
    policy = policy_for(tender)
    assert (policy.name, policy.bits("machine.mac"), policy.bits("network.upload_ip")) == ("西湖区", 22, 12)


def test_what_is_known_to_be_shared_by_many_adds_up_from_country_to_county():
    change(shared=["203.0.113.7"])
    change(region="33", name="浙江省", shared=["6222 0200 0000 0001", "6222 0200 0000 0001"])
    held = layered(layers_for("330106"))
    assert held.shared == ("203.0.113.7", "6222 0200 0000 0001")
    assert held.is_shared("6222020000000001")
    assert not held.is_shared("203.0.113.8")
    assert Entry.objects.filter(verb="policy.set").latest("pk").after["shared"] == "6222 0200 0000 0001"


def test_what_is_shared_must_be_long_enough_to_name_something():
    with pytest.raises(ValidationError, match="between 4 and 64 letters and digits"):
        change(shared=["10"])
