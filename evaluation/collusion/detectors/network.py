"""Bids downloaded or uploaded from one network address 下载、上传 IP 地址一致.

Method: equality of upload addresses, of download addresses, and of one bidder's upload with another's download;
uploads from one address within ten minutes weigh a little more.  One alert per set of bidders.

Basis: 实施条例 Art. 40(2); 87号令 Art. 37(2).  「一个 IP 地址单独不足以认定」: carriers, offices, hotels and copy shops
put many firms behind one address, so this sign alone stays low; it counts together with others.

An address of three or more is a larger ring, not an excuse: each bidder beyond two adds ``network.each_more``.

Where the files name one author, editor or firm as well, a copy shop that typed and uploaded for both explains the two
together: the address then counts a quarter beside the origin of the files, unless a third kind of sign is there.

Shown and not counted: an address that all of five or more bidders with one on record have in common, as at the agency's
hall or behind the platform's gateway, or twelve and more who are most of them; and those that the policy names as shared by many.  Settings: ``network.*`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import (
    EXPLAINED_WITH,
    Context,
    Finding,
    by_bidders,
    damped,
    set_aside,
    set_aside_by_policy,
    shared,
)
from evaluation.collusion.identity import address_ip
from evaluation.collusion.origin_marks import marks
from evaluation.collusion.registry import detector
from procurement.message import Message, msg

_NEAR_SECONDS = 600
_HALL_OF, _NO_RING_OF = 5, 12
_NAMES = ("author", "last_editor", "company")
_HALL = msg(
    "All or nearly all have it in common, as at an agency's hall or behind a platform's gateway: 0 bits"
)


def _label(name: str) -> Message:
    return {
        "upload_ip": msg("upload address"),
        "download_ip": msg("download address"),
        "crossed_ip": msg("upload address of one and download address of the other"),
    }[name]


@detector("network", family="network")
def network(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share an address."""
    up, down = _addresses(case, "upload_ip"), _addresses(case, "download_ip")
    found = [(who, ("upload_ip", ip)) for ip, who in shared(up).items()]
    found += [(who, ("download_ip", ip)) for ip, who in shared(down).items()]
    taken = {(who, ip) for who, (_, ip) in found}
    either = {key: set(up[key]) | set(down[key]) for key in up}
    found += [(who, ("crossed_ip", ip)) for ip, who in shared(either).items() if (who, ip) not in taken]
    found, aside = set_aside_by_policy(found, context, _label)
    yield from aside
    recorded = sum(bool(own) for own in either.values())
    times = {b.bidder: _uploaded(b) for b in case.bidders}
    for bidders, items in by_bidders(found).items():
        everybody = len(bidders) >= _HALL_OF and len(bidders) == recorded
        if everybody or (len(bidders) >= _NO_RING_OF and 2 * len(bidders) > recorded):
            yield set_aside(bidders, items, _label, _HALL)
            continue
        weights = [_weight(f"network.{name}", len(bidders), context) for name, _ in items]
        shop = _same_names(bidders, case)
        derivation = [
            msg("%(what)s %(value)s: %(bits)s bits", what=_label(name), value=ip, bits=f"{weight:g}")
            for (name, ip), weight in zip(items, weights, strict=True)
        ]
        if shop:
            derivation.append(
                msg(
                    "The files name one person or firm, too: a copy shop explains both, unless a third kind of sign is there"
                )
            )
        bits = damped(weights, 0.25)
        if items[0][0] == "upload_ip" and _near(bidders, times):
            bits += context.bits("network.close_in_time")
            derivation.append(
                msg(
                    "Uploaded within ten minutes: %(bits)s bits",
                    bits=f"{context.bits('network.close_in_time'):g}",
                )
            )
        yield Finding(
            bidders,
            bits,
            msg("Same %(what)s: %(value)s", what=_label(items[0][0]), value=items[0][1]),
            tuple({"field": name, "value": ip, "bidders": list(bidders)} for name, ip in items),
            tuple(derivation),
            msg(
                "One network address alone does not suffice: offices, carriers and print shops share addresses"
            ),
            {EXPLAINED_WITH: "origin"} if shop else {},
        )


def _same_names(bidders: tuple[str, ...], case: Case) -> bool:
    """Whether files of all these bidders name one author, editor or firm."""
    named = [
        {mark for document in bidder.documents for mark, _ in marks(document) if mark[0] in _NAMES}
        for bidder in case.bidders
        if bidder.bidder in bidders
    ]
    asked = {mark for document in case.tender_documents for mark, _ in marks(document)}
    return bool(set.intersection(*named) - asked)


def _weight(sign: str, bidders: int, context: Context) -> float:
    more = context.bits("network.each_more") * (bidders - 2)
    return min(context.bits(sign) + more, context.policy.most(sign))


def _addresses(case: Case, name: str) -> dict[str, list[str]]:
    return {
        b.bidder: []
        if b.spec is None
        else [ip for ip in map(address_ip, getattr(b.spec.provenance, name)) if ip]
        for b in case.bidders
    }


def _uploaded(bidder: BidderMaterial) -> datetime | None:
    try:
        moment = (
            datetime.fromisoformat(bidder.spec.provenance.uploaded_at) if bidder.spec is not None else None
        )
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _near(bidders: tuple[str, ...], times: dict[str, datetime | None]) -> bool:
    known = [moment for bidder in bidders if (moment := times[bidder]) is not None]
    return any(abs((a - b).total_seconds()) <= _NEAR_SECONDS for a, b in combinations(known, 2))
