"""How long it takes to compare one more bid with all that the agency holds.

    python benchmarks/across.py [--stored N] [--characters N] [--seed S]

Makes a database of its own beside the private one (or on the server of ``DATABASE_URL``), fills the index with the
fingerprints of N synthetic bids (default 1,000 of 250,000 characters: 250 M), one in ten of which is boilerplate that
all share, then adds one real bid of the same length: fold and hash, store, look up, read three suspected bids again,
align.  Prints each step's seconds, the size of the index, and what was found.  The database is dropped at the end.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PASSAGE = 400
EARLIER = 3


def prose(random: np.random.Generator, length: int) -> str:
    """Drawn Hanzi in sentences."""
    codes = 0x4E00 + random.integers(0, 3000, length)
    codes[29::30] = ord("。")
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def fill(stored: int, prints: int, common: np.ndarray, random: np.random.Generator) -> None:
    """Puts the leaves and fingerprints of ``stored`` synthetic bids, twenty to a tender, into the index."""
    from django.db import connection

    from evaluation.collusion.across.prints import PRINTS_VERSION
    from evaluation.collusion.models import Leaf
    from procurement.bids.models import Bid
    from procurement.suppliers.models import Supplier
    from tests.factories import TenderFactory

    tender = None
    for number in range(stored):
        if number % 20 == 0:
            tender = TenderFactory(stage="evaluated")
        firm = Supplier.objects.create(name=f"第{number}公司")
        bid = Bid.objects.create(tender=tender, key=f"b{number}", supplier=firm, price=1, specification={})
        leaf = Leaf.objects.create(
            tender=tender, bid=bid, version=PRINTS_VERSION, digest="", characters=prints * 32
        )
        own = random.integers(0, 2**58, prints - len(common), np.int64)
        values = np.unique(np.concatenate((own, common)))
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY collusion_print (hash, leaf_id) FROM STDIN") as copy,
        ):
            copy.write("".join(f"{value}\t{leaf.pk}\n" for value in values.tolist()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=250_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    from procurement.local.layout import default_layout
    from procurement.local.services import private_services

    with private_services(default_layout()) as endpoints:
        os.environ.setdefault("DATABASE_URL", endpoints.database_url)
        os.environ.setdefault("REDIS_URL", endpoints.redis_url)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
        os.environ["GONGPING_TEST_DATABASE"] = f"test_gongping_{os.getpid()}"
        import django

        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            measure(options.stored, options.characters, np.random.default_rng(options.seed))
        finally:
            connection.creation.destroy_test_db("", verbosity=0)


def measure(stored: int, characters: int, random: np.random.Generator) -> None:
    """Fills, adds one bid, prints."""
    from django.db import connection

    from evaluation.collusion.across import services
    from evaluation.collusion.across.prints import ONE_IN, leaf
    from evaluation.collusion.alert import BidderMaterial, Case
    from evaluation.collusion.detectors.other_tenders import other_tenders
    from evaluation.collusion.finding import Context
    from evaluation.collusion.policy import DEFAULT
    from evaluation.reading import queries as reading
    from tests.factories import BidFactory, SupplierFactory, TenderFactory, document

    boilerplate = prose(random, characters // 10)
    passages = [prose(random, PASSAGE) for _ in range(EARLIER)]
    for passage in passages:  # bids that a person can read again, each with one passage of the new bid
        old = TenderFactory(stage="evaluated")
        row = BidFactory(tender=old, key="old", supplier=SupplierFactory())
        text = boilerplate + prose(random, characters * 9 // 10 - PASSAGE) + passage
        file = document(row, text=text)
        documents = {"old": [reading.document(file.file, file.name)]}
        services.recall(tender=old, documents=documents, tender_documents=[])
    common = leaf([reading.document(document(row, "same.txt", boilerplate).file, "same.txt")]).prints
    start = time.perf_counter()
    fill(stored - EARLIER, characters // ONE_IN, common, random)
    print(f"filled with {stored} bids of {characters:,} characters in {time.perf_counter() - start:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE collusion_print")
        cursor.execute("SELECT count(*), pg_total_relation_size('collusion_print') FROM collusion_print")
        rows, size = cursor.fetchone()
    print(f"index: {rows:,} fingerprints, {size / 1e6:,.0f} MB ({size / stored / 1e3:,.0f} kB a bid)")

    new = TenderFactory(stage="evaluated")
    file = document(
        BidFactory(tender=new, key="new", supplier=SupplierFactory()),
        text=boilerplate + "".join(passages) + prose(random, characters * 9 // 10 - EARLIER * PASSAGE),
    )
    text = reading.document(file.file, file.name)
    started = time.perf_counter()
    leaf([text])
    hashed = time.perf_counter()
    recalls = services.recall(tender=new, documents={"new": [text]}, tender_documents=[])
    recalled = time.perf_counter()
    case = Case((BidderMaterial("new", (text,)),), recalls=recalls)
    found = list(other_tenders(case, Context(case, DEFAULT)))
    aligned = time.perf_counter()
    print(f"fold and hash            {hashed - started:6.2f} s")
    print(f"hash, store, look up, read {recalled - hashed:4.2f} s")
    print(f"align exactly            {aligned - recalled:6.2f} s")
    print(f"one more bid             {aligned - hashed:6.2f} s  (wanted: at most 5)")
    places = sum(len(finding.evidence) for finding in found)
    print(f"found {len(found)} of {EARLIER} firms, {places} passages; searched {recalls[0].searched}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
