"""What the library holds, for the pipeline and for pages."""

from __future__ import annotations

import hashlib

from evaluation.collusion.screens.features import screens
from evaluation.collusion.screens.labelled import LEAST_BIDS
from evaluation.collusion.screens.model import Model
from evaluation.library.models import ModelText, TrainedScreens
from evaluation.reading import UnreadableError
from evaluation.reading import queries as reading
from evaluation.reading.document import Document
from procurement.message import Message, msg
from procurement.tenders.models import Tender


def documents() -> tuple[Document, ...]:
    """The model texts as read; one that cannot be read any more is left out."""
    found = []
    for text in ModelText.objects.select_related("file"):
        try:
            found.append(reading.document(text.file, text.name))
        except UnreadableError:
            continue
    return tuple(found)


def identity() -> str:
    """What the model texts are, in short: evaluations made with others are outdated; empty without any."""
    files = sorted(ModelText.objects.values_list("file_id", flat=True))
    return hashlib.sha256("|".join(files).encode()).hexdigest() if files else ""


def trained() -> TrainedScreens | None:
    """The classifier in use."""
    return TrainedScreens.objects.order_by("-pk").first()


def probability(tender: Tender) -> tuple[TrainedScreens, float] | None:
    """What the classifier in use says of a tender's totals; ``None`` without one, or with too few prices."""
    found = trained()
    prices = [bid.spec.price.total for bid in tender.bids.all()]
    if found is None or len(prices) < LEAST_BIDS:
        return None
    return found, Model.of(found.model).probability(screens(prices))


def said(tender: Tender) -> Message | None:
    """The classifier's word as context beside alerts: it weighs nothing, and says what it was trained and tested on."""
    found = probability(tender)
    if found is None:
        return None
    model, p = found
    unseen = next(
        (s["balanced_accuracy"] for s in model.splits if s["split"] != "time"),
        {"value": 0, "low": 0, "high": 0},
    )
    return msg(
        "Context, not weighed: the classifier of price screens of %(date)s puts the prices of this tender at %(p)s %% "
        "rigged. It was trained on %(tenders)s tenders (%(rigged)s rigged); on bidders it had not seen its balanced "
        "accuracy was %(accuracy)s [%(low)s, %(high)s], where guessing has 0.50.",
        date=model.trained_at.strftime("%Y-%m-%d"), p=f"{100 * p:.0f}", tenders=model.tenders, rigged=model.rigged,
        accuracy=f"{unseen['value']:.2f}", low=f"{unseen['low']:.2f}", high=f"{unseen['high']:.2f}",
    )  # fmt: skip
