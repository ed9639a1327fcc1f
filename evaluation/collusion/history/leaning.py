"""Does a firm win more often when a certain expert judges 专家倾向性?

Null: which of the firm's tenders the expert judged is drawn anew, within each class of size (permutation test).
"""

from __future__ import annotations

from evaluation.collusion.history.chance import Answer, answer, too_little
from evaluation.collusion.history.odds import permuted
from evaluation.collusion.history.past import Past
from procurement.message import msg

NAME = "leaning"
LEAST = 6


def leaning(past: Past, firm: str, expert: str, label: str, seed: int) -> Answer:
    """The answer for one firm and one expert, among the firm's tenders whose experts are recorded."""
    tenders = [t for t in past.of(firm) if t.experts and t.winners]
    judged = [t for t in tenders if expert in t.experts]
    others = len(tenders) - len(judged)
    if min(len(judged), others) < LEAST:
        return too_little(NAME, min(len(judged), others), LEAST)
    wins = sum(firm in t.winners for t in judged)
    text = msg("%(firm)s won %(wins)s of %(judged)s tenders that expert %(expert)s judged and %(rest)s of %(others)s others",
               firm=label, expert=expert, wins=wins, judged=len(judged),
               rest=sum(firm in t.winners for t in tenders) - wins, others=others)  # fmt: skip
    simulate = permuted(tenders, judged, firm)
    return answer(NAME, text, tuple(t.tender for t in judged), simulate, seed, firm, expert)


def experts_of(past: Past, firm: str) -> list[str]:
    """The experts who judged the firm often enough to ask about them."""
    names = {expert for t in past.of(firm) for expert in t.experts}
    return sorted(e for e in names if sum(e in t.experts for t in past.of(firm)) >= LEAST)
