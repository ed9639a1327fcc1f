"""``manage.py train_screens CSV``: a classifier of price screens from the agency's own labelled history."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from evaluation.collusion.screens.labelled import read_labelled
from evaluation.collusion.screens.train import Interval, Judged, train
from procurement.commands import ContractCommand
from procurement.message import msg
from procurement.problems import Refused


class Command(ContractCommand):
    """Prints how well the classifier does on unseen times and unseen bidders; keeps it only where that is good."""

    help = (
        "Train a classifier of price screens on labelled earlier bids: history.csv with a column collusive (0 or 1). "
        "Prints balanced accuracy and average precision on later tenders and on unseen bidders beside the majority "
        "rate; ends with 2 when it is no better."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("csv", type=Path, metavar="CSV", help="earlier bids; one line per bid")
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help="write the model as JSON, when it may be used"
        )
        parser.add_argument(
            "--keep",
            action="store_true",
            help="keep the model in the database, when it may be used: its word then stands beside alerts",
        )
        parser.add_argument("--seed", type=int, default=0, help="of the bootstrap (default 0)")
        self.add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tenders = read_labelled(options["csv"])
        except Refused as refusal:
            self.refuse(refusal)
        result = train(tenders, options["seed"])
        self.write_json(options["json"], {
            "tenders": len(tenders),
            "rigged": sum(t.collusive for t in tenders),
            "splits": [_json(judged) for judged in result.judged],
            "usable": result.model is not None,
            "refused": [reason.render(gettext) for reason in result.refused],
        })  # fmt: skip
        if options["json"] != "-":
            for judged in result.judged:
                self.stdout.write(_line(judged))
        if result.model is None:
            reasons = "; ".join(reason.render(gettext) for reason in result.refused)
            self.refuse(msg("The classifier is not to be used: %(why)s", why=reasons).render(gettext))
        if options["keep"]:
            from evaluation.library.services import (
                keep_screens,
            )  # needs the database, which the rest does not

            keep_screens(
                model=result.model, source=options["csv"].name, seed=options["seed"], tenders=len(tenders),
                digest=hashlib.sha256(options["csv"].read_bytes()).hexdigest(),
                rigged=sum(t.collusive for t in tenders), splits=[_json(judged) for judged in result.judged],
            )  # fmt: skip
        if options["out"] is not None:
            try:
                result.model.save(options["out"])
            except OSError as error:
                self.refuse(f"{options['out']}: {error.strerror}")


_SPLITS = {
    "time": msg("Later tenders"),
    "bidder": msg("Unseen bidders"),
    "suppliers": msg("Unseen bidders (drawn sets of suppliers)"),
    "most suppliers": msg("Mostly unseen bidders (drawn sets of suppliers)"),
}


def _line(judged: Judged) -> str:
    return msg(
        "%(split)s: %(tenders)s tenders, balanced accuracy %(accuracy)s (majority 0.500), average precision "
        "%(precision)s (share of rigged tenders %(rigged)s); always the commoner answer is right in %(majority)s",
        split=_SPLITS[judged.split],
        tenders=judged.tenders,
        accuracy=_figure(judged.balanced_accuracy),
        precision=_figure(judged.average_precision),
        rigged=f"{judged.rigged:.3f}",
        majority=f"{judged.majority:.3f}",
    ).render(gettext)


def _figure(interval: Interval) -> str:
    return f"{interval.value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _json(judged: Judged) -> dict[str, Any]:
    def figure(interval: Interval) -> dict[str, float]:
        return {
            "value": round(interval.value, 4),
            "low": round(interval.low, 4),
            "high": round(interval.high, 4),
        }

    return {
        "split": judged.split, "tenders": judged.tenders, "rigged_share": round(judged.rigged, 4),
        "majority_rate": round(judged.majority, 4), "balanced_accuracy": figure(judged.balanced_accuracy),
        "average_precision": figure(judged.average_precision), "better": judged.better,
    }  # fmt: skip
