"""How two bidders met in earlier tenders 历史投标关联: together too often, one always loses, wins taken in turn.

Method, per pair of present bidders, on the earlier bids of the buyer or agency:
*together* — in how many tenders both bid, against the hypergeometric chance for how often each bids;
*escort* — one never wins when the other bids too while the other does, against winners drawn at random in each tender;
*turns* — their wins alternate, against all orders of these wins (seeded permutations).

Basis: 实施条例 Art. 39(5); 政府采购法实施条例 Art. 74(5).

Exclusions: fewer than ``LEAST_TENDERS`` tenders, or ``LEAST_TOGETHER`` common ones: too little data, no finding.
Specialised markets have few suppliers who meet always, so that this sign alone does not pass ``medium``.
Settings: ``history.pattern`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import comb, log2

import numpy as np

from evaluation.collusion.alert import Case, HistoryRow
from evaluation.collusion.finding import Context, Finding, damped
from evaluation.collusion.identity import plain
from evaluation.collusion.registry import detector
from procurement.message import Message, msg

LEAST_TENDERS = 12
LEAST_TOGETHER = 6
_P = 0.01
_DRAWS = 2000


class _Past:
    """Earlier tenders as sets of present bidders and their winners, in order of date."""

    def __init__(self, case: Case) -> None:
        names: dict[str, str] = {}
        for bidder in case.bidders:
            if bidder.spec is not None:
                names[plain(bidder.spec.supplier.name)] = bidder.bidder
                if bidder.spec.supplier.uscc:
                    names[plain(bidder.spec.supplier.uscc)] = bidder.bidder
        self.bids: dict[str, set[str]] = defaultdict(set)
        self.size: dict[str, int] = defaultdict(int)
        self.winner: dict[str, str] = {}
        dates: dict[str, str] = {}
        for row in case.history:
            self.size[row.tender] += 1
            dates[row.tender] = row.date
            who = self._who(row, names)
            if who is not None:
                self.bids[row.tender].add(who)
                if row.won:
                    self.winner[row.tender] = who
        self.tenders = sorted(dates, key=lambda t: (dates[t], t))

    @staticmethod
    def _who(row: HistoryRow, names: dict[str, str]) -> str | None:
        return names.get(plain(row.uscc)) if plain(row.uscc) in names else names.get(plain(row.supplier))


@detector("history", family="history")
def history(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per pair of bidders with an unlikely past."""
    past = _Past(case)
    if len(past.tenders) < LEAST_TENDERS:
        return
    seed = case.tender.seed if case.tender is not None else 0
    tests = max(1, len(case.bidders) * (len(case.bidders) - 1) // 2)
    for a, b in combinations([bidder.bidder for bidder in case.bidders], 2):
        common = [t for t in past.tenders if {a, b} <= past.bids[t]]
        if len(common) < LEAST_TOGETHER:
            continue
        found = [r for r in (_together(past, a, b, len(common)), _escort(past, a, b, common, seed),
                             _turns(past, a, b, common, seed)) if r is not None and r[0] <= _P]  # fmt: skip
        weights = [min(max(0.0, -log2(p * tests)), context.bits("history.pattern")) for p, _ in found]
        if not any(weights):
            continue
        yield Finding(
            (a, b),
            min(damped(weights), context.policy.most("history.pattern")),
            found[0][1],
            ({"field": "history", "bidders": [a, b], "tenders": common},),
            tuple(
                msg("%(what)s: p = %(p)s in one pair, %(pairs)s pairs looked at, %(bits)s bits",
                    what=text, p=f"{p:.2g}", pairs=tests, bits=f"{bits:.1f}")
                for (p, text), bits in zip(found, weights, strict=True)
            ),
            msg("In a small market the same firms meet often without any agreement"),
            {"tenders": len(past.tenders), "together": len(common)},
        )  # fmt: skip


def _together(past: _Past, a: str, b: str, together: int) -> tuple[float, Message]:
    total = len(past.tenders)
    ours = sum(a in past.bids[t] for t in past.tenders)
    theirs = sum(b in past.bids[t] for t in past.tenders)
    ways = sum(comb(ours, k) * comb(total - ours, theirs - k) for k in range(together, min(ours, theirs) + 1))
    text = msg("Both bid in %(together)s of %(total)s earlier tenders (%(a)s: %(ours)s, %(b)s: %(theirs)s)",
               together=together, total=total, a=a, b=b, ours=ours, theirs=theirs)  # fmt: skip
    return ways / comb(total, theirs), text


def _escort(past: _Past, a: str, b: str, common: Sequence[str], seed: int) -> tuple[float, Message] | None:
    wins = {x: sum(past.winner.get(t) == x for t in common) for x in (a, b)}
    loser, winner = (a, b) if wins[a] <= wins[b] else (b, a)
    if wins[loser] or wins[winner] < 3:
        return None
    chances = 1 / np.array([past.size[t] for t in common])
    drawn = np.random.default_rng(seed).random((_DRAWS, len(common))) < chances
    hits = int((drawn.sum(axis=1) >= wins[winner]).sum())
    text = msg("%(loser)s never won in %(count)s tenders with %(winner)s, which won %(wins)s of them",
               loser=loser, winner=winner, count=len(common), wins=wins[winner])  # fmt: skip
    return max(hits, 1) / _DRAWS, text


def _turns(past: _Past, a: str, b: str, common: Sequence[str], seed: int) -> tuple[float, Message] | None:
    order = [past.winner[t] for t in common if past.winner.get(t) in (a, b)]
    if min(order.count(a), order.count(b)) < 3:
        return None
    changes = _changes(order)
    random = np.random.default_rng(seed)
    hits = sum(_changes(random.permutation(order).tolist()) >= changes for _ in range(_DRAWS))
    text = msg("%(a)s and %(b)s won in turn: %(changes)s changes in %(wins)s wins", a=a, b=b, changes=changes, wins=len(order))
    return max(hits, 1) / _DRAWS, text


def _changes(order: Sequence[str]) -> int:
    return sum(x != y for x, y in pairwise(order))
