"""The verbs of the panel: save a draft, submit, check once all are in, answer a flag, take in imported scores."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from evaluation.panel.drafting import ConflictError, Entry, save_draft
from evaluation.panel.importing import import_panel
from evaluation.panel.models import Flag
from evaluation.panel.moderation import calibration, gather, keep, revise
from evaluation.panel.queries import expert_key, flags_of
from evaluation.panel.seal import seal_is_off
from evaluation.panel.submitting import reopen_for_new_items, submit
from procurement.message import Message
from procurement.tenders.models import Tender

__all__ = [
    "ConflictError",
    "Entry",
    "gather",
    "import_panel",
    "keep",
    "panel_state",
    "reopen_for_new_items",
    "revise",
    "save_draft",
    "submit",
]


def panel_state(tender: Tender) -> dict[str, Any]:
    """The panel in the contract's JSON: flags and agreement; both empty until all experts have submitted."""
    if not seal_is_off(tender):
        return {"flags": [], "agreement": {}}
    return {
        "flags": [flag_json(flag) for flag in flags_of(tender)],
        "agreement": calibration(tender).to_json()["agreement"],
    }


def flag_json(flag: Flag) -> dict[str, Any]:
    """One flag in the contract's form, with what the experts answered."""
    tender = flag.tender
    answers = list(flag.answers.all())
    names = [expert_key(answer.sheet.expert, tender) for answer in answers]
    return {
        "tender": tender.reference,
        "kind": flag.kind,
        "expert": names if flag.kind == "unanimity" else (names[0] if names else None),
        "bidder": flag.bid.key if flag.bid else None,
        "criterion": flag.criterion.code if flag.criterion else None,
        "direction": flag.direction or None,
        "effect": flag.effect,
        "p": flag.p,
        "explanation": Message.from_json(flag.explanation).render(_),
        "answers": [
            {"expert": name, "answer": answer.answer or None, "reason": answer.reason}
            for name, answer in zip(names, answers, strict=True)
        ],
    }
