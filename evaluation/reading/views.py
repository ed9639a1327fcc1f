"""Reading a bid or a tender document page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluation.evidence.queries import Found, found_for
from evaluation.reading import UnreadableError, queries
from evaluation.reading.pane import ContentsLink, Pane, contents_links, marks_at
from evaluation.reading.pane import pane as build_pane
from evaluation.reading.place import Place
from evaluation.reading.reader import READER_VERSION
from evaluation.reading.services import overview_of, read_file, served_width
from evaluation.reading.services import page_image as draw_page
from evaluation.reading.services import picture_image as draw_picture
from procurement.bids.models import Bid, BidDocument
from procurement.people.access import person
from procurement.people.models import User
from procurement.people.visibility import bid_documents_for, bids_for, may_see_alerts, tenders_for
from procurement.tenders.models import TenderDocument


def _bid(request: HttpRequest, reference: str, key: str) -> Bid:
    assert isinstance(request.user, User)
    rows = bids_for(request.user).select_related("tender", "supplier")
    return get_object_or_404(rows, tender__reference=reference, key=key)


@login_required
@require_safe
def reader(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """A bid as a book: documents, criteria with their passages, search, and the page."""
    bid = _bid(request, reference, key)
    found = found_for(bid)
    context = {
        "bid": bid,
        "tender": bid.tender,
        "pane": _pane(request, bid, found),
        "criteria": [(criterion, found.get(criterion.code)) for criterion in bid.tender.criteria.all()],
    }
    return render(request, "reading/reader.html", context)


@login_required
@require_safe
def pane(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """The pane alone, for a page that shows it beside something else."""
    bid = _bid(request, reference, key)
    built = _pane(request, bid, found_for(bid))
    return render(request, "reading/_pane.html", {"bid": bid, "tender": bid.tender, "pane": built})


def _pane(request: HttpRequest, bid: Bid, found: Mapping[str, Found]) -> Pane:
    suspicions = may_see_alerts(person(request), bid.tender)
    place = Place.from_query(request.GET)
    return build_pane(bid, _documents(bid), found, place, suspicions=suspicions)


@login_required
@require_safe
def page_image(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """One page of a bid document as PNG."""
    assert isinstance(request.user, User)
    rows = bid_documents_for(request.user).select_related("file")
    name = request.GET.get("document", "")
    row = get_object_or_404(rows, bid__tender__reference=reference, bid__key=key, name=name)
    return _image(request, row)


@login_required
@require_safe
def tender_page_image(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One page of a tender document as PNG."""
    return _image(request, _tender_document(request, reference))


@login_required
@require_safe
def tender_reader(request: HttpRequest, reference: str) -> HttpResponse:
    """A tender document, page by page."""
    row = _tender_document(request, reference)
    place = Place.from_query(request.GET)
    view, problem = None, None
    contents: tuple[ContentsLink, ...] = ()
    try:
        reading = read_file(file=row.file, name=row.name)
        place = replace(place, document=row.name, page=max(1, min(place.page, reading.pages)))
        view = queries.tender_page(row, place.page, lambda page: marks_at(page, place), lazy=False)
        contents = contents_links(overview_of(reading), place)
    except UnreadableError as error:
        problem = error.reason
    documents = row.tender.documents.all()
    context = {
        "tender": row.tender,
        "documents": documents,
        "row": row,
        "view": view,
        "contents": contents,
        "place": place,
        "problem": problem,
    }
    return render(request, "reading/tender_reader.html", context)


def _documents(bid: Bid) -> list[BidDocument]:
    rows = list(bid.documents.select_related("file"))
    for row in rows:
        row.bid = bid
    return rows


def _tender_document(request: HttpRequest, reference: str) -> TenderDocument:
    assert isinstance(request.user, User)
    tender = get_object_or_404(tenders_for(request.user), reference=reference)
    rows = tender.documents.select_related("file", "tender")
    name = request.GET.get("document", "")
    row = rows.filter(name=name).first() if name else rows.first()
    if row is None:
        raise Http404(_("This tender has no document of this name."))
    return row


def _image(request: HttpRequest, row: BidDocument | TenderDocument) -> HttpResponseBase:
    place = Place.from_query(request.GET)
    width_text = request.GET.get("width", "960")
    width = served_width(int(width_text) if width_text.isdecimal() and len(width_text) < 6 else 960)
    picture = request.GET.get("picture", "")
    tag = f'"{row.file.sha256[:32]}-{READER_VERSION}-{place.page}-{width}-{picture[:32] if picture.isalnum() else ""}"'
    if request.headers.get("If-None-Match") == tag:
        return _cached(HttpResponse(status=304), tag)
    try:
        if picture:
            image = draw_picture(file=row.file, name=row.name, page=place.page, sha256=picture, width=width)
        else:
            image = draw_page(file=row.file, name=row.name, page=place.page, width=width)
    except IndexError as error:
        raise Http404(_("This document has no such page.")) from error
    except UnreadableError as error:
        raise Http404(str(error)) from error
    return _cached(HttpResponse(image, content_type="image/png"), tag)


def _cached(response: HttpResponse, tag: str) -> HttpResponse:
    """The reader's own browser may keep the picture, and asks each time whether it still may see it."""
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
    return response
