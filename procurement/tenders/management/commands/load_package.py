"""``manage.py load_package PATH``: validates and stores a tender package."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from procurement.commands import ContractCommand
from procurement.jobs.progress import TerminalProgress
from procurement.problems import Refused
from procurement.tenders.services import load_package


class Command(ContractCommand):
    """Loads a package and prints the tender's reference; the same package twice changes nothing."""

    help = "Validate and store a tender package (a folder or a .zip) and print the tender's reference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the package: a folder or a .zip")
        self.add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        progress = TerminalProgress()
        try:
            tender, created = load_package(path=options["path"], by=None, progress=progress)
        except Refused as refusal:
            self.refuse(refusal)
        finally:
            progress.close()
        self.write_json(options["json"], {"reference": tender.reference, "created": created})
        if options["json"] != "-":
            self.stdout.write(tender.reference)
