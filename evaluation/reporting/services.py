"""Making a report: the facts, its three forms, its entry in the ledger."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.reporting import docx, pdf, queries, xlsx
from evaluation.reporting.facts import digest, facts_of
from evaluation.reporting.facts.saying import say
from evaluation.reporting.models import Report
from evaluation.reporting.parts import report as outline_of
from procurement.files.services import store
from procurement.jobs.progress import Progress, silent
from procurement.ledger.services import record
from procurement.message import msg
from procurement.people.models import User
from procurement.people.visibility import may_run
from procurement.tenders.models import Tender

GATHERING, WRITING, KEEPING = msg("Gathering the facts"), msg("Writing the report"), msg("Keeping the report")


def make_report(*, tender: Tender, by: User | None, progress: Progress = silent) -> Report:
    """The report on a tender as its results stand, in DOCX, PDF and XLSX; the same facts are not reported twice.

    ``by`` ``None`` is the system.  Raises ``PermissionDenied`` for anybody but an officer in charge, and
    ``ValidationError`` with every open point while there are any.
    """
    from evaluation import pipeline  # the pipeline stands above this room

    if by is not None and not may_run(by, tender):
        raise PermissionDenied(_("Only an officer who runs this tender makes its report."))
    with transaction.atomic():
        tender = Tender.objects.select_for_update().get(pk=tender.pk)
        points = queries.blocking(tender)
        if points:
            raise ValidationError([say(point.text.to_json()) for point in points])
        progress(GATHERING, 0, 5)
        facts = facts_of(tender)
        name = digest(facts)
        existing = Report.objects.filter(tender=tender, digest=name).first()
        if existing is not None:
            return existing
        number = (Report.objects.filter(tender=tender).aggregate(last=Max("number"))["last"] or 0) + 1
        outline = outline_of(facts, number=number, made_at=timezone.now().isoformat())
        forms = {}
        for done, (form, write, media_type) in enumerate(
            (
                ("docx", docx.to_docx, docx.MEDIA_TYPE),
                ("pdf", pdf.to_pdf, pdf.MEDIA_TYPE),
                ("xlsx", xlsx.to_xlsx, xlsx.MEDIA_TYPE),
            ),
            1,
        ):
            progress(WRITING, done, 5)
            forms[form] = store(data=write(outline), media_type=media_type)
        progress(KEEPING, 4, 5)
        report = Report.objects.create(
            tender=tender, number=number, digest=name, facts=facts, created_by=by, **forms
        )
        after = {"number": number, "facts": name, **{form: file.sha256 for form, file in forms.items()}}
        record(actor=by, verb="report.make", subject=report, tender=tender, after=after)
        pipeline.advance(tender=tender)
    return report
