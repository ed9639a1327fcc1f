"""``manage.py evaluate REFERENCE [--json F]``: all that needs no expert."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.utils.translation import gettext

from evaluation.contract import evaluation_json
from evaluation.pipeline import evaluate
from evaluation.ranking import queries as ranking
from procurement.commands import ContractCommand
from procurement.jobs.progress import TerminalProgress
from procurement.numbers import plain
from procurement.problems import Refused
from procurement.tenders.models import Tender


class Command(ContractCommand):
    """Reads, scores, finds evidence, compares the bids, takes expert scores that are there, ranks when complete."""

    help = "Evaluate a loaded tender: read, score what is objective, find evidence, detect collusion, rank when complete."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="the tender's reference")
        self.add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        tender = Tender.objects.filter(reference=options["reference"]).first()
        if tender is None:
            self.refuse(gettext("No tender %(reference)s is loaded.") % {"reference": options["reference"]})
        progress = TerminalProgress()
        try:
            evaluation = evaluate(tender=tender, by=None, progress=progress)
        except Refused as refusal:
            self.refuse(refusal)
        except ValidationError as refusal:
            self.refuse("; ".join(refusal.messages))
        finally:
            progress.close()
        self.write_json(options["json"], evaluation_json(evaluation, gettext))
        if options["json"] != "-":
            places = tender.spec.rounding.places
            current = ranking.current(tender)
            for row in current.rows.select_related("bid__supplier") if current else ():
                self.stdout.write(
                    f"{row.rank or '-'}\t{row.bid.key}\t{row.bid.supplier.name}\t{plain(row.total, places) or '-'}"
                )
