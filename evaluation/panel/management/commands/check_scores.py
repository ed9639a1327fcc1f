"""``manage.py check_scores CSV [--json F]``: the check of expert scores alone, with nothing stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from evaluation.calibration import check
from evaluation.calibration.score_file import read_scores
from procurement.commands import ContractCommand
from procurement.jobs.progress import TerminalProgress
from procurement.message import msg
from procurement.problems import Refused


class Command(ContractCommand):
    """Checks one panel or thousands; each on its own, severity across all of them."""

    help = (
        "Check expert scores: CSV with the columns expert, bidder, criterion, score and optionally max_score, "
        "seconds, tender."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("csv", type=Path, metavar="CSV", help="the scores; one line per expert and item")
        self.add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        progress = TerminalProgress()
        try:
            rows = read_scores(options["csv"])
            result = check(
                rows, progress=lambda done, total: progress(msg("Checking the scores"), done, total)
            )
        except Refused as refusal:
            self.refuse(refusal)
        finally:
            progress.close()
        data = result.to_json(gettext)
        self.write_json(options["json"], data)
        if options["json"] != "-":
            self._print(data)

    def _print(self, data: dict[str, Any]) -> None:
        for flag in data["flags"]:
            tender = f"{flag['tender']}\t" if flag["tender"] else ""
            self.stdout.write(f"{tender}[{flag['kind']}] {flag['explanation']}")
        if not data["flags"]:
            self.stdout.write(gettext("Nothing in these scores asks for a second look."))
