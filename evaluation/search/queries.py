"""What is found, and for whom: every list starts from what the person may see, so that a count cannot leak either.

Bids count as bidders and as text only for those who may read them now: nobody before the opening, experts while
scoring is open.  The text of a tender's own documents is found by whoever may know of the tender, by experts too only
while they score.  Page texts are kept once per content, so a page is asked for by the documents it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from evaluation.evidence.fold import fold
from evaluation.reading import READER_VERSION
from evaluation.reading.models import PageText
from evaluation.reading.words import around, places
from procurement.bids.models import Bid, BidDocument
from procurement.people.models import Role, User
from procurement.people.visibility import bid_documents_for, bids_for, tenders_for
from procurement.tenders.models import Stage, Tender, TenderDocument

LONGEST = 100
LONG_ENOUGH = 2
"""A single letter stands on every page."""
MOST_TENDERS = MOST_BIDS = 20
MOST_PAGES = 60
PAGES_SHOWN = 6
"""So many pages of one document are shown; the document's own search shows the rest."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that says the words: the first place on it, how many there are, and the way there."""

    number: int
    before: str
    words: str
    after: str
    times: int
    url: str


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document with the pages that say the words.  ``bid`` is ``None`` for a document of the tender itself."""

    tender: Tender
    bid: Bid | None
    name: str
    hits: tuple[PageHit, ...]
    pages: int
    url: str

    @property
    def more(self) -> int:
        """Pages with hits that are not shown."""
        return self.pages - len(self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found; ``cut`` says that there are more pages than are looked at."""

    tenders: tuple[Tender, ...] = ()
    bids: tuple[Bid, ...] = ()
    documents: tuple[DocumentHit, ...] = ()
    cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.tenders or self.bids or self.documents)


def find(user: User, words: str) -> Found:
    """Everything this person may see that says ``words``; nothing for fewer than two letters."""
    wanted = fold(words).text
    if len(wanted) < LONG_ENOUGH:
        return Found()
    documents, cut = _documents(user, words, wanted)
    return Found(tuple(_tenders(user, words)), tuple(_bids(user, words)), documents, cut)


def _tenders(user: User, words: str) -> QuerySet[Tender]:
    said = Q(reference__icontains=words) | Q(title__icontains=words) | Q(buyer__icontains=words)
    return tenders_for(user).filter(said)[:MOST_TENDERS]


def _bids(user: User, words: str) -> QuerySet[Bid]:
    said = Q(key__icontains=words) | Q(supplier__name__icontains=words) | Q(supplier__uscc__iexact=words)
    rows = bids_for(user).filter(said).select_related("tender", "supplier")
    return rows.order_by("-tender__loaded_at", "key")[:MOST_BIDS]


def tender_documents_for(user: User) -> QuerySet[TenderDocument]:
    """The tender documents whose text this person finds."""
    rows = TenderDocument.objects.filter(tender__in=tenders_for(user))
    return rows.filter(tender__stage=Stage.EVALUATED) if user.role == Role.EXPERT else rows


def _documents(user: User, words: str, wanted: str) -> tuple[tuple[DocumentHit, ...], bool]:
    of_bids, of_tenders = bid_documents_for(user), tender_documents_for(user)
    mine = Q(reading__sha256__in=of_bids.values("file_id")) | Q(
        reading__sha256__in=of_tenders.values("file_id")
    )
    pages = PageText.objects.filter(mine, reading__reader_version=READER_VERSION, folded__contains=wanted)
    texts = list(pages.select_related("reading").defer("reading__content", "reading__overview", "folded")
                 .order_by("-reading__read_at", "reading", "number")[: MOST_PAGES + 1])  # fmt: skip
    cut = len(texts) > MOST_PAGES
    by_file: dict[str, list[PageText]] = {}
    for text in texts[:MOST_PAGES]:
        by_file.setdefault(text.reading.sha256, []).append(text)
    found = [
        _bid_document(row, by_file[row.file_id], words)
        for row in of_bids.filter(file__in=by_file).select_related("bid__tender", "bid__supplier")
    ]
    found += [
        _tender_document(row, by_file[row.file_id], words)
        for row in of_tenders.filter(file__in=by_file).select_related("tender")
    ]
    return tuple(sorted(found, key=_order)), cut


def _order(hit: DocumentHit) -> tuple[float, str, str, str]:
    """The newest tender first; in it the tender's own documents before the bids."""
    key = hit.bid.key if hit.bid else ""
    return (-hit.tender.loaded_at.timestamp(), hit.tender.reference, key, hit.name)


def _bid_document(row: BidDocument, texts: list[PageText], words: str) -> DocumentHit:
    base = reverse("reading:reader", args=[row.bid.tender.reference, row.bid.key])
    return _document(row.bid.tender, row.bid, row.name, base, texts, words)


def _tender_document(row: TenderDocument, texts: list[PageText], words: str) -> DocumentHit:
    base = reverse("reading:tender_reader", args=[row.tender.reference])
    return _document(row.tender, None, row.name, base, texts, words)


def _document(
    tender: Tender, bid: Bid | None, name: str, base: str, texts: list[PageText], words: str
) -> DocumentHit:
    hits = tuple(_page_hits(texts[:PAGES_SHOWN], name, base, words))
    url = f"{base}?{urlencode({'document': name, 'page': texts[0].number, 'q': words})}"
    return DocumentHit(tender, bid, name, hits, len(texts), url)


def _page_hits(texts: Iterable[PageText], name: str, base: str, words: str) -> Iterable[PageHit]:
    for text in texts:
        stand = places(text.text, words)
        if not stand:
            continue
        start, end = stand[0]
        query = urlencode({"document": name, "page": text.number, "q": words, "mark": f"{start}-{end}"})
        yield PageHit(text.number, *around(text.text, start, end), len(stand), f"{base}?{query}")
