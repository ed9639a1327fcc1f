"""Adding and removing model texts, and keeping a trained classifier; each is in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.collusion.screens.model import Model
from evaluation.collusion.text.stream import lay_out
from evaluation.library.models import ModelText, TrainedScreens
from evaluation.reading import UnreadableError
from evaluation.reading import queries as reading
from procurement.files import services as files
from procurement.ledger.services import record
from procurement.people.models import Role, User

MOST_BYTES = 50_000_000
LEAST_CHARACTERS = 100


def _check(by: User) -> None:
    if by.role != Role.ADMINISTRATOR:
        raise PermissionDenied(_("Only an administrator keeps the library."))


def add_text(*, by: User, name: str, data: bytes, media_type: str) -> ModelText:
    """Keeps a model text; evaluations from now on leave out what bids quote from it.

    ``ValidationError`` for a file that cannot be read, has hardly any text, is too large, or is there already.
    """
    _check(by)
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
    with transaction.atomic():
        file = files.store(data=data, media_type=media_type or "application/octet-stream")
        if ModelText.objects.filter(file=file).exists():
            raise ValidationError(_("This file is in the library already."))
        try:
            characters = len(lay_out([(0, reading.document(file, name))]).codes)
        except UnreadableError as error:
            raise ValidationError(
                _("%(name)s cannot be read: %(why)s") % {"name": name, "why": error.reason.render(_)}
            ) from error
        if characters < LEAST_CHARACTERS:
            raise ValidationError(_("%(name)s has hardly any text.") % {"name": name})
        text = ModelText.objects.create(name=name, file=file, characters=characters, added_by=by)
        record(actor=by, verb="library.add", subject=text, after={"name": name, "sha256": file.sha256})
    return text


@transaction.atomic
def remove_text(*, by: User, text: ModelText, reason: str) -> None:
    """Takes a model text out; the file itself stays in the store, because the ledger names it."""
    _check(by)
    if not reason.strip():
        raise ValidationError(_("Say why."))
    record(
        actor=by, verb="library.remove", subject=text, before={"name": text.name, "sha256": text.file_id}, reason=reason
    )  # fmt: skip
    text.delete()


@transaction.atomic
def keep_screens(
    *,
    model: Model,
    source: str,
    digest: str,
    seed: int,
    tenders: int,
    rigged: int,
    splits: Sequence[dict[str, Any]],
) -> TrainedScreens:
    """Keeps a classifier that passed, with what it was trained and judged on; from now on it is the one in use."""
    kept = TrainedScreens.objects.create(
        source=source,
        digest=digest,
        seed=seed,
        tenders=tenders,
        rigged=rigged,
        splits=list(splits),
        model=asdict(model),
    )
    record(
        actor=None, verb="screens.train", subject=kept,
        after={"sha256": digest, "tenders": tenders, "rigged": rigged, "splits": list(splits)},
    )  # fmt: skip
    return kept
