"""The evaluation of all that needs no expert, in the order of the law.

1. Qualification and conformity 资格审查、符合性审查: a bid that fails leaves with a reason and an article.
2. The price limit: above the budget or the ceiling is invalid.
3. Objective criteria, except the price; a starred negative deviation may still reject.
4. Policy-adjusted prices of the valid bids, and the price score among them alone.
5. What a person must look at: abnormally low prices, arithmetic, codes, facts that are not stated.

A rejected bid keeps the scores of the step at which it left; the later steps do not look at it (87号令 Art. 52).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from evaluation.reading.document import Document
from evaluation.scoring import law
from evaluation.scoring.abnormal import low_price_warnings
from evaluation.scoring.adjustment import EvaluatedPrice, evaluated_prices
from evaluation.scoring.checks import bid_warnings
from evaluation.scoring.draws import Draws, SeededDraws
from evaluation.scoring.numbers import plain
from evaluation.scoring.places import evidence_for
from evaluation.scoring.price import Benchmark, PriceField, PriceFormula, quotes_discounts
from evaluation.scoring.result import BidOutcome, BidWarning, CriterionScore, Rejection
from evaluation.scoring.rule import RuleContext, ScoringRule
from evaluation.scoring.tender_check import tender_warnings
from procurement.bids.schema import BidSpec
from procurement.message import msg
from procurement.tenders.schema import CriterionSpec, TenderSpec

__all__ = ["SCORING_VERSION", "price_scores", "score_tender", "tender_warnings"]

SCORING_VERSION = 4
"""Grows whenever the same tender and bids would give another outcome."""

Bids = Mapping[str, BidSpec]
Documents = Mapping[str, Sequence[Document]]


@dataclass(slots=True)
class _Progress:
    """What is known of one bid so far."""

    scores: dict[str, CriterionScore] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    warnings: list[BidWarning] = field(default_factory=list)


def score_tender(
    tender: TenderSpec,
    bids: Bids,
    documents: Documents,
    *,
    imposed: Mapping[str, Sequence[Rejection]] | None = None,
) -> dict[str, BidOutcome]:
    """The outcome of every bid, by bidder, in the order of ``bids``.

    ``documents`` holds what was read of each bidder's files; a bidder without any is scored on ``bid.yaml`` alone.
    ``imposed`` are rejections that a person decided, such as after a confirmed sign of collusion: their bids leave
    before the prices are compared.
    """
    progress = {
        bidder: _judge(tender, bidder, bid, documents.get(bidder, ())) for bidder, bid in bids.items()
    }
    for bidder, rejections in (imposed or {}).items():
        if bidder in progress:
            progress[bidder].rejections += rejections
    valid = {bidder: bid for bidder, bid in bids.items() if not progress[bidder].rejections}
    prices = evaluated_prices(tender, valid)
    for code, scores in price_scores(tender, valid, documents, prices=prices).items():
        for bidder, score in scores.items():
            progress[bidder].scores[code] = score
    for bidder, warnings in low_price_warnings(tender, valid).items():
        progress[bidder].warnings += warnings
    order = [criterion.code for criterion in tender.criteria]
    return {
        bidder: BidOutcome(
            bidder=bidder,
            valid=bidder in valid,
            rejections=tuple(state.rejections),
            warnings=tuple(state.warnings),
            evaluated_price=prices[bidder].price if bidder in prices else None,
            scores=tuple(state.scores[code] for code in order if code in state.scores),
        )
        for bidder, state in progress.items()
    }


def price_scores(
    tender: TenderSpec,
    valid: Bids,
    documents: Documents,
    *,
    prices: Mapping[str, EvaluatedPrice] | None = None,
    draws: Draws | None = None,
) -> dict[str, dict[str, CriterionScore]]:
    """The price score of every valid bid, by criterion and bidder.

    Apart from the rest so that a what-if (a bidder left out, other draws) need not judge the bids again.
    """
    prices = evaluated_prices(tender, valid) if prices is None else prices
    found: dict[str, dict[str, CriterionScore]] = {}
    for criterion in tender.criteria:
        formula = criterion.rule
        if not isinstance(formula, PriceFormula) or not valid:
            continue
        offered = PriceField({bidder: price.price for bidder, price in prices.items()}, tender.price_limit)
        benchmark = formula.benchmark(offered, draws or SeededDraws(tender.seed, criterion.code))
        found[criterion.code] = {
            bidder: _price_score(
                RuleContext(tender, criterion, bidder, bid, documents.get(bidder, ())),
                formula,
                benchmark,
                prices[bidder],
            )
            for bidder, bid in valid.items()
        }
    return found


def _judge(tender: TenderSpec, bidder: str, bid: BidSpec, documents: Sequence[Document]) -> _Progress:
    """Steps 1 to 3 and the warnings that look at one bid alone."""
    state = _Progress()
    discounts = quotes_discounts(tender)
    for criterion in tender.criteria:
        if criterion.kind == "qualification":
            _apply(state, RuleContext(tender, criterion, bidder, bid, documents))
    if not discounts and not state.rejections:
        state.rejections += _above_limit(tender, bid)
    if not state.rejections:
        for criterion in tender.criteria:
            if criterion.kind == "objective":
                _apply(state, RuleContext(tender, criterion, bidder, bid, documents))
    state.warnings += bid_warnings(tender, bid, documents, amounts=not discounts)
    if state.rejections:
        codes = {rejection.code for rejection in state.rejections}
        state.scores = {c: s for c, s in state.scores.items() if s.kind == "qualification" or c in codes}
        state.warnings = [warning for warning in state.warnings if warning.kind != "not-stated"]
    return state


def _apply(state: _Progress, context: RuleContext) -> None:
    """Judges one criterion and keeps what it says about the bid as a whole."""
    criterion = context.criterion
    if not isinstance(criterion.rule, ScoringRule):
        return
    score = criterion.rule.score(context)
    state.warnings += score.warnings
    if score.rejection is not None:
        state.rejections.append(score.rejection)
        score = replace(score, score=None) if score.kind == "objective" else score
    elif criterion.kind == "qualification" and score.passed is False:
        state.rejections.append(
            Rejection(
                criterion.code,
                msg("%(title)s: %(reason)s", title=criterion.title, reason=score.explanation),
                law.basis("qualification", context.tender),
            )
        )
    if score.passed is None and score.score is None and score.rejection is None:
        state.warnings.append(_undecided(criterion, score))
    state.scores[criterion.code] = score


def _undecided(criterion: CriterionSpec, score: CriterionScore) -> BidWarning:
    return BidWarning(
        "undecided",
        "",
        msg(
            "%(code)s %(title)s is for a person to decide: %(reason)s",
            code=criterion.code,
            title=criterion.title,
            reason=score.explanation,
        ),
    )


def _above_limit(tender: TenderSpec, bid: BidSpec) -> list[Rejection]:
    """The quoted price, before any deduction, against the ceiling and the budget."""
    quoted, ceiling, budget = bid.price.total, tender.ceiling, tender.budget
    price = f"{quoted:,f}"
    if ceiling is not None and quoted > ceiling:
        reason = msg("the price %(price)s is above the ceiling %(limit)s", price=price, limit=f"{ceiling:,f}")
    elif quoted > budget:
        reason = msg("the price %(price)s is above the budget %(limit)s", price=price, limit=f"{budget:,f}")
    else:
        return []
    return [Rejection("price-limit", reason, law.basis("price-limit", tender))]


def _price_score(
    context: RuleContext, formula: PriceFormula, benchmark: Benchmark, price: EvaluatedPrice
) -> CriterionScore:
    inputs = {"quoted": plain(price.quoted), "price": plain(price.price), **benchmark.inputs}
    inputs |= {f"deduction {name}": plain(rate) for name, rate in price.deductions.items()}
    evidence = evidence_for(context, (), price.quoted, context.bid.price.words)
    if benchmark.price is None:
        reason = benchmark.reason or msg("the formula gives no benchmark")
        return context.undecided(reason, inputs=inputs, evidence=evidence)
    share = formula.share(price.price, benchmark.price)
    text = msg(
        "%(how)s, of %(max)s points",
        how=formula.explain(price.price, benchmark.price, share, context.tender.rounding.places),
        max=plain(context.full_marks),
    )
    if price.deductions:
        taken = sum(map(Fraction, price.deductions.values()), Fraction(0)) * 100
        text = msg(
            "%(before)s; quoted %(quoted)s less a policy deduction of %(percent)s %%",
            before=text,
            quoted=f"{price.quoted:,f}",
            percent=plain(Decimal(taken.numerator) / Decimal(taken.denominator)),
        )
    return context.points(share * Fraction(context.full_marks), text, inputs=inputs, evidence=evidence)
