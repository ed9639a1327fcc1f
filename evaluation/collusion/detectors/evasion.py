"""Text that is made to look the same and compare differently 规避查重: invisible and foreign look-alike characters.

Method: characters without width between two Hanzi, and Cyrillic or Greek look-alikes inside Latin words or between
Hanzi, counted per document.  One alert per bidder in whose documents they are many; when two bidders do it, one for
the pair, because the trick itself is then a common trait.

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4), as an aid to them: the text comparison folds these characters anyway.

Exclusions: what the tender documents contain as well; less than ten in a document (pasted web text brings a few).
Settings: ``evasion.hidden`` of the policy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import msg

_LEAST = 10
_HIDDEN = "\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u034f\u180e"
_FOREIGN = "\u0370-\u03ff\u0400-\u04ff"
_TRICK = re.compile(
    f"(?<=[\u4e00-\u9fff])[{_HIDDEN}]+(?=[\u4e00-\u9fff])|(?<=[A-Za-z])[{_FOREIGN}](?=[A-Za-z])"
    f"|(?<=[\u4e00-\u9fff])[АВЕКМНОРСТХаеорсухΟΑΒΕ](?=[\u4e00-\u9fff])"
)

Count = tuple[str, int, int]


@detector("evasion", family="evasion")
def evasion(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per bidder with hidden characters, one per pair of such bidders."""
    known = _characters(case.tender_documents)
    found: dict[str, list[Count]] = {}
    for bidder in case.bidders:
        counts = [c for d in bidder.documents for c in _counts(d, known)]
        if counts:
            found[bidder.bidder] = counts
    bits = context.bits("evasion.hidden")
    limits = msg("Text pasted from web pages may carry such characters by itself")
    for key, counts in found.items():
        yield Finding(
            (key,),
            bits,
            msg("%(count)s hidden or look-alike characters inside words", count=sum(n for _, _, n in counts)),
            tuple({"bidder": key, "document": d, "page": page, "count": n} for d, page, n in counts[:50]),
            (msg("Hidden characters: %(bits)s bits", bits=f"{bits:g}"),),
            limits,
        )
    for a, b in combinations(found, 2):
        yield Finding(
            (a, b),
            bits,
            msg("Both bids carry hidden or look-alike characters inside words"),
            tuple({"bidder": key, "document": d, "page": page, "count": n} for key in (a, b) for d, page, n in found[key][:25]),
            (msg("Hidden characters in both: %(bits)s bits", bits=f"{bits:g}"),),
            limits,
        )


def _characters(documents: Iterable[Document]) -> set[str]:
    return {c for d in documents for p in d.pages for m in _TRICK.findall(p.text) for c in m}


def _counts(document: Document, known: set[str]) -> list[Count]:
    counts: Counter[int] = Counter()
    for page in document.pages:
        number = sum(not set(match) <= known for match in _TRICK.findall(page.text))
        if number:
            counts[page.number] = number
    return [(document.name, page, n) for page, n in sorted(counts.items())] if counts.total() >= _LEAST else []
