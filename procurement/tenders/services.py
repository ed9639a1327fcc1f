"""Loading a tender package: all of it or nothing, and the same package twice changes nothing."""

from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from procurement.bids.models import Bid, BidDocument
from procurement.files.services import store
from procurement.jobs.progress import Progress, silent
from procurement.ledger.services import record
from procurement.message import msg
from procurement.people.models import Assignment, Role, User
from procurement.problems import Problem, Refused
from procurement.suppliers.services import keep_supplier
from procurement.tenders.models import Criterion, Tender, TenderDocument
from procurement.tenders.package import Package, PackageFile, open_package

READING = msg("Checking the package")
KEEPING = msg("Keeping the documents")


def load_package(*, path: Path, by: User | None, progress: Progress = silent) -> tuple[Tender, bool]:
    """Validates and stores the package at ``path``; returns the tender and whether it is new.

    Raises :class:`Refused` when the package has problems, or when its reference belongs to another content: a tender
    that bidders have seen is never replaced silently.
    """
    progress(READING)
    with open_package(path) as package:
        existing = Tender.objects.filter(reference=package.tender.reference).first()
        if existing is not None:
            _same_or_refused(existing, package)
            _known_to_or_refused(existing, by)
            return existing, False
        try:
            with transaction.atomic():
                return _keep(package, by, progress), True
        except IntegrityError:
            existing = Tender.objects.filter(reference=package.tender.reference).first()
            if existing is None:
                raise
            _same_or_refused(existing, package)
            return existing, False


def _same_or_refused(tender: Tender, package: Package) -> None:
    if tender.digest != package.digest:
        expected = msg(
            "a reference that is not taken: a tender of this reference was loaded on %(day)s with other content",
            day=f"{timezone.localtime(tender.loaded_at):%Y-%m-%d %H:%M}",
        )
        raise Refused([Problem("tender.yaml", expected, place="reference", found=tender.reference)])


def _known_to_or_refused(tender: Tender, by: User | None) -> None:
    """Another officer's tender is not joined by uploading its package again: those who run it are named instead."""
    if by is None or Assignment.objects.filter(tender=tender, user=by).exists():
        return
    officers = Assignment.objects.filter(tender=tender, user__role=Role.OFFICER).select_related("user")
    names = "、".join(str(assignment.user) for assignment in officers) or "-"
    expected = msg("a tender that is not loaded yet: this one is, and is run by %(names)s", names=names)
    raise Refused([Problem("tender.yaml", expected, place="reference", found=tender.reference)])


def _keep(package: Package, by: User | None, progress: Progress) -> Tender:
    spec = package.tender
    tender = Tender.objects.create(
        reference=spec.reference,
        title=spec.title,
        buyer=spec.buyer.name,
        regime=spec.regime,
        object=spec.object,
        method=spec.method,
        budget=spec.budget,
        ceiling=spec.ceiling,
        bid_deadline=spec.bid_deadline,
        specification=spec.model_dump(mode="json", by_alias=True),
        history={
            "earlier_bids": [dict(row) for row in package.history],
            "panel": [[r.expert, r.bidder, r.criterion, str(r.score), r.seconds] for r in package.panel],
        },
        digest=package.digest,
        loaded_by=by,
    )
    Criterion.objects.bulk_create(
        Criterion(
            tender=tender,
            position=position,
            code=criterion.code,
            title=criterion.title,
            kind=criterion.kind,
            max_score=criterion.max_score,
            specification=criterion.model_dump(mode="json", by_alias=True),
        )
        for position, criterion in enumerate(spec.criteria)
    )
    total = len(package.tender_files) + sum(map(len, package.bid_files.values()))
    done = 0

    def keep(file: PackageFile) -> str:
        nonlocal done
        progress(KEEPING, done, total)
        done += 1
        return store(data=file.path.read_bytes(), media_type=file.media_type).pk

    for position, file in enumerate(package.tender_files):
        TenderDocument.objects.create(tender=tender, name=file.name, position=position, file_id=keep(file))
    for key, bid_spec in package.bids.items():
        bid = Bid.objects.create(
            tender=tender,
            key=key,
            supplier=keep_supplier(bid_spec.supplier),
            price=bid_spec.price.total,
            specification=bid_spec.model_dump(mode="json", by_alias=True),
        )
        for position, file in enumerate(package.bid_files[key]):
            BidDocument.objects.create(bid=bid, name=file.name, position=position, file_id=keep(file))
    if by is not None and by.role == Role.OFFICER:
        Assignment.objects.create(tender=tender, user=by)
        record(actor=by, verb="people.assign", subject=by, tender=tender, after={"role": by.role})
    after = {"digest": tender.digest, "bids": len(package.bids), "documents": total}
    record(actor=by, verb="tender.load", subject=tender, tender=tender, after=after)
    return tender
