"""``manage.py catalogue``: collect, compile and check the message catalogues, without GNU gettext."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procurement.catalogue.checking import problems
from procurement.catalogue.compiling import compile_catalogues
from procurement.catalogue.places import CHECKOUT, ROOMS
from procurement.catalogue.updating import update


class Command(BaseCommand):
    help = "Collect texts into the catalogues, compile them, or check that they are complete."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "rooms", nargs="*", metavar="ROOM", help="only these rooms, by label (people, scoring …)"
        )
        parser.add_argument(
            "--extract", action="store_true", help="bring the .po files in line with the sources"
        )
        parser.add_argument("--compile", action="store_true", help="write the .mo files that are out of date")
        parser.add_argument(
            "--check", action="store_true", help="fail, listing what is missing, stale or wrong"
        )

    def handle(self, *_: Any, rooms: list[str], **options: Any) -> None:
        if not (options["extract"] or options["compile"] or options["check"]):
            raise CommandError("say what to do: --extract, --compile or --check")
        by_label = {room.rsplit("/", 1)[-1]: room for room in ROOMS}
        if unknown := sorted(set(rooms) - set(by_label)):
            raise CommandError(f"unknown room {', '.join(unknown)}; expected one of {', '.join(by_label)}")
        chosen = [by_label[label] for label in rooms] or list(ROOMS)
        if options["extract"]:
            for path in update(CHECKOUT, chosen):
                self.stdout.write(f"wrote {path.relative_to(CHECKOUT)}")
        if options["compile"]:
            for path in compile_catalogues(CHECKOUT):
                self.stdout.write(f"wrote {path.relative_to(CHECKOUT)}")
        if options["check"] and (
            lines := [line for line in problems(CHECKOUT) if not rooms or any(r in line for r in chosen)]
        ):
            raise CommandError("the message catalogues are not complete:\n  " + "\n  ".join(lines))
