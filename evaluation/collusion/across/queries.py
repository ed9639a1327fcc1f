"""What is asked of the index of fingerprints.  For the pipeline, not for pages: nothing here looks at who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from evaluation.collusion.across.match import FEW, Hit
from evaluation.collusion.across.prints import PRINTS_VERSION, Prints
from evaluation.collusion.models import Leaf
from procurement.bids.models import Bid
from procurement.suppliers.models import Supplier
from procurement.tenders.models import Tender

MOST_LOOKED_AT = 64
"""Places of one fingerprint that are looked at; what stands in more is common whoever has it."""

# The lateral limit bounds the work by the new bid's fingerprints, however many bids quote the same boilerplate.
_HITS = """
    SELECT wanted.hash, array_agg(DISTINCT leaf.bid_id) FILTER (WHERE firm.id IS NOT NULL),
           count(DISTINCT firm.id), bool_or(leaf.bid_id IS NULL AND leaf.tender_id <> %(tender)s), count(*)
    FROM unnest(%(prints)s::bigint[]) AS wanted(hash)
    CROSS JOIN LATERAL (
        SELECT leaf_id FROM collusion_print WHERE collusion_print.hash = wanted.hash LIMIT %(most)s
    ) AS print
    JOIN collusion_leaf AS leaf ON leaf.id = print.leaf_id AND leaf.version = %(version)s
    LEFT JOIN bids_bid AS bid ON bid.id = leaf.bid_id AND leaf.tender_id <> %(tender)s
    LEFT JOIN suppliers_supplier AS firm
        ON firm.id = bid.supplier_id AND firm.id <> %(supplier)s AND firm.name <> %(name)s
    GROUP BY wanted.hash
    HAVING count(firm.id) > 0 OR count(*) >= %(most)s OR bool_or(leaf.bid_id IS NULL)
"""


def hits(prints: Prints, *, tender: Tender, supplier: Supplier) -> list[Hit]:
    """Where else the fingerprints of a bid of this supplier stand: bids of other firms in other tenders."""
    asked = {
        "prints": prints.tolist(), "tender": tender.pk, "supplier": supplier.pk, "name": supplier.name,
        "version": PRINTS_VERSION, "most": MOST_LOOKED_AT,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_HITS, asked)
        rows = cursor.fetchall()
    found = []
    for value, bids, firms, known, looked_at in rows:
        common = known or looked_at >= MOST_LOOKED_AT or firms > FEW
        found.append(Hit(value, max(firms, FEW + 1), ()) if common else Hit(value, firms, tuple(bids or ())))
    return found


def stored_beside(tender: Tender, supplier: Supplier) -> int:
    """How many stored bids of other firms in other tenders there are."""
    leaves = Leaf.objects.filter(version=PRINTS_VERSION, bid__isnull=False).exclude(tender=tender)
    return leaves.exclude(bid__supplier=supplier).exclude(bid__supplier__name=supplier.name).count()


def bids(numbers: Iterable[int]) -> Mapping[int, Bid]:
    """Bids by number, with what is needed to read them and their tenders again."""
    found = Bid.objects.filter(pk__in=set(numbers)).select_related("tender", "supplier")
    return {bid.pk: bid for bid in found.prefetch_related("documents__file", "tender__documents__file")}
