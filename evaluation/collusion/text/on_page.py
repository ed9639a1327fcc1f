"""What of one page is quoted from known texts, in code points of the page: to be shown greyed, so that it is seen
what the comparison left out.
"""

from __future__ import annotations

from evaluation.collusion.text import quoted as quotation
from evaluation.collusion.text.grams import gram_hashes, whole
from evaluation.collusion.text.quoted import Known
from evaluation.collusion.text.stream import lay_out
from evaluation.reading.document import Document, Page


def quoted_on(page: Page, known: Known) -> list[tuple[int, int]]:
    """The stretches (start, end) of the page's text that the known texts say, by the same n-grams as the comparison.

    A quotation that runs over the page's border loses the few characters of the n-gram across it.
    """
    stream = lay_out([(0, Document("", "", "", (page,)))])
    said = known.has(gram_hashes(stream.codes, known.size)) & whole(stream.codes, known.size)
    begin, end = quotation.runs(quotation.quoted(len(stream.codes), said, known.size))
    return [
        (int(stream.raw[start]), int(stream.raw[stop - 1]) + 1)
        for start, stop in zip(begin.tolist(), end.tolist(), strict=True)
    ]
