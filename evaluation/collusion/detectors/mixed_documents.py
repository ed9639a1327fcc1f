"""A bidder's name, code, telephone, staff or seal inside another's documents 投标文件相互混装.

Method: the name, USCC, contact numbers and staff of each structured bid are looked for in the other bids' documents,
on folded text, and in their marks of origin; so are its seals 公章, by the name on the ring or by their looks
(``evaluation.collusion.seals``).  One alert per bidder in whose documents another one is found.

Basis: 实施条例 Art. 40(5); 87号令 Art. 37(5).

Exclusions: what the tender documents name; names shorter than six characters; staff counts only when two or more
different names of three characters turn up.  Where every mention of a name is of a customer, a maker or a partner (beside 业绩,
客户, 制造商 …, on a contract, or as the buyer of one that the bid states) it weighs ``mixed.name_as_partner``; so does a seal
each print of which stands on a contract, an acceptance, or what was given to the host by name (``evaluation.collusion.papers``).
Settings: ``mixed.*`` of the policy.
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
from evaluation.collusion.papers import was_given
from evaluation.collusion.registry import detector
from evaluation.collusion.seals import Foreign, foreign_seals, place_of
from evaluation.reading.document import Document
from procurement.message import Message, msg

Match = tuple[str, str, list[int]]
_MOST_PLACES = 5
_LEAST_STAFF = 2
_BESIDE = 12
# In folded text, without punctuation; 「我方全称为…」 is no partner, 「为…提供」 is one.
_PARTNER = re.compile(
    "(业绩|客户|用户|甲方|采购人|采购单位|发包人|建设单位|业主|制造商|生产商|生产厂家?|厂家|厂商|制造单位|供货商"
    "|合作单位|合作伙伴|分包人|经销商|代理商|品牌|产地|买方|需方|委托方|采购方|验收单位|授权人|授权方)"
    "(单位名称|名称|单位|全称)?(签字|签章|盖章|公章|盖单位章|加盖公章)*[为是系]?$"
)
_TOWARDS = re.compile("(?<![称人])为$|[与向给]$")
_DONE = re.compile("提供|承建|建设|实施|服务|签订|签署|采购|供货|供应|合作|完成|搬迁|安装")
_MADE = re.compile(
    "(生产|出品|制造)的?|的(产品|设备)|(?!投标).{0,6}(采购|服务|安装|供货|维护|建设)合同(?!条款|条件)|(以下)?简称?(甲方|买方|需方)"
)


def _label(kind: str, *, partner: bool = False) -> Message:
    if partner and kind == "name":
        return msg("name, each time as a customer, maker or partner")
    if partner and kind in {"seal", "seal_alike"}:
        return msg("seal, each time on a contract or an authorisation")
    return {
        "name": msg("name"),
        "uscc": msg("supplier code"),
        "phone": msg("telephone number"),
        "staff": msg("staff"),
        "seal": msg("seal with the name read on it"),
        "seal_alike": msg("seal, by its looks or a name read in part"),
    }[kind]


@detector("mixed-documents", family="mixed")
def mixed_documents(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair (whose documents, who is named in them)."""
    texts = _texts(context)
    stamped: dict[tuple[int, int], list[Foreign]] = {}
    for one in foreign_seals(case):
        stamped.setdefault((one.host, one.guest), []).append(one)
    for index, host in enumerate(case.bidders):
        for other, guest in enumerate(case.bidders):
            if other == index:
                continue
            seals = stamped.get((index, other), [])
            named = host.spec is not None and guest.spec is not None
            found = _found(texts[index], host, guest, context) if named else []
            marked = _marked(host, guest) if named else []
            if found or marked or seals:
                yield _finding(host, guest, found, marked, seals, context)


def _finding(
    host: BidderMaterial,
    guest: BidderMaterial,
    found: list[Match],
    marked: list[tuple[str, str]],
    seals: list[Foreign],
    context: Context,
) -> Finding:
    kinds = list(dict.fromkeys([kind for kind, _, _ in found] + (["name"] if marked else [])))
    weights, steps = [], []
    partner = not marked and bool(found) and _as_partner(found, host, guest, context)
    for kind in kinds:
        number = max(sum(k == kind for k, _, _ in found), 1)
        if kind == "name" and partner:
            weights.append(context.bits("mixed.name_as_partner"))
        else:
            weights.append(_of_kind(f"mixed.{kind}", number, context))
        steps.append(_label(kind, partner=partner))
    for kind, of_kind in (
        ("seal", [s for s in seals if s.sure]),
        ("seal_alike", [s for s in seals if not s.sure]),
    ):
        if not of_kind:
            continue
        papers = _is_buyer(host, guest) or all(seal.on_papers for seal in of_kind)
        sign = "mixed.name_as_partner" if papers else f"mixed.{kind}"
        weights.append(context.bits(sign) if papers else _of_kind(sign, len(of_kind), context))
        steps.append(_label(kind, partner=papers))
    evidence: list[dict[str, Any]] = []
    for kind, term, at in found:
        for start in at[:_MOST_PLACES]:
            place = place_json(context.stream.place(start, start + len(plain(term))), host.bidder)
            evidence.append({"field": kind, "value": term, **place})
    evidence += [
        {"field": "company", "value": value, "bidder": host.bidder, "document": d} for d, value in marked
    ]
    firm = guest.spec.supplier.name if guest.spec is not None else guest.bidder
    for seal in seals:
        evidence += _seal_evidence(seal, firm, host.bidder, guest.bidder)
    return Finding(
        tuple(b.bidder for b in context.case.bidders if b.bidder in (host.bidder, guest.bidder)),
        damped(weights, 0.3),
        msg(
            "The documents of %(host)s name %(guest)s: %(what)s",
            host=host.bidder,
            guest=guest.bidder,
            what=found[0][1] if found else firm,
        )
        if found or marked
        else msg("The documents of %(host)s bear a seal of %(guest)s", host=host.bidder, guest=guest.bidder),
        tuple(evidence),
        tuple(
            msg("%(what)s: %(bits)s bits", what=step, bits=f"{bits:.3g}")
            for step, bits in zip(steps, weights, strict=True)
        ),
        msg("A bidder may name another as its supplier, customer or partner in an earlier contract"),
        {"host": host.bidder, "guest": guest.bidder},
    )


def _of_kind(sign: str, number: int, context: Context) -> float:
    return min(damped([context.bits(sign)] * number, 0.7), context.policy.most(sign))


def _seal_evidence(seal: Foreign, firm: str, host: str, guest: str) -> Iterator[dict[str, Any]]:
    """Each print beside one of the guest's own, where there is one."""
    for one in seal.prints[:_MOST_PLACES]:
        item: dict[str, Any] = {"field": "seal", "value": firm}
        if seal.text:
            item["read"] = f"{seal.text} ({seal.confidence:.0%})"
        if seal.own is not None:
            yield {**item, "a": place_of(seal.own, guest), "b": place_of(one, host)}
        else:
            yield {**item, **place_of(one, host)}


def _is_buyer(host: BidderMaterial, guest: BidderMaterial) -> bool:
    """Whether the host states a contract with the guest."""
    if host.spec is None or guest.spec is None:
        return False
    name, contracts = plain(guest.spec.supplier.name), host.spec.fields.get("contracts", [])
    return isinstance(contracts, list) and any(
        isinstance(c, dict) and plain(str(c.get("buyer", ""))) == name for c in contracts
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
    assert guest.spec is not None
    if _is_buyer(host, guest):
        return True
    firm = host.spec.supplier.name if host.spec is not None else ""
    name = plain(guest.spec.supplier.name)
    spots = [(at, at + len(name)) for kind, _, positions in found if kind == "name" for at in positions]
    return bool(spots) and all(_partner_at(start, end, firm, context) for start, end in spots)


def _partner_at(start: int, end: int, host: str, context: Context) -> bool:
    before, after = (
        context.stream.text(max(start - _BESIDE, 0), start),
        context.stream.text(end, end + _BESIDE),
    )
    if _PARTNER.search(before) or _MADE.match(after) or (_TOWARDS.search(before) and _DONE.match(after)):
        return True
    place = context.stream.place(start, end)
    return was_given(place.document.page(place.page).text, host)


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
