"""Opening bids 开标: the one act that unseals them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from procurement.bids.models import Opening
from procurement.ledger.services import record
from procurement.people.models import User
from procurement.people.visibility import may_run
from procurement.tenders.models import Stage, Tender


def open_bids(*, tender: Tender, by: User | None, early_reason: str = "") -> Opening:
    """Opens all bids of a tender at once; doing it twice changes nothing.

    ``by`` ``None`` is the command line.  Before the deadline bids stay sealed (政府采购法实施条例, 87号令 Art. 40: opening at
    the time the tender states) unless a written reason is given, which the ledger and the report keep.
    """
    if by is not None and not may_run(by, tender):
        raise PermissionDenied(_("Only an officer who runs this tender may open its bids."))
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        opening = Opening.objects.filter(tender=tender).first()
        if opening is not None:
            return opening
        now = timezone.now()
        if now < tender.bid_deadline and not early_reason.strip():
            raise ValidationError(
                _(
                    "The bids are sealed until the deadline, %(deadline)s. Opening them earlier needs a written reason."
                )
                % {"deadline": timezone.localtime(tender.bid_deadline).strftime("%Y-%m-%d %H:%M")}
            )
        opening = Opening.objects.create(
            tender=tender,
            opened_at=now,
            opened_by=by,
            early_reason=early_reason.strip() if now < tender.bid_deadline else "",
        )
        tender.stage = Stage.OPENED
        tender.save(update_fields=["stage"])
        after = {"stage": Stage.OPENED, "bids": tender.bids.count(), "opened_at": now.isoformat()}
        before = {"stage": Stage.LOADED}
        record(
            actor=by,
            verb="bids.open",
            subject=tender,
            tender=tender,
            before=before,
            after=after,
            reason=early_reason,
        )
    return opening
