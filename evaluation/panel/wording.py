"""What a flag says: to the expert who is asked, and to those who run or watch the tender.

The expert learns that the scores stand out and in which direction, but neither by how much nor beside whose: a number
to aim at would turn the question into a hint (87号令 Art. 62: scores of subjective items are not negotiated).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext

from evaluation.panel.models import Flag
from procurement.message import Message, msg

_TO_EXPERT: Mapping[tuple[str, str], Message] = {
    ("leaning", "high"): msg(
        "Taken together, your scores of this bid stand out: they are higher than your other scores let one expect."
    ),
    ("leaning", "low"): msg(
        "Taken together, your scores of this bid stand out: they are lower than your other scores let one expect."
    ),
    ("item", "high"): msg("This one score stands out: it is higher than your other scores let one expect."),
    ("item", "low"): msg("This one score stands out: it is lower than your other scores let one expect."),
    ("out-of-range", ""): msg("This score is outside the range of the criterion."),
    ("unanimity", ""): msg(
        "Your score sheet agrees with others to an unusual degree. Every expert judges alone; please look at your scores once more."
    ),
    ("straight-line", ""): msg(
        "Many of your scores are the same. Please make sure that each is your judgement of that item."
    ),
    ("too-fast", ""): msg(
        "The time measured for your items is unusually short. Please make sure that nothing was overlooked."
    ),
}
_KINDS: Mapping[str, Message] = {
    "leaning": msg("Leaning to or against a bid"),
    "item": msg("A single score out of line"),
    "out-of-range": msg("Score out of range"),
    "unanimity": msg("Sheets nearly equal"),
    "straight-line": msg("Scores without differences"),
    "too-fast": msg("Scored very fast"),
}
_OTHERWISE = msg("Your scores stand out. Please look at them once more.")


def kind_name(kind: str) -> str:
    """What stood out, in a few words; an unknown kind as it is."""
    return _KINDS[kind].render(gettext) if kind in _KINDS else kind


def to_expert(flag: Flag) -> Message:
    """The question as the flagged expert reads it: no names, no numbers of others."""
    return _TO_EXPERT.get((flag.kind, flag.direction)) or _TO_EXPERT.get((flag.kind, "")) or _OTHERWISE


def to_watchers(flag: Flag) -> Message:
    """The whole finding, with people's and firms' names in place of keys."""
    stored = Message.from_json(flag.explanation)
    experts = "、".join(str(answer.sheet.expert) for answer in flag.answers.all())
    names: dict[str, str | int | Message] = {}
    if experts:
        names |= {"expert": experts, "experts": experts}
    if flag.bid is not None:
        names["bidder"] = flag.bid.supplier.name
    if flag.criterion is not None:
        names["criterion"] = flag.criterion.title
    return replace(stored, params={key: names.get(key, value) for key, value in stored.params.items()})
