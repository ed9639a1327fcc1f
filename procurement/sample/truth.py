"""``truth.json``: what the sample holds, worked out straight from the cast, apart from the product's own scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from procurement.sample import ring, sheet, team
from procurement.sample import tender_data as data
from procurement.sample.cast import Bidder
from procurement.sample.cast_more import CAST
from procurement.sample.cast_ring import RING
from procurement.sample.goods import goods
from procurement.sample.readback import Pages

SECOND = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a bidder's bid: totals, file names, pages."""

    bidder: Bidder
    total: Decimal
    technical: str
    commercial: str
    pages: Mapping[str, Pages]
    page_count: int


def points(value: Decimal, highest: str) -> str:
    """A score within 0 and ``highest``, half up to 0.01, as text."""
    return str(max(Decimal(0), min(Decimal(highest), value)).quantize(SECOND, ROUND_HALF_UP))


def rejections(bidder: Bidder) -> list[dict[str, str]]:
    """Why a bid leaves the evaluation: a qualification failed, or a starred requirement missed."""
    starred = {r.clause for item in goods() for r in item.requirements if r.starred}
    found = []
    if bidder.facts.credit != "clean":
        found.append({"code": "Q2", "reason": "credit_status is not clean"})
    if missed := [
        clause for clause, kind, _ in bidder.facts.deviations if kind == "negative" and clause in starred
    ]:
        found.append({"code": "O3", "reason": f"negative deviation from starred {', '.join(missed)}"})
    return found


def evaluated_price(bidder: Bidder, total: Decimal) -> Decimal:
    """The policy-adjusted price: 20 % for domestic goods and 10 % for small and micro firms, both of the quote."""
    share = (Decimal("0.20") if bidder.domestic else Decimal(0)) + (
        Decimal("0.10") if bidder.sme in {"micro", "small"} else Decimal(0)
    )
    return (total * (1 - share)).quantize(SECOND, ROUND_HALF_UP)


def objective(bidder: Bidder, total: Decimal, lowest: Decimal, seed: int) -> dict[str, str]:
    """Every objective criterion's score of a bid, from its facts."""
    facts = bidder.facts
    years = facts.warranty_years
    alike = sum(
        date.fromisoformat(signed) >= date(2023, 3, 2) and Decimal(amount) >= 500000
        for _, amount, signed in facts.contracts
    )
    kinds = [kind for _, kind, _ in facts.deviations]
    valid = sum(until >= "2026-03-02" for *_, until in team.holders(bidder, seed))
    return {
        "P1": points(lowest / evaluated_price(bidder, total) * 30, "30"),
        "O1": points(Decimal(4 if years >= 6 else 3 if years == 5 else "1.5" if years == 4 else 0), "4"),
        "O2": points(Decimal(2 * alike), "8"),
        "O3": points(Decimal(12 + kinds.count("positive") - 2 * kinds.count("negative")), "14"),
        "O4": points(Decimal(2 if facts.service_certificate else 0), "2"),
        "O5": points(Decimal(3 if facts.quality_letters else 0), "3"),
        "O6": points(Decimal(min(valid, 4)), "4"),
        "O7": points(Decimal(facts.energy_share) * Decimal("2.5"), "2"),
        "O8": points(Decimal(2 if facts.training.startswith("onsite") else 0), "2"),
    }


def truth(seed: int, made: Mapping[str, Made]) -> dict[str, Any]:
    """The whole of ``truth.json``."""
    valid = [key for key in made if not rejections(made[key].bidder)]
    lowest = min(evaluated_price(made[key].bidder, made[key].total) for key in valid)
    bids = {}
    for key, bid in made.items():
        # A rejected bid is not scored: 87号令 Art. 52 has bids compared that passed both reviews.
        scored = key in valid
        scores = objective(bid.bidder, bid.total, lowest, seed)
        bids[key] = {
            "pages": bid.page_count,
            "total": str(bid.total),
            "rejections": rejections(bid.bidder),
            "evaluated_price": str(evaluated_price(bid.bidder, bid.total)) if scored else None,
            "abnormally_low": bid.total < Decimal(data.CEILING) * Decimal("0.60"),
            "scores": scores if scored else dict.fromkeys(scores),
            "objective_total": str(sum(map(Decimal, scores.values()))) if scored else None,
        }
    return {
        "tender": data.REFERENCE,
        "seed": seed,
        "bids": bids,
        "valid": valid,
        "lowest_evaluated_price": str(lowest),
        "ring": {
            "bidders": list(RING),
            "passages": passages(made),
            "typo": typo(made),
            "author": made[RING[0]].bidder.author,
            "machine": {
                name: made[RING[0]].bidder.provenance[name]
                for name in ("mac", "disk_serial", "cpu_id", "mainboard")
            },
            "price_ratio": str(sheet.RATIO),
        },
        "coincidences": coincidences(made),
    }


def passages(made: Mapping[str, Made]) -> list[dict[str, Any]]:
    """Each planted passage with its place in either bid."""
    return [
        {"kind": p.kind, "a": _place(made[ring.A], p.texts[0]), "b": _place(made[ring.B], p.texts[1])}
        for p in ring.PASSAGES
    ]


def typo(made: Mapping[str, Made]) -> dict[str, Any]:
    """The shared error: where both wrote the wrong character in sentences of their own."""
    return {
        "wrong": ring.TYPO,
        "right": ring.TYPO_RIGHT,
        "places": [_place(made[key], text) for key, (_, text) in ring.TYPO_SENTENCES.items()],
    }


def _place(bid: Made, text: str) -> dict[str, Any]:
    page = bid.pages[bid.technical].page_of(text)
    return {"bidder": bid.bidder.key, "document": bid.technical, "page": page, "text": text}


def coincidences(made: Mapping[str, Made]) -> list[dict[str, Any]]:
    """What honest bidders share without a common origin; none of it may become a high alert."""
    cast = {bidder.key: bidder for bidder in CAST}
    return [
        {
            "kind": "upload_ip",
            "bidders": ["chenlan", "zhuoxi"],
            "value": cast["chenlan"].provenance["upload_ip"],
            "why": "neighbouring office buildings behind one carrier address",
        },
        {
            "kind": "author",
            "bidders": ["boyan", "linghe"],
            "value": "Administrator",
            "why": "the default account of a fresh computer, and the same release of an office suite",
        },
        {
            "kind": "statute",
            "bidders": ["zhuoxi", "linghe"],
            "value": ring.STATUTE,
            "why": "both quote one public law",
            "places": [_place(made[key], text) for key, text in ring.STATUTE_QUOTES.items()],
        },
        {
            "kind": "close_totals",
            "bidders": ["chenlan", "qiheng"],
            "value": [str(made["chenlan"].total), str(made["qiheng"].total)],
            "why": "two market prices",
        },
    ]
