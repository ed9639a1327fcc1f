"""What to look for: a criterion turned into weighted terms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evaluation.evidence.fold import fold
from evaluation.evidence.synonyms import groups_for
from procurement.tenders.schema import CriterionSpec

# fmt: off
_STOP = frozenset({
    "的", "和", "与", "及", "或", "等", "是否", "有效", "齐全", "完整", "提供", "具有", "具备", "要求",
    "符合", "情况", "投标人", "供应商", "项目", "近三年", "未", "列入", "名单", "应", "须", "得", "分",
    "每", "满", "最高", "进行", "根据", "评审", "评委", "打分", "方案", "可", "强", "针对性", "可行",
    "合理", "实施", "内容",
})
# fmt: on
_SPLIT = re.compile(r"[\s，。、；：:;,.（）()【】\[\]《》“”\"'！!？?/\\|+\-—·…]+")
_AND = re.compile(r"[与和及]")


@dataclass(frozen=True, slots=True)
class Term:
    """One folded term.  ``shown`` is what a reason calls it; ``exact`` terms are phrases the tender asks for."""

    text: str
    shown: str
    weight: float
    exact: bool = False


def title_pieces(title: str) -> list[str]:
    """What a title names: 需求理解与验收方案 names two things."""
    pieces = [p for p in _SPLIT.split(title) if p]
    parts = [part for piece in pieces for part in _AND.split(piece)]
    return [p for p in dict.fromkeys([*pieces, *parts]) if len(p) >= 2 and p not in _STOP]


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters in the folded text, those that say nothing left out."""
    folded = fold(text).text
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1)) - _STOP


def terms_of(criterion: CriterionSpec) -> tuple[Term, ...]:
    """The terms of a criterion, heaviest first, each text once."""
    found: dict[str, Term] = {}

    def add(text: str, weight: float, *, exact: bool = False) -> None:
        folded = fold(text).text
        if len(folded) >= 2 and (folded not in found or found[folded].weight < weight):
            found[folded] = Term(folded, text, weight, exact)

    rule = criterion.rule
    for phrase in getattr(rule, "phrases", ()) or ():
        add(str(phrase), 6.0, exact=True)
    add(criterion.title, 4.0)
    for piece in title_pieces(criterion.title):
        add(piece, 2.5)
    fields = rule.field_names() if rule is not None else ()
    if rule is not None and rule.type == "price":
        fields = (*fields, "price")
    for group in groups_for(fields, criterion.title):
        for answer in group.answers:
            add(answer, 2.0)
    for piece in _SPLIT.split(criterion.guidance):
        if piece not in _STOP and 3 <= len(piece) <= 12:
            add(piece, 0.7)
    return tuple(sorted(found.values(), key=lambda t: -t.weight))
