"""The record tells nobody what changes in it; the panel listens for experts who leave a committee."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from procurement.people.models import Assignment
from procurement.tenders.models import Stage, Tender


@receiver(post_delete, sender=Assignment)
def expert_left(instance: Assignment, **_: Any) -> None:
    """When the only expert still at work leaves, the others' sheets are all there are: the scores are gathered."""
    tender_id = instance.tender_id
    transaction.on_commit(lambda: _gather(tender_id))


def _gather(tender_id: int) -> None:
    from evaluation.panel.moderation import gather
    from evaluation.pipeline import advance

    tender = Tender.objects.filter(pk=tender_id, stage=Stage.EVALUATED).first()
    if tender is not None and not gather(tender=tender):
        advance(tender=tender)
