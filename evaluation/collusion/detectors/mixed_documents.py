"""A bidder's name, code, telephone or staff inside another's documents 投标文件相互混装.

Method: the name, USCC, contact numbers and staff of each structured bid are looked for in the other bids' documents,
on folded text, and in their marks of origin.  One alert per bidder in whose documents another one is found.

Basis: 实施条例 Art. 40(5); 87号令 Art. 37(5).

Exclusions: what the tender documents name; names shorter than six characters; staff counts only when two or more
different names of three characters turn up.  Where every mention of a name is of a customer, a maker or a partner (beside 业绩,
客户, 制造商 … or as the buyer of a contract that the bid states) it weighs ``mixed.name_as_partner``.  Settings: ``mixed.*`` of the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.detectors.people import people_of
from evaluation.collusion.finding import Context, Finding, damped, place_json
from evaluation.collusion.identity import is_common_name, plain
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import Message, msg

Match = tuple[str, str, list[int]]
_MOST_PLACES = 5
_LEAST_STAFF = 2
_BESIDE = 12
# In folded text, without punctuation; 「我方全称为…」 is no partner, 「为…提供」 is one.
_PARTNER = re.compile(
    "(业绩|客户|用户|甲方|采购人|采购单位|发包人|建设单位|业主|制造商|生产商|生产厂家?|厂家|厂商|制造单位|供货商"
    "|合作单位|合作伙伴|分包人|经销商|代理商|品牌|产地)(单位名称|名称|单位|全称)?[为是系]?$"
)
_TOWARDS = re.compile("(?<![称人])为$|[与向给]$")
_DONE = re.compile("提供|承建|建设|实施|服务|签订|签署|采购|供货|供应|合作|完成|搬迁|安装")
_MADE = re.compile("(生产|出品|制造)的?|的(产品|设备)")


def _label(kind: str, *, partner: bool = False) -> Message:
    if partner and kind == "name":
        return msg("name, each time as a customer, maker or partner")
    return {
        "name": msg("name"),
        "uscc": msg("supplier code"),
        "phone": msg("telephone number"),
        "staff": msg("staff"),
    }[kind]


@detector("mixed-documents", family="mixed")
def mixed_documents(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair (whose documents, who is named in them)."""
    texts = _texts(context)
    for index, host in enumerate(case.bidders):
        if host.spec is None:
            continue
        for guest in case.bidders:
            if guest.spec is None or guest.bidder == host.bidder:
                continue
            found = _found(texts[index], host, guest, context)
            marked = _marked(host, guest)
            if not found and not marked:
                continue
            kinds = list(dict.fromkeys([kind for kind, _, _ in found] + (["name"] if marked else [])))
            weights = []
            partner = not marked and _as_partner(found, host, guest, context)
            for kind in kinds:
                number = max(sum(k == kind for k, _, _ in found), 1)
                if kind == "name" and partner:
                    weights.append(context.bits("mixed.name_as_partner"))
                    continue
                bits = damped([context.bits(f"mixed.{kind}")] * number, 0.7)
                weights.append(min(bits, context.policy.most(f"mixed.{kind}")))
            evidence: list[dict[str, Any]] = []
            for kind, term, at in found:
                for start in at[:_MOST_PLACES]:
                    place = place_json(context.stream.place(start, start + len(plain(term))), host.bidder)
                    evidence.append({"field": kind, "value": term, **place})
            evidence += [
                {"field": "company", "value": value, "bidder": host.bidder, "document": d}
                for d, value in marked
            ]
            term = found[0][1] if found else guest.spec.supplier.name
            yield Finding(
                tuple(b.bidder for b in case.bidders if b.bidder in (host.bidder, guest.bidder)),
                damped(weights, 0.3),
                msg(
                    "The documents of %(host)s name %(guest)s: %(what)s",
                    host=host.bidder,
                    guest=guest.bidder,
                    what=term,
                ),
                tuple(evidence),
                tuple(
                    msg("%(what)s: %(bits)s bits", what=_label(kind, partner=partner), bits=f"{bits:.3g}")
                    for kind, bits in zip(kinds, weights, strict=True)
                ),
                msg("A bidder may name another as its supplier, customer or partner in an earlier contract"),
                {"host": host.bidder, "guest": guest.bidder},
            )


def _texts(context: Context) -> list[list[tuple[int, str]]]:
    """For each bidder, where each of its documents begins in the stream, and its folded text."""
    stream = context.stream
    ends = np.append(stream.document_start, len(stream.codes))[1:]
    texts: list[list[tuple[int, str]]] = [[] for _ in context.case.bidders]
    for owner, start, end in zip(
        stream.owner.tolist(), stream.document_start.tolist(), ends.tolist(), strict=True
    ):
        texts[owner].append((start, stream.text(start, end)))
    return texts


def _found(
    texts: list[tuple[int, str]], host: BidderMaterial, guest: BidderMaterial, context: Context
) -> list[Match]:
    """(kind, words, positions in the stream) of what of the guest is in the host's documents and not in the tender."""
    assert host.spec is not None
    assert guest.spec is not None
    supplier, own = guest.spec.supplier, host.spec.supplier
    terms = [("name", supplier.name), ("uscc", supplier.uscc)]
    terms += [("phone", contact.phone) for contact in supplier.contacts]
    staff = sorted({p.name for p in people_of(guest)})
    mine = {plain(p.name) for p in people_of(host)}
    terms += [
        ("staff", n) for n in staff if len(plain(n)) >= 3 and plain(n) not in mine and not is_common_name(n)
    ]
    same = {plain(t) for t in (own.name, own.uscc, *(c.phone for c in own.contacts))}
    found: list[Match] = []
    for kind, term in terms:
        wanted = plain(term)
        if len(wanted) < (3 if kind == "staff" else 6) or wanted in same or wanted in context.tender_text:
            continue
        if kind == "name" and wanted in plain(own.name):
            continue
        positions = [start + at for start, text in texts for at in _positions(text, wanted)]
        if positions:
            found.append((kind, term, positions))
    enough = sum(kind == "staff" for kind, _, _ in found) >= _LEAST_STAFF
    return [item for item in found if enough or item[0] != "staff"]


def _as_partner(
    found: Iterable[Match], host: BidderMaterial, guest: BidderMaterial, context: Context
) -> bool:
    """Whether the host names the guest only as one that it works for, buys from or works with."""
    assert host.spec is not None
    assert guest.spec is not None
    name = plain(guest.spec.supplier.name)
    contracts = host.spec.fields.get("contracts", [])
    if isinstance(contracts, list) and any(
        isinstance(c, dict) and plain(str(c.get("buyer", ""))) == name for c in contracts
    ):
        return True
    spots = [(at, at + len(name)) for kind, _, positions in found if kind == "name" for at in positions]
    return bool(spots) and all(_partner_at(start, end, context) for start, end in spots)


def _partner_at(start: int, end: int, context: Context) -> bool:
    before, after = (
        context.stream.text(max(start - _BESIDE, 0), start),
        context.stream.text(end, end + _BESIDE),
    )
    return bool(
        _PARTNER.search(before) or _MADE.match(after) or (_TOWARDS.search(before) and _DONE.match(after))
    )


def _positions(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _marked(host: BidderMaterial, guest: BidderMaterial) -> list[tuple[str, str]]:
    """Files of the host whose author, editor or company is the guest's name."""
    assert guest.spec is not None
    wanted = plain(guest.spec.supplier.name)
    return [
        (d.name, value) for d in host.documents for value in _names(d) if value and plain(value) == wanted
    ]


def _names(document: Document) -> tuple[str, ...]:
    origin = document.origin
    return origin.company, origin.author, origin.last_editor, origin.title
