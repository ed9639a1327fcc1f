"""How bidders met in earlier tenders 历史投标关联: together too often, one always loses, wins in turn, an expert leans.

Method: questions about the earlier bids of the buyer or agency (``evaluation.collusion.history``, one file each), all
answered by seeded permutation tests: per pair of present bidders *together*, *escort*, *runner-up*, *odds* and
*rotation*; *rotation* also for each circle of three or more that the network of frequent co-bidders shows; per bidder
*losing*, and *leaning* for each expert.  A question with too few tenders is left open, and says so.

Weight: a p-value, corrected for all questions that could be answered, weighs at most −1 ÷ (e·p·ln p) (Sellke, Bayarri
& Berger 2001); the answers about one pair are dependent, each further one counts half.

Basis: 实施条例 Art. 39(5); 政府采购法实施条例 Art. 74(5).

Exclusions: fewer than ``LEAST_TENDERS`` earlier tenders; the present tender.  Specialised markets have few suppliers
who meet always, so that this sign alone does not pass ``medium``.
Settings: ``history.pattern``, ``history.losing``, ``history.leaning`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, damped
from evaluation.collusion.history.chance import Answer, bits
from evaluation.collusion.history.escort import escort
from evaluation.collusion.history.leaning import experts_of, leaning
from evaluation.collusion.history.losing import losing
from evaluation.collusion.history.network import circles, ties
from evaluation.collusion.history.odds import odds
from evaluation.collusion.history.past import Past, past
from evaluation.collusion.history.rotation import rotation
from evaluation.collusion.history.runner_up import runner_up
from evaluation.collusion.history.together import together
from evaluation.collusion.registry import detector
from procurement.message import Message, msg

LEAST_TENDERS = 12
_WORTH_SAYING = 0.01
_LEAST_BITS = 1.0  # a corrected p of about 0.06; what is fainter is noise
_LIMIT = msg("In a small market the same firms meet often without any agreement")

_QUESTIONS = {
    "together": msg("Bidding together"),
    "escort": msg("Always losing beside the other"),
    "runner-up": msg("Same runner-up"),
    "odds": msg("Better odds beside the other"),
    "rotation": msg("Winning in turn"),
    "losing": msg("Never winning"),
    "leaning": msg("An expert's leaning"),
}

About = tuple[tuple[str, ...], list[Answer], str]
"""The bidders, what was asked about them, and the sign of the policy that says how much it weighs at most."""


@detector("history", family="history")
def history(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair, circle or bidder with an unlikely past."""
    own = case.tender.reference if case.tender is not None else ""
    earlier = past(row for row in case.history if row.tender != own)
    if len(earlier.tenders) < LEAST_TENDERS:
        return
    firms = {
        bidder.bidder: firm
        for bidder in case.bidders
        if bidder.spec is not None
        and (firm := earlier.firm(bidder.spec.supplier.uscc or "", bidder.spec.supplier.name))
        in earlier.by_firm
    }
    asked = list(_questions(earlier, firms, case.tender.seed if case.tender is not None else 0))
    tests = sum(found.p is not None for _, answers, _ in asked for found in answers)
    for bidders, answers, sign in asked:
        finding = _finding(context, bidders, answers, sign, tests, len(earlier.tenders))
        if finding is not None:
            yield finding


def _questions(earlier: Past, firms: dict[str, str], seed: int) -> Iterator[About]:
    met: dict[tuple[str, str], Answer] = {}
    for pair in combinations(firms, 2):
        a, b = (firms[bidder] for bidder in pair)
        if a == b:
            continue
        found = together(earlier, a, b, pair, seed)
        if found.p is not None:
            met[pair] = found
        answers = [ask(earlier, a, b, pair, seed) for ask in (escort, runner_up, odds)]
        yield pair, [found, *answers, rotation(earlier, (a, b), pair, seed)], "history.pattern"
    for circle in circles(ties(met)):
        yield (
            circle,
            [rotation(earlier, [firms[bidder] for bidder in circle], circle, seed)],
            "history.pattern",
        )
    for bidder, firm in firms.items():
        yield (bidder,), [losing(earlier, firm, bidder, seed)], "history.losing"
        leanings = [leaning(earlier, firm, expert, bidder, seed) for expert in experts_of(earlier, firm)]
        yield (bidder,), leanings, "history.leaning"


def _finding(
    context: Context, bidders: Sequence[str], answers: list[Answer], sign: str, tests: int, total: int
) -> Finding | None:
    telling = [(found, found.p) for found in answers if found.p is not None and found.p <= _WORTH_SAYING]
    weighed = [(min(bits(p, tests), context.bits(sign)), p, found) for found, p in telling]
    weighed = sorted((w for w in weighed if w[0] >= _LEAST_BITS), key=lambda w: (-w[0], w[2].question))
    if not weighed:
        return None
    steps: list[Message] = [
        msg("%(what)s: p = %(p)s, %(tests)s questions asked in all, %(bits)s bits",
            what=found.text, p=f"{p:.2g}", tests=tests, bits=f"{weight:.1f}")
        for weight, p, found in weighed
    ]  # fmt: skip
    steps += [
        msg("%(question)s: %(reason)s", question=_QUESTIONS[found.question], reason=found.reason)
        for found in answers
        if found.reason is not None
    ]
    tenders = sorted({tender for _, _, found in weighed for tender in found.tenders})
    return Finding(
        tuple(bidders),
        min(damped(weight for weight, _, _ in weighed), context.policy.most(sign)),
        weighed[0][2].text,
        ({"field": "history", "bidders": list(bidders), "tenders": tenders},),
        tuple(steps),
        _LIMIT,
        {"tenders": total, "answers": [_json(found) for found in answers]},
    )


def _json(found: Answer) -> dict[str, Any]:
    p = None if found.p is None else float(f"{found.p:.4g}")
    return {"question": found.question, "p": p, "tenders": len(found.tenders), "draws": found.draws}
