"""One hop or two between the bidders of a tender, over all that opened bids say of those behind them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation.collusion.ties.paths import MOST_HOPS, ties_of, ways
from procurement.bids.models import Bid
from procurement.people.access import only, person
from procurement.people.models import Role
from procurement.people.visibility import tenders_with_alerts_for
from procurement.suppliers.models import RelationKind


@only(Role.SUPERVISOR)
@require_safe
def ties(request: HttpRequest, reference: str) -> HttpResponse:
    """The shortest ways; the bids of every tender this supervisor sees speak, none that is still sealed."""
    seen = tenders_with_alerts_for(person(request))
    tender = get_object_or_404(seen, reference=reference)
    hops = MOST_HOPS if request.GET.get("hops") == str(MOST_HOPS) else 1
    bids = list(Bid.objects.filter(tender__in=seen))
    said = [tie for bid in bids for tie in ties_of(bid.spec.supplier)]
    own = [bid.spec.supplier.name for bid in bids if bid.tender_id == tender.pk]
    return render(request, "collusion/ties.html", {
        "tender": tender, "hops": hops, "ways": ways(own, said, hops), "bids": len(bids),
        "kinds": dict(RelationKind.choices),
    })  # fmt: skip
