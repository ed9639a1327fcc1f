"""``manage.py build_background TEXT``: the shipped statistics of common wording, from a text of national statutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from evaluation.collusion.rarity import pairs, sample
from evaluation.collusion.rarity.background import (
    LAW_SIZE,
    STOCK_SIZE,
    TABLE,
    of_texts,
    save,
    stock_sentences,
)
from procurement.commands import ContractCommand
from procurement.message import msg


class Command(ContractCommand):
    """Makes ``rarity/background.npz`` and ``rarity/pairs.npz`` anew; the same text gives the same tables."""

    help = (
        "Count n-grams of a text of public wording (UTF-8, may be packed by xz) and of rarity/stock.txt, "
        "and write the table that weighs how unlikely a shared passage is elsewhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "text", type=Path, metavar="TEXT", help="statutes, one sentence or paragraph a line"
        )
        parser.add_argument(
            "--out",
            type=Path,
            metavar="FILE",
            default=TABLE,
            help="default: the shipped table; pairs.npz goes beside it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = sample.read(options["text"])
        except (OSError, UnicodeDecodeError) as error:
            self.refuse(f"{options['text']}: {error}")
        used, left = sample.stretches(text)
        about = {
            "source": options["text"].name, "sha256": sample.digest(text), "stretches": len(used), "left_out": len(left),
            "lines_a_stretch": sample.STRETCH, "law_gram": LAW_SIZE, "stock_gram": STOCK_SIZE,
        }  # fmt: skip
        made = of_texts(used, stock_sentences(), about)
        save(made, options["out"])
        pairs.save(pairs.of_texts(used), options["out"].with_name(pairs.TABLE.name))
        said = msg("%(law)s n-grams of statutes and %(stock)s of stock sentences: %(file)s",
                   law=len(made.law), stock=len(made.stock), file=options["out"].name)  # fmt: skip
        self.stdout.write(said.render(str))
