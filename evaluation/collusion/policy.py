"""Strength and legal basis of each sign, by jurisdiction: data beside the rules, not part of them.

A sign's ``bits`` are log2 of how much likelier it is when two bids have one origin than when they do not, as far as
practice and law let one say; the force of a signal differs by place, so a jurisdiction may set other strengths.

Levels follow from stated error rates, and are stated for a sign that comes alone.  For a likelihood ratio LR,
P(LR ≥ 2^t | independent) ≤ 2^−t (Markov).  With up to 30 bidders there are 435 pairs, so a false ``high`` in at most 1 of
1,000 honest tenders needs t ≥ log2(435 × 1,000) = 18.7, rounded up to 20; a false ``medium`` in at most 2 of 100 for the
usual 8 bidders needs t ≥ log2(28 × 50) = 10.5, rounded up to 12.  ``weighing`` says how several signs, and the silence
of others, compare with one sign alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.collusion.alert import Level

TENDERING, PROCUREMENT = "tendering", "government-procurement"


@dataclass(frozen=True, slots=True)
class Strength:
    """What one sign weighs: ``bits`` for its first occurrence, and the most that all of one kind may reach."""

    bits: float
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Strengths, articles and thresholds of one jurisdiction.

    ``basis`` has, per detector and regime, the articles in the form 「实施条例 40(4)」.
    """

    name: str = "national"
    version: int = 1
    high: float = 20.0
    medium: float = 12.0
    strengths: Mapping[str, Strength] = field(default_factory=lambda: STRENGTHS)
    basis: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: BASIS)
    silence: Mapping[str, float] = field(default_factory=lambda: SILENCE)
    shared: tuple[str, ...] = ()
    """Addresses, numbers and accounts that are known to be many's: the agency's hall, a proxy, a guarantor's account."""

    def is_shared(self, value: str) -> bool:
        """Whether a value is among those known to be shared; separators and case do not matter."""
        return _bare(value) in {_bare(known) for known in self.shared}

    def level(self, bits: float) -> Level:
        """The level of a weight of evidence."""
        return "high" if bits >= self.high else "medium" if bits >= self.medium else "low"

    def bits(self, sign: str) -> float:
        """The strength of a sign; ``KeyError`` names one that has none."""
        return self.strengths[sign].bits

    def most(self, sign: str) -> float:
        """The most that all signs of this kind may weigh together."""
        strength = self.strengths[sign]
        return strength.bits if strength.most is None else strength.most

    def articles(self, key: str, regime: str | None) -> tuple[str, ...]:
        """The articles behind a detector under a regime; of both regimes where it is not known."""
        by_regime = self.basis.get(key) or self.basis.get(key.partition(".")[0]) or {}
        if regime is not None:
            return by_regime.get(regime, ())
        return tuple(dict.fromkeys(a for articles in by_regime.values() for a in articles))


def _bare(value: str) -> str:
    return "".join(c for c in value.lower() if c.isalnum())


STRENGTHS: Mapping[str, Strength] = {
    # A network card, disk or board has one serial; hardware is resold and cloned, hence not more.
    "machine.mac": Strength(24),
    "machine.disk_serial": Strength(24),
    "machine.mainboard": Strength(22),
    "machine.software_lock": Strength(26),
    "machine.creation_code": Strength(26),
    # Most processors report only their model, and a handful of models is in most offices.
    "machine.cpu_id": Strength(1),
    # 「一个 IP 地址单独不足以认定」: offices, hotels, carriers and copy shops put many firms behind one address.
    "network.upload_ip": Strength(7, 15),
    "network.download_ip": Strength(4, 7),
    "network.crossed_ip": Strength(5, 9),
    # Chance puts two behind one address much oftener than three, and four strangers hardly ever.
    "network.each_more": Strength(2),
    "network.close_in_time": Strength(3),
    "account.deposit": Strength(30),
    "account.paid_by_other": Strength(26),
    "account.in_documents": Strength(16),
    "origin.id": Strength(24, 30),
    "origin.icv": Strength(22),
    "origin.rsid": Strength(7, 26),
    # A template gives its identifiers to all that was made from it.
    "origin.rsid_of_template": Strength(7, 9),
    "origin.author": Strength(8, 11),
    "origin.last_editor": Strength(8, 11),
    "origin.company": Strength(8),
    "origin.created": Strength(10, 18),
    "origin.template": Strength(4),
    "origin.font": Strength(5, 12),
    # WPS writes a code of the machine and the number of the account into what it saves from its library of forms.
    "origin.wps_machine": Strength(24),
    "origin.wps_account": Strength(24),
    "origin.manager": Strength(8),
    "origin.custom": Strength(10, 14),
    # Seconds, as that of creation; printing and packing are noted less surely.
    "origin.modified": Strength(10, 18),
    "origin.printed": Strength(8),
    "origin.source_saved": Strength(10, 18),
    "origin.packed": Strength(6),
    "origin.camera_serial": Strength(10, 14),
    "origin.photo_time": Strength(6, 10),
    # Pricing software and shared forms name cells, too.
    "origin.cell_name": Strength(3, 9),
    "origin.calc_chain": Strength(6),
    # A file that two bids hold byte for byte is a maker's leaflet as a rule.
    "origin.file": Strength(2, 4),
    # What a template that both found somewhere hands on, all of it together.
    "origin.handed_on": Strength(6),
    # Told beside another mark only.
    "origin.title": Strength(2),
    "origin.keywords": Strength(1),
    "origin.build": Strength(0.5),
    "origin.icc": Strength(0.5),
    "origin.camera": Strength(0.5),
    # Two of eight bids saved within two minutes of each other in a week of work: about 1 in 40 tenders.
    "origin.saved_in_turn": Strength(4, 6),
    "contact.phone": Strength(20),
    "contact.email": Strength(20),
    "contact.mail_domain": Strength(5),
    "contact.address": Strength(7),
    # Makers and carriers are named with their numbers in the bids of many.
    "contact.phone_in_documents": Strength(7, 16),
    "contact.email_in_documents": Strength(7, 16),
    "contact.address_in_documents": Strength(6),
    "people.id": Strength(28),
    "people.name": Strength(7),
    "people.short_name": Strength(4),
    "people.common_name": Strength(1),
    "people.leading_role": Strength(5),
    "ownership.uscc": Strength(40),
    "ownership.unsound_code": Strength(10),
    "ownership.bidder_holds_bidder": Strength(30),
    "ownership.holder_id": Strength(26),
    "ownership.holder_firm": Strength(20),
    "ownership.holder_name": Strength(10),
    "ownership.legal_representative": Strength(12),
    "ownership.manages_other": Strength(9),
    # Names of two characters are borne by so many that they are halved, the commonest names are quartered.
    "price.identical_items": Strength(22),
    "price.profile": Strength(16),
    # Less than four fifths of the items: a common supplier's list explains it nearly as well.
    "price.part_of_items": Strength(11),
    "price.same_wrong_sum": Strength(12, 26),
    "price.same_wrong_total": Strength(12),
    "price.most": Strength(30),
    "mixed.name": Strength(22, 28),
    # Neither in the bidder's own place nor with a word that explains it, on any number of pages: to be read, below "medium".
    "mixed.name_elsewhere": Strength(8, 11),
    # Firms of one trade buy from each other and work for each other.
    "mixed.name_as_partner": Strength(6),
    "mixed.uscc": Strength(24, 28),
    # A name can be typed; a print of a seal comes from the seal, or from a file that only its owner should have.
    "mixed.seal": Strength(22, 28),
    # Read in part, or recognised by its looks: the seals of firms of one town and trade look much alike.
    "mixed.seal_alike": Strength(14),
    "mixed.phone": Strength(12, 16),
    "mixed.staff": Strength(7, 18),
    "image.identical": Strength(7, 17),
    "image.alike": Strength(5, 11),
    # Dealers of one maker share its letters, leaflets and photographs, whatever stands on them: all of it together.
    "maker.explained": Strength(3),
    "error.slip": Strength(7, 22),
    "error.deviation": Strength(6, 20),
    # Left in a bid by its writer from elsewhere, or counted wrong by him; a pattern that both bought has the same.
    "error.clause": Strength(6),
    "error.total": Strength(8),
    "error.project": Strength(7),
    "error.firm": Strength(9),
    "text.most": Strength(40),
    "text.reworded": Strength(8),  # all reworded passages of two bidders together
    # Without the tender's text a shared passage may be a shared quotation: alone that is no suspicion.
    "text.most_without_tender": Strength(11),
    # One writer behind two firms is no agreement in this tender: alone not "high".
    "across.other_firm": Strength(14),
    "across.both_bid": Strength(18),
    "history.pattern": Strength(10, 16),
    # A weak firm loses always, too; an expert may simply know the trade.
    "history.losing": Strength(3),
    "history.leaning": Strength(8, 10),
    "benchmark.shift": Strength(8, 14),
    "evasion.hidden": Strength(6, 14),
}

# −log2 of how often two bids of a ring show no sign of a family that tells (4 bits), over how often two others show none,
# set so that what is stated in the simulation of ``benchmarks/alerts.py`` is what is observed there.
SILENCE: Mapping[str, float] = {
    "text": 1.6, "image": 0.9, "origin": 0.9, "network": 0.9, "contact": 0.9, "people": 0.9, "ownership": 0.9,
    "machine": 0.5, "account": 0.08, "price": 0.06, "mixed": 0.05,
}  # fmt: skip

_ALIKE = {TENDERING: ("实施条例 40(4)",), PROCUREMENT: ("87号令 37(4)",)}
_ONE_HAND = {TENDERING: ("实施条例 40(1)",), PROCUREMENT: ("87号令 37(1)",)}
_ONE_AGENT = {TENDERING: ("实施条例 40(2)",), PROCUREMENT: ("87号令 37(2)",)}

BASIS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "text-reuse": _ALIKE,
    "shared-error": _ALIKE,
    "image-reuse": _ALIKE,
    "price-pattern": _ALIKE,
    "price-list": _ALIKE,
    "price-profile": _ALIKE,
    "document-origin": _ONE_HAND,
    "other-tenders": _ONE_HAND,
    "machine": _ONE_HAND,
    "network": _ONE_AGENT,
    "contact": {TENDERING: ("实施条例 40(2)",), PROCUREMENT: ("87号令 37(3)",)},
    "people": {TENDERING: ("实施条例 40(3)",), PROCUREMENT: ("87号令 37(3)",)},
    "ownership": {TENDERING: ("实施条例 34",), PROCUREMENT: ("政府采购法实施条例 18",)},
    "mixed-documents": {TENDERING: ("实施条例 40(5)",), PROCUREMENT: ("87号令 37(5)",)},
    "account": {TENDERING: ("实施条例 40(6)",), PROCUREMENT: ("87号令 37(6)",)},
    "benchmark-manipulation": {TENDERING: ("实施条例 39(1)",), PROCUREMENT: ("政府采购法实施条例 74(3)",)},
    "history": {TENDERING: ("实施条例 39(5)",), PROCUREMENT: ("政府采购法实施条例 74(5)",)},
    "evasion": _ALIKE,
}

DEFAULT = Policy()
