"""What the pipeline does across tenders: keep a tender's fingerprints, and recall the earlier bids they lead to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from evaluation.collusion.across import queries
from evaluation.collusion.across.match import LEAST, MOST_CANDIDATES, candidates
from evaluation.collusion.across.prints import PRINTS_VERSION, Leaf, leaf
from evaluation.collusion.alert import EarlierBid, Recall
from evaluation.collusion.models import Leaf as StoredLeaf
from evaluation.reading import READER_VERSION
from evaluation.reading import queries as reading
from evaluation.reading.document import Document
from procurement.bids.models import Bid
from procurement.tenders.models import Tender

Documents = Mapping[str, Sequence[Document]]


def recall(
    *, tender: Tender, documents: Documents, tender_documents: Sequence[Document]
) -> tuple[Recall, ...]:
    """Keeps the fingerprints of all bids of an opened tender; gives for each bidder what they lead to.

    ``documents`` are the bids' by bidder, as read.  Bids of a tender that is not evaluated yet have left nothing,
    so that nothing sealed is ever looked at.
    """
    bids = {
        bid.key: bid for bid in tender.bids.select_related("supplier").prefetch_related("documents__file")
    }
    leaves = {key: leaf(documents.get(key, ()), tender_documents) for key in bids}
    remember(tender=tender, leaves=leaves, own=leaf(tender_documents))
    return tuple(recalled(bid, leaves[key], bids) for key, bid in sorted(bids.items()))


@transaction.atomic
def remember(*, tender: Tender, leaves: Mapping[str, Leaf], own: Leaf) -> None:
    """Puts fingerprints into the index: of the bids by key, and of the tender's own documents.

    What is there already for the same files stays as it is, so that a second run writes nothing.
    """
    Tender.objects.select_for_update().get(pk=tender.pk)
    said = _digest(tender.documents.values_list("file_id", flat=True))
    bids = {bid.key: bid for bid in tender.bids.prefetch_related("documents")}
    there = {row.bid_id: row for row in StoredLeaf.objects.filter(tender=tender)}
    wanted: list[tuple[Bid | None, Leaf, str]] = [(None, own, said)]
    for key, found in leaves.items():
        files = [document.file_id for document in bids[key].documents.all()]
        wanted.append((bids[key], found, _digest([said, *files])))
    for bid, found, digest in wanted:
        old = there.get(bid.pk if bid else None)
        if old is not None and old.digest == digest:
            continue
        if old is not None:
            old.delete()
        row = StoredLeaf.objects.create(
            tender=tender, bid=bid, version=PRINTS_VERSION, digest=digest, characters=found.characters
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO collusion_print (hash, leaf_id) SELECT unnest(%s::bigint[]), %s",
                [found.prints.tolist(), row.pk],
            )


def _digest(parts: Iterable[str]) -> str:
    text = "|".join([str(PRINTS_VERSION), str(READER_VERSION), *sorted(parts)])
    return hashlib.sha256(text.encode()).hexdigest()


def recalled(
    bid: Bid,
    found: Leaf,
    present: Mapping[str, Bid],
    *,
    least: float = LEAST,
    most: int = MOST_CANDIDATES,
) -> Recall:
    """The stored bids of other firms that a bid's fingerprints lead to: at most ``most`` that share ``least``."""
    hits = queries.hits(found.prints, tender=bid.tender, supplier=bid.supplier)
    chosen = candidates(hits, least=least, most=most)
    rows = queries.bids(candidate.bid for candidate in chosen)
    here = {other.supplier_id: key for key, other in present.items()}
    earlier = tuple(
        EarlierBid(
            tender=row.tender.reference,
            supplier=row.supplier.name,
            bidder=here.get(row.supplier_id, ""),
            documents=tuple(reading.readable(row.documents.all())),
            known=tuple(reading.readable(row.tender.documents.all())),
        )
        for candidate in chosen
        if (row := rows.get(candidate.bid)) is not None
    )
    searched = queries.stored_beside(bid.tender, bid.supplier)
    return Recall(bid.key, earlier, searched, frozenset(hit.print for hit in hits if not hit.bids))
