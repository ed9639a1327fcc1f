"""What the commands of the contract share: JSON out, reasons on stderr, exit 2 on bad input."""

import json
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext

from procurement.problems import Refused
from procurement.targets import trouble

BAD_INPUT = 2


class ContractCommand(BaseCommand):
    """A command of the outer contract."""

    requires_system_checks: list[str] = []

    def add_json(self, parser: CommandParser) -> None:
        """Adds ``--json``."""
        parser.add_argument(
            "--json", metavar="FILE", help="write the result as JSON to FILE, or to stdout for -"
        )

    def execute(self, *args: Any, **options: Any) -> Any:
        """Looks at ``--json`` first: minutes of work must not end in a folder that is not there."""
        target = options.get("json")
        if target and (why := trouble(target)):
            self.refuse(f"{target}: {why}")
        return super().execute(*args, **options)

    def write_json(self, target: str | None, data: Any) -> None:
        """Writes the result where ``--json`` says; nowhere when it was not given."""
        if target is None:
            return
        text = json.dumps(data, ensure_ascii=False, indent=2)
        if target == "-":
            self.stdout.write(text)
            return
        try:
            Path(target).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            self.refuse(f"{target}: {error.strerror}")

    def refuse(self, reason: str | Refused) -> NoReturn:
        """Ends with exit code 2 and the reason on stderr."""
        text = reason.render(gettext) if isinstance(reason, Refused) else reason
        raise CommandError(text, returncode=BAD_INPUT)
