"""Text made to look the same and compare differently 规避查重: hidden and look-alike characters, text nobody sees.

Method: what reading found and graded above low (invisible and direction characters, look-alikes, text in invisible
mode, white on white, off the page or microscopic, a text layer that says something else than the page shows).  Where
reading reports nothing, characters without width between two Hanzi, and Cyrillic or Greek look-alikes inside Latin
words or between Hanzi, are counted per document.  One alert per bidder in whose documents there are such; when two
bidders do it, one for the pair, because the trick itself is then a common trait.

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4), as an aid to them: the text comparison folds these characters anyway.

Exclusions: what the tender documents contain as well, by character or by kind of trick; less than ten characters in a
document (pasted web text brings a few).
Settings: ``evasion.hidden`` of the policy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document, Evasion
from procurement.message import msg

_LEAST = 10
_HIDDEN = "\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u034f\u180e"
_FOREIGN = "\u0370-\u03ff\u0400-\u04ff"
_TRICK = re.compile(
    f"(?<=[\u4e00-\u9fff])[{_HIDDEN}]+(?=[\u4e00-\u9fff])|(?<=[A-Za-z])[{_FOREIGN}](?=[A-Za-z])"
    f"|(?<=[\u4e00-\u9fff])[АВЕКМНОРСТХаеорсухΟΑΒΕ](?=[\u4e00-\u9fff])"
)

Evidence = dict[str, Any]


@detector("evasion", family="evasion")
def evasion(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per bidder with hidden text, one per pair of such bidders."""
    known = _characters(case.tender_documents)
    usual = {mark.kind for document in case.tender_documents for mark in _grave(document)}
    found: dict[str, list[Evidence]] = {}
    for bidder in case.bidders:
        own = [e for d in bidder.documents for e in _marked(d, usual) or _counted(d, known)]
        if own:
            found[bidder.bidder] = [{"bidder": bidder.bidder, **evidence} for evidence in own]
    bits = context.bits("evasion.hidden")
    limits = msg("Text pasted from web pages may carry such characters by itself")
    for key, own in found.items():
        count = sum(evidence["count"] for evidence in own)
        seen = any("what" in evidence for evidence in own)
        yield Finding(
            (key,),
            bits,
            msg("Text that is not what it looks like, in %(count)s places", count=count)
            if seen
            else msg("%(count)s hidden or look-alike characters inside words", count=count),
            tuple(own[:50]),
            (msg("Hidden characters: %(bits)s bits", bits=f"{bits:g}"),),
            limits,
        )
    for a, b in combinations(found, 2):
        seen = any("what" in evidence for evidence in (*found[a], *found[b]))
        yield Finding(
            (a, b),
            bits,
            msg("Both bids carry text that is not what it looks like")
            if seen
            else msg("Both bids carry hidden or look-alike characters inside words"),
            (*found[a][:25], *found[b][:25]),
            (msg("Hidden characters in both: %(bits)s bits", bits=f"{bits:g}"),),
            limits,
        )


def _grave(document: Document) -> list[Evasion]:
    return [mark for mark in document.evasion if mark.severity != "low"]


def _marked(document: Document, usual: set[str]) -> list[Evidence]:
    """What reading found in a document, without the tricks that the tender documents have as well."""
    return [
        {
            "document": document.name,
            "page": mark.page,
            "start": mark.start,
            "end": mark.end,
            "bbox": None if mark.box is None else [round(side, 2) for side in mark.box],
            "text": document.page(mark.page).text[mark.start : mark.end],
            "what": mark.message.to_json(),
            "count": mark.count,
        }
        for mark in _grave(document)
        if mark.kind not in usual
    ]


def _characters(documents: Iterable[Document]) -> set[str]:
    return {c for d in documents for p in d.pages for m in _TRICK.findall(p.text) for c in m}


def _counted(document: Document, known: set[str]) -> list[Evidence]:
    counts: Counter[int] = Counter()
    for page in document.pages:
        number = sum(not set(match) <= known for match in _TRICK.findall(page.text))
        if number:
            counts[page.number] = number
    if counts.total() < _LEAST:
        return []
    return [{"document": document.name, "page": page, "count": n} for page, n in sorted(counts.items())]
