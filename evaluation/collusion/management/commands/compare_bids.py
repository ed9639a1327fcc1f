"""``manage.py compare_bids PATH… [--tender FILE…]``: the collusion check alone, with nothing stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from evaluation.collusion.bare import NothingToCompareError, gather
from evaluation.collusion.detect import detect
from evaluation.collusion.export import result_json
from procurement.commands import ContractCommand
from procurement.jobs.progress import TerminalProgress
from procurement.message import msg


class Command(ContractCommand):
    """Compares bids given as bare files or one folder each; unreadable files are listed and the others go on.

    Fewer than two bidders with something to read end with exit code 2: nothing compared is not nothing found.
    """

    help = "Look for signs of collusion between bids: files (one bidder each) or folders (one bidder each)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a bid: a file, or a folder of files"
        )
        parser.add_argument(
            "--tender",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            action="extend",
            help="tender documents; what they say is not held against bids that quote it",
        )
        self.add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        progress = TerminalProgress()
        try:
            bare = gather(
                options["paths"],
                options["tender"],
                progress=lambda name, done, total: progress(msg("Reading %(name)s", name=name), done, total),
            )
            result = detect(
                bare.case,
                progress=lambda name, done, total: progress(
                    msg("Comparing: %(detector)s", detector=name), done, total
                ),
            )
        except NothingToCompareError as error:
            reasons = [f"{u.document}: {u.reason.render(gettext)}" for u in error.unreadable]
            self.refuse("\n".join([error.reason.render(gettext), *reasons]))
        finally:
            progress.close()
        data = {
            "bidders": [bidder.bidder for bidder in bare.case.bidders],
            **result_json(result, gettext),
            "unreadable": [
                {"document": u.document, "reason": u.reason.render(gettext)} for u in bare.unreadable
            ],
        }
        self.write_json(options["json"], data)
        if options["json"] != "-":
            self._print(data)

    def _print(self, data: dict[str, Any]) -> None:
        for item in data["unreadable"]:
            self.stderr.write(f"{item['document']}: {item['reason']}")
        for group in data["groups"]:
            self.stdout.write(f"[{group['level']}] {' + '.join(group['bidders'])}: {group['bits']} bits")
        for alert in data["alerts"]:
            who = " + ".join(alert["bidders"])
            self.stdout.write(
                f"  {alert['id']}. [{alert['level']}] {alert['detector']} {who}: {alert['summary']}"
            )
        if not data["alerts"]:
            self.stdout.write(gettext("No sign of collusion was found."))
