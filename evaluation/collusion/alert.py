"""What the collusion room takes and gives: material of bidders in, alerts and suspected rings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from evaluation.reading.document import Document
from procurement.bids.schema import BidSpec
from procurement.message import Message
from procurement.tenders.schema import TenderSpec

Level = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class BidderMaterial:
    """One bidder as the detectors see it; ``spec`` is absent when bare files are compared."""

    bidder: str
    documents: tuple[Document, ...] = ()
    spec: BidSpec | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One earlier bid from ``history.csv``: price as exact text, won or not, experts if recorded."""

    tender: str
    date: str
    buyer: str
    supplier: str
    uscc: str
    price: str
    won: bool
    experts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierBid:
    """A bid of another tender that the agency holds, with the documents of its own tender in ``known``.

    ``bidder`` is its supplier's key among the present bidders, empty when that firm does not bid here.
    """

    tender: str
    supplier: str
    bidder: str
    documents: tuple[Document, ...]
    known: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Recall:
    """What was found for one present bidder among ``searched`` stored bids of other firms, by fingerprints.

    ``common`` are the bidder's fingerprints that too many firms have to be a sign.
    """

    bidder: str
    earlier: tuple[EarlierBid, ...]
    searched: int
    common: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a detector may look at.

    ``tender_documents`` are what honest bids quote, ``library`` the agency's model texts, which anybody may.
    """

    bidders: tuple[BidderMaterial, ...]
    tender_documents: tuple[Document, ...] = ()
    tender: TenderSpec | None = None
    history: tuple[HistoryRow, ...] = ()
    recalls: tuple[Recall, ...] = ()
    library: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """A sign of collusion 串通投标 between bidders: evidence for a person to judge, never a verdict.

    ``bits`` is the weight of evidence, log2 of the likelihood ratio of common origin against independence;
    ``derivation`` tells how it was reached, ``limits`` what the sign does not prove.
    """

    id: int
    detector: str
    bidders: tuple[str, ...]
    level: Level
    bits: float
    summary: Message
    basis: tuple[str, ...]
    evidence: tuple[Mapping[str, Any], ...] = ()
    derivation: tuple[Message, ...] = ()
    limits: Message | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A suspected ring: bidders joined by alerts (their ids), with the weight of all of them together, and how it adds up."""

    bidders: tuple[str, ...]
    level: Level
    bits: float
    alerts: tuple[int, ...]
    derivation: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class CollusionResult:
    """Alerts in order of weight, and the groups they form.

    ``speaking`` are the families of signs that there was material for, so that their silence counts.
    """

    alerts: tuple[Alert, ...]
    groups: tuple[Group, ...]
    speaking: frozenset[str] = frozenset()
