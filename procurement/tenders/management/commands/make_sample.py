"""``manage.py make_sample DIR``: write the sample tender package."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from procurement.sample.cast_more import CAST
from procurement.sample.package import SEED, write_sample


class Command(BaseCommand):
    help = "Write the sample tender package (and truth.json, which lists what is planted in it) into a new directory."
    requires_system_checks: list[str] = []  # it needs neither the database nor the pages

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIR", help="where to write; new or empty")
        parser.add_argument(
            "--seed", type=int, default=SEED, help="of every draw; the same seed gives the same bytes"
        )
        parser.add_argument(
            "--with-panel", action="store_true", help="also write panel.csv, five experts' scores"
        )
        parser.add_argument(
            "--zip", action="store_true", help="also write DIR.zip, the package without truth.json"
        )

    def handle(self, *_: Any, directory: Path, seed: int, with_panel: bool, **options: Any) -> None:
        with tqdm(total=len(CAST) + 1, disable=not sys.stderr.isatty(), unit="part") as bar:
            try:
                write_sample(
                    directory,
                    seed=seed,
                    with_panel=with_panel,
                    archive=options["zip"],
                    told=lambda _: bar.update(),
                )
            except (FileExistsError, NotADirectoryError) as problem:
                raise CommandError(str(problem), returncode=2) from None
