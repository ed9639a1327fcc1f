"""``document-mentions``: the bid documents contain phrases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from evaluation.evidence import Passage, mentions
from evaluation.reading.overview import UNSURE
from evaluation.scoring.legibility import is_sure, may_be_misread
from evaluation.scoring.places import MOST, contents_last
from evaluation.scoring.result import CriterionScore
from evaluation.scoring.rule import RuleContext, ScoringRule
from procurement.message import msg
from procurement.strict import Text
from procurement.tenders.rule_types import register_rule_type

Phrase = Annotated[Text, StringConstraints(min_length=1)]


@register_rule_type("document-mentions")
class DocumentMentions(ScoringRule):
    """Passes when all (``mode: all``) or at least one (``mode: any``) of ``phrases`` stand in the bid documents.

    Line breaks and blanks inside a phrase are passed over.  Each phrase that is found is shown with document, page
    and box.  When phrases are missing but some pages are pictures without text, the rule does not decide: what
    cannot be read cannot be said to be absent.  Nor does it where the decision rests on recognition that is not sure
    of itself: a phrase that stands only in such lines is neither there nor absent, and one that is not found may be
    misread on a page or in a line like it.
    Basis: conformity review 符合性审查 (87号令 Art. 50).
    Excluded: what the sentence round the phrase says; a phrase that is quoted from the tender or denied counts.
    """

    RULE_VERSION: ClassVar[int] = 2  # 2: unsure recognition decides nothing
    type: Literal["document-mentions"] = "document-mentions"
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    mode: Literal["all", "any"] = "all"

    def score(self, context: RuleContext) -> CriterionScore:
        evidence: list[Passage] = []
        missing: list[str] = []
        unsure: list[str] = []
        for phrase in self.phrases:
            found = contents_last(context.documents, mentions(phrase, context.documents))
            sure = [passage for passage in found if is_sure(passage, context.documents)]
            evidence += (sure or found)[:MOST]
            if sure:
                continue
            misread = bool(found) or may_be_misread(phrase, context.documents)
            (unsure if misread else missing).append(phrase)
        there = len(self.phrases) - len(missing) - len(unsure)
        passed = there == len(self.phrases) if self.mode == "all" else there > 0
        inputs = {"found": str(there), "phrases": str(len(self.phrases))}
        if passed:
            text = msg("%(found)s of %(phrases)s phrases found in the documents", **inputs)
            return context.verdict(True, text, inputs=inputs, evidence=evidence)
        pages = [page for document in context.documents for page in document.pages]
        pictures = sum(page.source == "scanned" for page in pages)
        if pictures or not pages:
            return context.verdict(
                None,
                msg(
                    "cannot decide: %(missing)s not found, but %(pictures)s of %(pages)s pages have no text",
                    missing=_named([*missing, *unsure]),
                    pictures=pictures,
                    pages=len(pages),
                ),
                inputs=inputs,
                evidence=evidence,
            )
        if unsure and (self.mode == "any" or not missing):
            return context.verdict(
                None,
                msg(
                    "cannot decide: %(phrases)s may stand in text that was recognised with a confidence below "
                    "%(least)s; compare it with the picture",
                    phrases=_named(unsure),
                    least=f"{UNSURE:g}",
                ),
                inputs=inputs,
                evidence=evidence,
            )
        return context.verdict(
            False,
            msg("%(missing)s not found in %(pages)s pages", missing=_named(missing), pages=len(pages)),
            inputs=inputs,
            evidence=evidence,
        )


def _named(phrases: Sequence[str]) -> str:
    return "、".join(f"“{phrase}”" for phrase in phrases)
