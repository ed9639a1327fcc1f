"""Signs weighed together: dependent ones once, silence where somebody could have spoken, and each step told."""

from evaluation.collusion.alert import Alert
from evaluation.collusion.policy import DEFAULT, Policy
from evaluation.collusion.registry import all_detectors
from evaluation.collusion.weighing import FAMILIES, explain, families_that_speak, weigh
from evaluation.reading.document import Origin
from procurement.message import msg
from tests.evaluation.collusion.material import HONEST, case, document, spec

POLICY = Policy(silence={"text": 0.5, "origin": 0.4, "network": 0.3, "machine": 0.2})


def alert(number: int, detector: str, bits: float) -> Alert:
    return Alert(number, detector, ("a", "b"), DEFAULT.level(bits), bits, msg("sign"), ())


def test_the_strongest_of_a_family_counts_in_full_and_each_further_one_half_as_much() -> None:
    # By hand: text has 12 + half of 8 + a quarter of 4, that is 17; network has 7.
    found = weigh(
        [alert(1, "shared-error", 8), alert(2, "text-reuse", 12), alert(3, "network", 7), alert(4, "other-tenders", 4)],
        frozenset(), DEFAULT,
    )  # fmt: skip
    assert found.bits == 24
    text, network = found.parts
    assert [(number, counted) for number, _, _, counted in text.alerts] == [(2, 12), (1, 4), (4, 1)]
    assert (network.family, network.bits) == ("network", 7)


def test_a_family_that_could_have_spoken_and_did_not_takes_bits_off() -> None:
    # 7 − 0.5 (text) − 0.2 (machine); network spoke, origin had nothing to look at
    found = weigh([alert(1, "network", 7)], frozenset({"text", "machine", "network"}), POLICY)
    assert round(found.bits, 6) == 6.3
    assert dict(found.silent) == {"machine": 0.2, "text": 0.5}


def test_a_sign_that_weighs_nothing_leaves_its_family_silent() -> None:
    found = weigh([alert(1, "text-reuse", 0), alert(2, "network", 7)], frozenset({"text"}), POLICY)
    assert found.bits == 6.5


def test_what_strangers_share_too_is_counted_and_leaves_its_family_silent() -> None:
    # 7 + 1 (one model of processor) − 0.2 (machine); at 4 bits a family speaks: 7 + 4
    both = frozenset({"machine", "network"})
    found = weigh([alert(1, "network", 7), alert(2, "machine", 1)], both, POLICY)
    assert (round(found.bits, 6), found.rank, dict(found.silent)) == (7.8, 8, {"machine": 0.2})
    assert str(explain(("a", "b"), found)[-1]) == (
        "Looked at, and nothing or less than 4 bits found, which is likelier without a ring: 1 kinds of signs, −0.2 bits"
    )
    assert weigh([alert(1, "network", 7), alert(2, "machine", 4)], both, POLICY).bits == 11


def test_only_what_two_bidders_gave_material_for_can_speak() -> None:
    bids = {
        "a": (
            spec("甲", provenance={"mac": "001A2B3C4D5E"}),
            document(HONEST[0], origin=Origin(author="王")),
        ),
        "b": (spec("乙"), document(HONEST[1], origin=Origin(author="李"))),
        "c": document(HONEST[2]),
    }
    assert families_that_speak(case(bids)) == {"text", "origin", "price", "mixed"}
    assert families_that_speak(case({"a": document(""), "b": document("")})) == frozenset()


def test_every_step_is_told_and_the_lines_add_up_to_the_weight() -> None:
    found = weigh(
        [alert(1, "text-reuse", 12), alert(2, "shared-error", 8), alert(3, "network", 7)],
        frozenset({"machine"}), POLICY,
    )  # fmt: skip
    assert [str(line) for line in explain(("a", "b"), found)] == [
        "a and b: 22.8 bits",
        (
            "shared text: alerts 1, 2 depend on each other, the strongest in full, each further one half as much as the "
            "one before: 12.0 + 4.0 = 16.0 bits"
        ),
        "same network: alert 3, 7.0 bits",
        "Looked at and nothing found, which is likelier without a ring: 1 kinds of signs, −0.2 bits",
    ]


def test_every_family_has_a_name() -> None:
    assert {detector.family for detector in all_detectors()} <= set(FAMILIES)
