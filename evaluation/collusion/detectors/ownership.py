"""One head, or one firm holding or managing the other 单位负责人为同一人、控股、管理关系.

Method: supplier code (USCC), legal representatives, shareholders with their shares, managers; one hop: A holds B, or
one person or firm holds both, or A's head or one of its shareholders manages B.  Firms are compared by name without
brackets and form (有限责任公司 is 有限公司), and, for half the weight, by likeness (rapidfuzz) where no numeral differs.
One alert per pair of bidders, with each relation.

Basis: 实施条例 Art. 34; 政府采购法实施条例 Art. 18.

A share weighs by what it gives: in full from one half of the capital, where it controls (公司法 Art. 265(2)), 0.8 where it
is not stated, 0.7 from 25 %, a quarter from 5 %, less a tenth: a fund that holds a little of both leads neither.  Of a common
holder the smaller share counts.

Exclusions: a code whose check character is wrong (GB 32100-2015) may be a placeholder and weighs little; a
shareholder's name that is a common personal name; the state and those who hold for the public (国资委, 财政局, 汇金, 中央结算):
firms that the state controls are not related by that alone (公司法 Art. 265(4)), so that this is shown with a twentieth.
Settings: ``ownership.*`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, damped
from evaluation.collusion.identity import is_firm, is_state, plain, rarity, same_firm
from evaluation.collusion.registry import detector
from procurement.bids.schema import Shareholder, SupplierSpec
from procurement.message import Message, msg
from procurement.suppliers.uscc import uscc_problem

Relation = tuple[float, str, str, Message]
# What a share of at least so much counts, and one that is not stated.
_SHARES = ((Decimal("0.5"), 1.0), (Decimal("0.25"), 0.7), (Decimal("0.05"), 0.25), (Decimal(0), 0.1))
_UNSTATED = 0.8
_OF_STATE = 0.05


@detector("ownership", family="ownership")
def ownership(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair of bidders between which a relation is stated."""
    firms = [(b.bidder, b.spec.supplier) for b in case.bidders if b.spec is not None]
    for (a, one), (b, other) in combinations(firms, 2):
        found = [*_same(one, other, context), *_holds(one, other, context), *_holds(other, one, context)]
        found += [*_heads(one, other, context), *_common_holders(one, other, context)]
        if not found:
            continue
        found.sort(key=lambda r: (-r[0], r[1], r[2]))
        yield Finding(
            (a, b),
            damped((r[0] for r in found), 0.6),
            found[0][3],
            tuple({"field": kind, "value": value, "bidders": [a, b]} for _, kind, value, _ in found),
            tuple(
                msg("%(what)s: %(bits)s bits", what=text, bits=f"{bits:.3g}") for bits, _, _, text in found
            ),
            msg("Equal names may be different people or firms: check the register of enterprises"),
        )


def _same(one: SupplierSpec, other: SupplierSpec, context: Context) -> Iterator[Relation]:
    if one.uscc and plain(one.uscc) == plain(other.uscc):
        text = msg("Both bidders state the supplier code %(code)s", code=one.uscc)
        sound = uscc_problem(one.uscc) is None
        yield context.bits("ownership.uscc" if sound else "ownership.unsound_code"), "uscc", one.uscc, text
    head = plain(one.legal_representative)
    if head and head == plain(other.legal_representative):
        bits = context.bits("ownership.legal_representative") * rarity(one.legal_representative)
        text = msg("Both have the legal representative %(name)s", name=one.legal_representative)
        yield bits, "legal_representative", one.legal_representative, text


def _holds(holder: SupplierSpec, held: SupplierSpec, context: Context) -> Iterator[Relation]:
    for shareholder in held.shareholders:
        like = same_firm(shareholder.name, holder.name)
        if like:
            bits = like * _scaled(context.bits("ownership.bidder_holds_bidder"), shareholder.share)
            text = msg(
                "%(holder)s holds %(share)s of %(held)s",
                holder=holder.name,
                share=_percent(shareholder.share),
                held=held.name,
            )
            yield bits, "shareholder", shareholder.name, text


def _heads(one: SupplierSpec, other: SupplierSpec, context: Context) -> Iterator[Relation]:
    for firm, peer in ((one, other), (other, one)):
        head = plain(firm.legal_representative)
        if not head or head == plain(peer.legal_representative):
            continue
        roles = {plain(m) for m in peer.managers} | {plain(s.name) for s in peer.shareholders}
        if head in roles:
            bits = context.bits("ownership.manages_other") * rarity(firm.legal_representative)
            text = msg(
                "%(name)s, legal representative of %(firm)s, manages or owns %(other)s",
                name=firm.legal_representative,
                firm=firm.name,
                other=peer.name,
            )
            yield bits, "manages", firm.legal_representative, text
    for firm, peer in ((one, other), (other, one)):
        heads = {plain(one.legal_representative), plain(other.legal_representative)}
        managers = {plain(m) for m in peer.managers} - heads
        for owner in firm.shareholders:
            if plain(owner.name) in managers and not is_firm(owner.name):
                bits = context.bits("ownership.manages_other") * rarity(owner.name)
                text = msg(
                    "%(name)s holds %(share)s of %(firm)s and manages %(other)s",
                    name=owner.name,
                    share=_percent(owner.share),
                    firm=firm.name,
                    other=peer.name,
                )
                yield _scaled(bits, owner.share), "manages", owner.name, text


def _common_holders(one: SupplierSpec, other: SupplierSpec, context: Context) -> Iterator[Relation]:
    for ours in one.shareholders:
        like, peer = _likest(ours.name, other.shareholders)
        if peer is None or any(same_firm(ours.name, firm.name) for firm in (one, other)):
            continue
        if ours.id_hash and peer.id_hash:
            if ours.id_hash != peer.id_hash:
                continue
            bits = context.bits("ownership.holder_id")
        elif is_state(ours.name):
            bits = context.bits("ownership.holder_firm") * _OF_STATE
        elif is_firm(ours.name):
            bits = context.bits("ownership.holder_firm")
        else:
            bits = context.bits("ownership.holder_name") * rarity(ours.name)
        smaller = None if ours.share is None or peer.share is None else min(ours.share, peer.share)
        text = msg(
            "%(name)s holds shares of both (%(ours)s and %(theirs)s)",
            name=ours.name,
            ours=_percent(ours.share),
            theirs=_percent(peer.share),
        )
        if like < 1:
            text = msg(
                "%(ours)s and %(theirs)s, nearly the same name, hold shares of one bidder each",
                ours=ours.name,
                theirs=peer.name,
            )
        yield like * _scaled(bits, smaller), "shareholder", ours.name, text


def _likest(name: str, holders: Iterable[Shareholder]) -> tuple[float, Shareholder | None]:
    """The shareholder whose name is this one, or nearly, and how much that counts."""
    best, found = 0.0, None
    for holder in holders:
        like = same_firm(name, holder.name)
        if like > best:
            best, found = like, holder
    return best, found


def _scaled(bits: float, share: Decimal | None) -> float:
    """What a share of this size counts."""
    if share is None:
        return _UNSTATED * bits
    return bits * next((part for least, part in _SHARES if share >= least), 0.0)


def _percent(share: Decimal | None) -> str:
    return "?" if share is None else f"{share * 100:f}".rstrip("0").rstrip(".") + " %"
