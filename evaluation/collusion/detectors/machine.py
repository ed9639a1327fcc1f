"""Bids made or uploaded on one machine, or with one pricing software 硬件特征码、加密锁号、文件创建标识码 一致.

Method: equality of network card, disk, mainboard and processor numbers, of the pricing software's lock number and of
the file-creation code, after normalising case and separators.  One alert per set of bidders, with every shared value.

Basis: 实施条例 Art. 40(1); 87号令 Art. 37(1).  In some cities the creation code or the lock number alone settles it,
in others a processor number is "for the committee to judge": set ``machine.*`` in the policy.

Exclusions: values that factories and virtual machines leave in place ("Default string", all zeros, …), and the network
cards that programs make up, which are the same on every machine (VMware, VPN clients, Windows' own tunnels).  A processor
number usually names only the model, so that it weighs little.  What all of five or more bidders have in common counts a
quarter (a terminal in the agency's hall), a lock number or creation code half; what the policy names as shared by many is
shown and not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import (
    Context,
    Finding,
    by_bidders,
    damped,
    is_everybody,
    set_aside_by_policy,
    shared,
)
from evaluation.collusion.identity import mac, serial
from evaluation.collusion.registry import detector
from procurement.message import Message, msg

_OF_ALL = {
    "mac": 0.25,
    "disk_serial": 0.25,
    "mainboard": 0.25,
    "cpu_id": 0.25,
    "software_lock": 0.5,
    "creation_code": 0.5,
}
_FIELDS = ("mac", "disk_serial", "mainboard", "software_lock", "creation_code", "cpu_id")


def _label(name: str) -> Message:
    return {
        "mac": msg("network card (MAC)"),
        "disk_serial": msg("disk serial number"),
        "mainboard": msg("mainboard serial number"),
        "software_lock": msg("pricing software lock"),
        "creation_code": msg("file creation code"),
        "cpu_id": msg("processor number"),
    }[name]


@detector("machine", family="machine")
def machine(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share machine marks."""
    found: list[tuple[tuple[str, ...], tuple[str, str]]] = []
    written: dict[str, str] = {}
    for name in _FIELDS:
        values: dict[str, list[str]] = {}
        normal = mac if name == "mac" else serial
        for bidder in case.bidders:
            stated = getattr(bidder.spec.provenance, name) if bidder.spec is not None else ()
            values[bidder.bidder] = [plain for value in stated if (plain := normal(value))]
            for value in stated:
                written.setdefault(normal(value), value)
        found += [(who, (name, written[value])) for value, who in shared(values).items()]
    found, aside = set_aside_by_policy(found, context, _label)
    yield from aside
    for bidders, items in by_bidders(found).items():
        everybody = is_everybody(bidders, case)
        weights = [context.bits(f"machine.{name}") * (_OF_ALL[name] if everybody else 1) for name, _ in items]
        yield Finding(
            bidders,
            damped(weights, 0.25),
            msg("Same %(what)s: %(value)s", what=_label(items[0][0]), value=items[0][1])
            if len(items) == 1
            else msg(
                "%(count)s machine marks are the same, among them the %(what)s: %(value)s",
                count=len(items),
                what=_label(items[0][0]),
                value=items[0][1],
            ),
            tuple({"field": name, "value": value, "bidders": list(bidders)} for name, value in items),
            tuple(
                msg("%(what)s %(value)s: %(bits)s bits", what=_label(name), value=value, bits=f"{weight:g}")
                for (name, value), weight in zip(items, weights, strict=True)
            )
            + (
                (
                    msg(
                        "One machine explains them all, so each further mark counts a quarter of the one before"
                    ),
                )
                if len(items) > 1
                else ()
            )
            + (
                (msg("All bidders have it in common, as at a terminal in the agency's hall: counted less"),)
                if everybody
                else ()
            ),
            msg(
                "A shared print shop or platform terminal would leave the same marks: ask where the bid was made"
            ),
        )
