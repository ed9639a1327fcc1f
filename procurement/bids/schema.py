"""The structured bid 投标: what ``bid.yaml`` may say, as checked, frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from procurement.strict import ExactDecimal, Strict, Text, Texts
from procurement.tenders.schema import Share

SmeKind = Literal["micro", "small", "medium", "none"]


class EvidencePlace(Strict):
    """Where a stated fact stands in the bid: file name, page from 1, and optionally its box in points."""

    document: Text
    page: Annotated[int, Field(ge=1)]
    bbox: tuple[float, float, float, float] | None = None


class Shareholder(Strict):
    """A shareholder 股东 and its share of the capital."""

    name: Text
    share: Share | None = None
    id_hash: Text = ""


class Contact(Strict):
    """A contact person 联系人."""

    name: Text = ""
    phone: Text = ""
    email: Text = ""


class SupplierSpec(Strict):
    """The bidder 投标人 as a firm."""

    name: Annotated[Text, StringConstraints(min_length=1)]
    uscc: Text = ""
    legal_representative: Text = ""
    address: Text = ""
    registered_capital: ExactDecimal | None = None
    shareholders: tuple[Shareholder, ...] = ()
    managers: tuple[Text, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Price(Strict):
    """The quoted price 投标报价: figures, words 大写, and the priced bill's file name."""

    total: Annotated[ExactDecimal, Field(gt=0)]
    words: Text = ""
    items: Text = ""


class TeamMember(Strict):
    """A person named for the project 项目组成员."""

    name: Text
    role: Text = ""
    id_hash: Text = ""


class Provenance(Strict):
    """What the bidding platform recorded about how the bid came in."""

    upload_ip: Texts = ()
    download_ip: Texts = ()
    mac: Texts = ()
    disk_serial: Texts = ()
    cpu_id: Texts = ()
    mainboard: Texts = ()
    software_lock: Texts = ()
    creation_code: Texts = ()
    deposit_account: Texts = ()
    uploaded_at: Text = ""


class BidSpec(Strict):
    """A bid as the package states it."""

    supplier: SupplierSpec
    sme: SmeKind = "none"
    price: Price
    documents: tuple[Text, ...] = ()
    fields: Mapping[str, Any] = Field(default_factory=dict)
    team: tuple[TeamMember, ...] = ()
    provenance: Provenance = Provenance()
    # Added keys: what the policy deductions of a tender are granted on.
    consortium_sme_share: Share | None = None
    domestic: bool = False
