"""``document-mentions``: the bid documents contain phrases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from evaluation.evidence import Passage, mentions
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
    cannot be read cannot be said to be absent.
    Basis: conformity review 符合性审查 (87号令 Art. 50).
    Excluded: what the sentence round the phrase says; a phrase that is quoted from the tender or denied counts.
    """

    type: Literal["document-mentions"] = "document-mentions"
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    mode: Literal["all", "any"] = "all"

    def score(self, context: RuleContext) -> CriterionScore:
        evidence: list[Passage] = []
        missing: list[str] = []
        for phrase in self.phrases:
            found = contents_last(context.documents, mentions(phrase, context.documents))[:MOST]
            evidence += found
            if not found:
                missing.append(phrase)
        passed = not missing if self.mode == "all" else len(missing) < len(self.phrases)
        inputs = {"found": str(len(self.phrases) - len(missing)), "phrases": str(len(self.phrases))}
        if passed:
            text = msg("%(found)s of %(phrases)s phrases found in the documents", **inputs)
            return context.verdict(True, text, inputs=inputs, evidence=evidence)
        names = "、".join(f"“{phrase}”" for phrase in missing)
        pages = [page for document in context.documents for page in document.pages]
        pictures = sum(page.source == "scanned" for page in pages)
        if pictures or not pages:
            return context.verdict(
                None,
                msg(
                    "cannot decide: %(missing)s not found, but %(pictures)s of %(pages)s pages have no text",
                    missing=names,
                    pictures=pictures,
                    pages=len(pages),
                ),
                inputs=inputs,
                evidence=evidence,
            )
        return context.verdict(
            False,
            msg("%(missing)s not found in %(pages)s pages", missing=names, pages=len(pages)),
            inputs=inputs,
            evidence=evidence,
        )
