"""What stands between the text that is scored and the page that a person sees: pictures, recognition, evasion 规避查重."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from evaluation.evidence.passage import Passage
from evaluation.reading.document import Document, Evasion
from evaluation.reading.overview import UNSURE
from evaluation.scoring.result import BidWarning
from procurement.message import msg

_MUCH_LIKE = 50  # per cent: half of the phrase's characters in their order
MOST = 5
"""So many places of one kind are shown."""


def legibility_warnings(documents: Sequence[Document]) -> Iterator[BidWarning]:
    """One warning per document and kind; documents whose text is what their pages show give none."""
    for document in documents:
        yield from _pictures(document)
        yield from _unsure(document)
        yield from _evasion(document)


def _pictures(document: Document) -> Iterator[BidWarning]:
    pages = [page.number for page in document.pages if page.source == "scanned"]
    if pages:
        text = msg(
            "%(document)s: no text could be read from page(s) %(pages)s; what stands there was neither searched, "
            "scored nor compared",
            document=document.name,
            pages=page_ranges(pages),
        )
        yield BidWarning("unreadable-pages", "", text, _places(document, pages))


def _unsure(document: Document) -> Iterator[BidWarning]:
    pages = [p.number for p in document.pages if p.source == "ocr" and (p.ocr_confidence or 0.0) < UNSURE]
    if pages:
        text = msg(
            "%(document)s: page(s) %(pages)s were recognised with a confidence below %(least)s; compare them with "
            "the picture",
            document=document.name,
            pages=page_ranges(pages),
            least=f"{UNSURE:g}",
        )
        yield BidWarning("recognition", "", text, _places(document, pages))


def _evasion(document: Document) -> Iterator[BidWarning]:
    grave = [mark for mark in document.evasion if mark.severity != "low"]
    if grave:
        text = msg(
            "%(document)s: the text misleads in %(count)s places; the gravest, on page %(page)s: %(what)s",
            document=document.name,
            count=sum(mark.count for mark in grave),
            page=grave[0].page,
            what=grave[0].message,
        )
        yield BidWarning("evasion", "", text, tuple(_place(document, mark) for mark in grave[:MOST]))


def is_sure(passage: Passage, documents: Sequence[Document]) -> bool:
    """Whether what a passage says was in the file, or recognised with confidence in all of its lines."""
    page = next(
        (p for d in documents if d.name == passage.document for p in d.pages if p.number == passage.page),
        None,
    )
    if page is None or passage.start < 0:
        return True
    return all(sure >= UNSURE for a, b, sure in page.ocr_lines if a < passage.end and passage.start < b)


def may_be_misread(phrase: str, documents: Sequence[Document]) -> bool:
    """Whether a phrase that was not found may stand on a badly recognised page, or in a line much like it."""
    for document in documents:
        for page in document.pages:
            if page.ocr_confidence is not None and page.ocr_confidence < UNSURE:
                return True
            lines = (page.text[a:b] for a, b, sure in page.ocr_lines if sure < UNSURE)
            if any(fuzz.partial_ratio(phrase, line) >= _MUCH_LIKE for line in lines):
                return True
    return False


def _places(document: Document, pages: Sequence[int]) -> tuple[Passage, ...]:
    return tuple(Passage(document.name, page, None, "") for page in pages[:MOST])


def _place(document: Document, mark: Evasion) -> Passage:
    return Passage(document.name, mark.page, mark.box, "", mark.start, mark.end, reason=mark.message)


def page_ranges(pages: Iterable[int]) -> str:
    """Page numbers as people write them: 3, 7–9."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
