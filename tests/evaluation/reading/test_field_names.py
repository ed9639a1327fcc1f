"""Every field that is read out of documents has a name for people."""

from evaluation.reading.field_names import NAMES, name_of
from evaluation.reading.structure.patterns import PATTERNS


def test_every_field_that_is_looked_for_has_a_name() -> None:
    assert {pattern.field for pattern in PATTERNS} <= set(NAMES)


def test_a_field_of_a_tenders_own_is_called_as_it_is() -> None:
    assert str(name_of("energy_share")) == "energy share"
