"""All bids of a tender against the parts that it prescribes, on a page and as a spreadsheet."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from evaluation.reading.bid_parts import BidParts, PartsTable, parts_table
from evaluation.reading.field_names import name_of
from evaluation.reading.structure.parts import Part
from procurement.people.access import person, refuse_taking, tender_or_404
from procurement.people.templatetags.gongping import message
from procurement.people.visibility import may_take_files
from procurement.spreadsheet import Sheet, Value, xlsx_response


@login_required
@require_safe
def parts(request: HttpRequest, reference: str) -> HttpResponse:
    """Parts × bids, each cell leading to its page, for whoever may read the bids."""
    tender = tender_or_404(request, reference)
    user = person(request)
    context = {"tender": tender, "table": parts_table(user, tender), "takes_files": may_take_files(user)}
    return render(request, "reading/parts.html", context)


@login_required
@require_safe
def parts_xlsx(request: HttpRequest, reference: str) -> HttpResponse:
    """The same table, and on further sheets the values that fill the parts and the blanks in which nothing stands."""
    tender = tender_or_404(request, reference)
    refuse_taking(request)
    table = parts_table(person(request), tender)
    head = [_("Part"), *(bid.bid.supplier.name for bid in table.bids)]
    rows = [[part.form, *(_cell(bid, cell) for bid, cell in cells)] for part, cells in table.lines]
    values_head = [
        _("Bidder"), _("Bidder name"), _("Part"), _("Field"), _("Value"), _("Document"), _("Page"), _("Confidence"),
    ]  # fmt: skip
    empty_head = [_("Bidder"), _("Bidder name"), _("Part"), _("Blank")]
    sheets = [
        Sheet(_("Prescribed parts"), head, rows),
        Sheet(_("Values"), values_head, _values(table)),
        Sheet(_("Nothing filled in"), empty_head, _empty(table)),
    ]
    return xlsx_response(f"{tender.reference} {_('parts')}", sheets)


def _cell(bid: BidParts, part: Part) -> str:
    if part.entry is None:
        count = bid.searched_pages
        return ngettext("not found in %(number)s page", "not found in %(number)s pages", count) % {
            "number": count
        }
    place = {"document": part.document, "page": part.entry.page, "title": part.entry.title}
    return _("%(document)s, page %(page)s: %(title)s") % place


def _empty(table: PartsTable) -> list[list[Value]]:
    return [
        [bid.bid.key, bid.bid.supplier.name, one.part.form, label]
        for bid in table.bids
        for one in bid.parts
        for label in one.empty
    ]


def _values(table: PartsTable) -> list[list[Value]]:
    return [
        [
            bid.bid.key, bid.bid.supplier.name, one.part.form, message(name_of(value.field).to_json()), value.text,
            one.part.document, value.page, round(value.confidence, 2),
        ]
        for bid in table.bids
        for one in bid.parts
        for value in one.values
    ]  # fmt: skip
