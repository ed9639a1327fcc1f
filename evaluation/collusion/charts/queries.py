"""What the drawings are made of.  The caller has made sure that the reader may see the alerts of the tender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from evaluation.collusion.alert import Alert as PureAlert
from evaluation.collusion.alert import BidderMaterial
from evaluation.collusion.charts.heat import HeatMap, heat_map
from evaluation.collusion.charts.scatter import Scatter, obeying_labels, scatter
from evaluation.collusion.charts.times import Moment, Timeline, parsed, timeline
from evaluation.collusion.models import Alert
from evaluation.collusion.price_items import Items, items_of
from evaluation.policies.queries import policy_for
from evaluation.reading import READER_VERSION, store
from evaluation.reading import queries as reading
from evaluation.reading.document import Origin
from evaluation.reading.models import ReadFile
from procurement.bids.models import Bid
from procurement.message import Message
from procurement.tenders.models import Tender


def heat(tender: Tender, alerts: Iterable[Alert], bidders: Sequence[str] = ()) -> HeatMap:
    """The matrix of these bidders, of all of the tender where none are named, by the alerts that may be seen.

    What an inquiry found stands beside the comparison of every tender and is not added to it; what is shown without
    being counted (no bits) would only mark every pair.
    """
    keys = list(bidders) or list(Bid.objects.filter(tender=tender).values_list("key", flat=True))
    known = [_plain(alert) for alert in alerts if alert.inquiry_id is None and alert.bits]
    judged = tender.evaluations.order_by("-number").values_list("policy", flat=True).first() or {}
    policy = policy_for(tender)
    then = replace(policy, high=judged.get("high", policy.high), medium=judged.get("medium", policy.medium))
    return heat_map(keys, known, policy=then, speaking=frozenset(judged.get("speaking", ())))


def _plain(alert: Alert) -> PureAlert:
    """The stored alert as far as it is weighed."""
    return PureAlert(
        id=alert.number,
        detector=alert.detector,
        bidders=tuple(alert.bidders),
        level="low",
        bits=alert.bits,
        summary=Message("", {}),
        basis=(),
    )


def times(tender: Tender, bidders: Sequence[str]) -> Timeline:
    """When the files of these bidders were made and saved, and their bids uploaded."""
    return timeline(bidders, _moments(tender, bidders))


def _moments(tender: Tender, bidders: Sequence[str]) -> Iterator[Moment]:
    house = timezone.get_current_timezone()
    bids = list(Bid.objects.filter(tender=tender, key__in=bidders).prefetch_related("documents__file"))
    origins = _origins(row.file_id for bid in bids for row in bid.documents.all())
    for bid in bids:
        if at := parsed(bid.spec.provenance.uploaded_at, house):
            yield Moment(bid.key, "uploaded", at)
        for row in bid.documents.all():
            origin = origins.get(row.file_id)
            if origin is None:
                continue
            created, saved = parsed(origin.created, house), parsed(origin.modified, house)
            if created:
                yield Moment(bid.key, "created", created, row.name)
            if saved and saved != created:
                yield Moment(bid.key, "saved", saved, row.name)


def _origins(files: Iterable[str]) -> dict[str, Origin]:
    """The marks of origin of what was read so far, by SHA-256, without unpacking a page."""
    rows = ReadFile.objects.filter(sha256__in=set(files), reader_version=READER_VERSION, problem__isnull=True)
    return {row.sha256: store.load_origin(bytes(row.content)) for row in rows if row.content}


def prices(alert: Alert) -> Scatter | None:
    """The item prices of the two bidders of a price-list alert; ``None`` for any other alert."""
    if alert.detector != "price-list" or len(alert.bidders) != 2:
        return None
    bids = {
        bid.key: bid
        for bid in Bid.objects.filter(tender=alert.evaluation.tender, key__in=alert.bidders).prefetch_related(
            "documents__file"
        )
    }
    if len(bids) != 2:
        return None
    ours, theirs = (_items(bids[key]) for key in alert.bidders)
    factor, offset = _number(alert.detail, "ratio"), _number(alert.detail, "offset") or 0.0
    return scatter(ours, theirs, obeying=obeying_labels(alert.evidence), factor=factor, offset=offset)


def _number(detail: Mapping[str, object], key: str) -> float | None:
    value = detail.get(key)
    return float(value) if isinstance(value, int | float) else None


def _items(bid: Bid) -> Items:
    """The priced items of a bid, from the file it names as its bill, or from all it has."""
    spec = bid.spec
    rows = list(bid.documents.all())
    named = [row for row in rows if spec.price.items and row.name.endswith(spec.price.items)]
    return items_of(BidderMaterial(bid.key, tuple(reading.readable(named or rows)), spec))
