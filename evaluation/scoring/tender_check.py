"""What the law says about the tender itself: nothing is refused, the officer is told before it is too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from evaluation.scoring import law
from evaluation.scoring.numbers import half_up, plain
from evaluation.scoring.price import PriceFormula, quotes_discounts
from evaluation.scoring.result import BidOutcome, BidWarning
from procurement.message import Message, msg
from procurement.tenders.schema import TenderSpec

_FEWEST_BIDS = 3


def tender_warnings(tender: TenderSpec, outcomes: Mapping[str, BidOutcome] | None = None) -> list[BidWarning]:
    """All warnings about the tender; with ``outcomes`` also whether enough bids are left."""
    found = [*_price_weight(tender), *_formula(tender), *_low_price_shares(tender), *_deductions(tender)]
    if outcomes is not None:
        found += _too_few(tender, outcomes)
    return found


def _price_weight(tender: TenderSpec) -> Iterator[BidWarning]:
    """The price's share of all points against the least that Art. 55 of 87号令 allows."""
    least = law.LEAST_PRICE_WEIGHT.get(tender.object)
    if tender.regime != law.GOVERNMENT or tender.method != "comprehensive-score" or least is None:
        return
    points = {c.code: c.max_score or Decimal(0) for c in tender.criteria if c.kind != "qualification"}
    total = sum(points.values(), Decimal(0))
    price = sum((points[c.code] for c in tender.criteria if isinstance(c.rule, PriceFormula)), Decimal(0))
    if total and price < least * total:
        yield BidWarning(
            "price-weight",
            law.basis("price-weight", tender),
            msg(
                "the price weighs %(weight)s %%; for %(object)s at least %(least)s %% is required",
                weight=plain(half_up(Fraction(price) / Fraction(total) * 100, 2)),
                object=_OBJECTS[tender.object],
                least=plain(least * 100),
            ),
        )


def _formula(tender: TenderSpec) -> Iterator[BidWarning]:
    """Comprehensive scoring in government procurement knows one price formula (Art. 55)."""
    if tender.regime != law.GOVERNMENT or tender.method != "comprehensive-score":
        return
    for criterion in tender.criteria:
        rule = criterion.rule
        if isinstance(rule, PriceFormula) and rule.formula not in {"lowest-price-ratio", "highest-discount"}:
            yield BidWarning(
                "price-formula",
                law.basis("price-formula", tender),
                msg(
                    "%(code)s uses the formula %(formula)s; comprehensive scoring must use the lowest-price ratio",
                    code=criterion.code,
                    formula=rule.formula,
                ),
            )


def _low_price_shares(tender: TenderSpec) -> Iterator[BidWarning]:
    """A tender may raise the statutory review shares, to 65 % at most; it may not lower them (财库〔2026〕2号)."""
    legal = law.low_price_ratios(tender)
    if legal is None:
        return
    own = tender.abnormally_low
    pairs = (
        ("of_mean", own.of_mean, legal.of_mean),
        ("of_second_lowest", own.of_second_lowest, legal.of_second_lowest),
        ("of_ceiling", own.of_ceiling, legal.of_ceiling),
    )
    for name, share, least in pairs:
        if share is not None and not least <= share <= legal.at_most:
            yield BidWarning(
                "abnormally-low-share",
                law.basis("abnormally-low", tender),
                msg(
                    "abnormally_low.%(name)s is %(share)s %%; the law allows %(least)s to %(most)s %%",
                    name=name,
                    share=plain(share * 100),
                    least=plain(least * 100),
                    most=plain(legal.at_most * 100),
                ),
            )


def _deductions(tender: TenderSpec) -> Iterator[BidWarning]:
    """Policy deductions outside the range for the object, or granted where there are none to grant."""
    granted = {
        "small_micro": tender.adjustments.small_micro,
        "consortium_sme": tender.adjustments.consortium_sme,
    }
    basis = law.basis("sme-deduction", tender)
    for name, rate in granted.items():
        bounds = law.SME_RANGES.get((name, tender.object))
        if rate and tender.reserved_for_sme:
            text = msg(
                "adjustments.%(name)s is not applied: the tender is reserved for small firms", name=name
            )
            yield BidWarning("deduction", basis, text)
        elif rate and tender.regime == law.GOVERNMENT and bounds and not bounds[0] <= rate <= bounds[1]:
            text = msg(
                "adjustments.%(name)s is %(rate)s %%; the law allows %(least)s to %(most)s %%",
                name=name,
                rate=plain(rate * 100),
                least=plain(bounds[0] * 100),
                most=plain(bounds[1] * 100),
            )
            yield BidWarning("deduction", basis, text)
    if quotes_discounts(tender) and any((*granted.values(), tender.adjustments.domestic)):
        yield BidWarning("deduction", basis, msg("policy deductions are not applied to discount rates"))


def _too_few(tender: TenderSpec, outcomes: Mapping[str, BidOutcome]) -> Iterator[BidWarning]:
    valid = sum(outcome.valid for outcome in outcomes.values())
    if valid < _FEWEST_BIDS:
        text = msg(
            "%(valid)s valid bids are left; at least %(least)s are needed", valid=valid, least=_FEWEST_BIDS
        )
        yield BidWarning("too-few-bids", law.basis("three-bidders", tender), text)


_OBJECTS: dict[str, Message] = {"goods": msg("goods"), "services": msg("services"), "works": msg("works")}
