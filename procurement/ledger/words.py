"""The ledger in words: what a verb means, and what changed, for people who do not read JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
"""A time of day with its offset; one without is left as it is, for nobody knows whose clock it is."""

VERBS: dict[str, str | Promise] = {
    "tender.load": gettext_lazy("loaded the tender"),
    "tender.evaluate": gettext_lazy("evaluated the bids"),
    "tender.stage": gettext_lazy("moved to the next stage"),
    "bids.open": gettext_lazy("opened the bids"),
    "people.assign": gettext_lazy("assigned a person"),
    "people.unassign": gettext_lazy("took a person off"),
    "people.create": gettext_lazy("created an account"),
    "people.change": gettext_lazy("changed an account"),
    "panel.submit": gettext_lazy("submitted a score sheet"),
    "panel.reopen": gettext_lazy("opened a score sheet again for bids that came back"),
    "panel.import": gettext_lazy("took in scores given elsewhere"),
    "panel.check": gettext_lazy("checked the scores"),
    "panel.answer": gettext_lazy("answered a question about scores"),
    "score.decide": gettext_lazy("recorded a committee decision"),
    "alert.confirm": gettext_lazy("confirmed an alert"),
    "alert.dismiss": gettext_lazy("dismissed an alert"),
    "alert.reopen": gettext_lazy("took an alert up again"),
    "alert.note": gettext_lazy("wrote a note on an alert"),
    "alert.assign": gettext_lazy("handed an alert over"),
    "inquiry.ask": gettext_lazy("asked for a wider comparison"),
    "inquiry.end": gettext_lazy("ended a wider comparison"),
    "clarification.ask": gettext_lazy("asked a bidder to clarify"),
    "clarification.reply": gettext_lazy("entered a bidder's answer"),
    "clarification.judge": gettext_lazy("recorded the finding on a clarification"),
    "opinion.sign": gettext_lazy("signed the result"),
    "opinion.dissent": gettext_lazy("dissented from the result"),
    "report.make": gettext_lazy("made the report"),
    "jobs.requeue": gettext_lazy("handed out work again"),
    "policy.set": gettext_lazy("set a policy"),
    "library.add": gettext_lazy("added a model text"),
    "library.remove": gettext_lazy("took a model text out"),
    "screens.train": gettext_lazy("trained the price screens"),
}
KEYS: dict[str, str | Promise] = {
    "stage": gettext_lazy("stage"),
    "verdict": gettext_lazy("decision"),
    "invalidates": gettext_lazy("bids invalid"),
    "evaluation": gettext_lazy("evaluation"),
    "valid": gettext_lazy("valid bids"),
    "bids": gettext_lazy("bids"),
    "alerts": gettext_lazy("alerts"),
    "jobs": gettext_lazy("jobs"),
    "role": gettext_lazy("role"),
    "buyer_representative": gettext_lazy("buyer's representative"),
    "score": gettext_lazy("score"),
    "scores": gettext_lazy("scores"),
    "passed": gettext_lazy("passed"),
    "flags": gettext_lazy("questions"),
    "sheets": gettext_lazy("score sheets"),
    "expert": gettext_lazy("expert"),
    "documents": gettext_lazy("documents"),
    "bidder": gettext_lazy("bidder"),
    "criterion": gettext_lazy("criterion"),
    "answer": gettext_lazy("answer"),
    "receipt": gettext_lazy("receipt"),
    "ground": gettext_lazy("ground"),
    "question": gettext_lazy("question"),
    "deadline": gettext_lazy("deadline"),
    "document": gettext_lazy("document"),
    "page": gettext_lazy("page"),
    "quoted": gettext_lazy("quoted price"),
    "corrected": gettext_lazy("corrected price"),
    "received": gettext_lazy("received"),
    "in_time": gettext_lazy("in time"),
    "result": gettext_lazy("result"),
    "number": gettext_lazy("number"),
    "facts": gettext_lazy("digest of the facts"),
    "digest": gettext_lazy("digest"),
    "opened_at": gettext_lazy("opened at"),
    "is_active": gettext_lazy("active"),
    "active": gettext_lazy("active"),
    "display_name": gettext_lazy("name"),
    "username": gettext_lazy("account"),
    "name": gettext_lazy("name"),
    "policy": gettext_lazy("policy"),
    "high": gettext_lazy("“high” from"),
    "medium": gettext_lazy("“medium” from"),
    "organisation": gettext_lazy("organisation"),
    "holder": gettext_lazy("in hand of"),
    "bidders": gettext_lazy("bidders"),
    "ways": gettext_lazy("ways"),
    "sha256": gettext_lazy("digest of the file"),
    "tenders": gettext_lazy("tenders"),
    "rigged": gettext_lazy("rigged tenders"),
    "splits": gettext_lazy("splits"),
}
VALUES: dict[str, str | Promise] = {
    "loaded": gettext_lazy("Loaded"),
    "opened": gettext_lazy("Opened"),
    "evaluated": gettext_lazy("Evaluated"),
    "scored": gettext_lazy("Scored"),
    "decided": gettext_lazy("Decided"),
    "reported": gettext_lazy("Reported"),
    "open": gettext_lazy("open"),
    "confirmed": gettext_lazy("confirmed"),
    "dismissed": gettext_lazy("dismissed"),
    "reopened": gettext_lazy("reopened"),
    "two_by_two": gettext_lazy("two by two"),
    "two_hops": gettext_lazy("ownership over two hops"),
    "other_tenders": gettext_lazy("other tenders"),
    "accepted": gettext_lazy("accepted"),
    "refused": gettext_lazy("not accepted"),
    "invalid": gettext_lazy("bid invalid"),
    "withdrawn": gettext_lazy("withdrawn"),
    "unclear": gettext_lazy("unclear meaning"),
    "inconsistent": gettext_lazy("inconsistent wording"),
    "slip": gettext_lazy("obvious slip"),
    "correction": gettext_lazy("corrected price"),
    "low-price": gettext_lazy("low price"),
    "national": gettext_lazy("whole country"),
    "kept": gettext_lazy("kept"),
    "revised": gettext_lazy("revised"),
    "officer": gettext_lazy("Agency officer"),
    "expert": gettext_lazy("Expert"),
    "supervisor": gettext_lazy("Supervisor"),
    "administrator": gettext_lazy("Administrator"),
}


def verb_name(verb: str) -> str:
    """What was done, in the reader's language; an unknown verb as it is."""
    return str(VERBS.get(verb, verb))


def changes(before: Any, after: Any, names: Mapping[str, str] | None = None) -> list[str]:
    """Before and after as short sentences: what changed first, then what is new; bidders by their ``names``."""
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        old = before if isinstance(before, Mapping) else {}
        new = after if isinstance(after, Mapping) else {}
        keys = [*old, *(key for key in new if key not in old)]
        return [_change(str(key), old.get(key), new.get(key), names or {}, both=key in old and key in new) for key in keys
                if not (key in old and key in new and old[key] == new[key])]  # fmt: skip
    if before is None and after is None:
        return []
    return [_change("", before, after, names or {}, both=before is not None and after is not None)]


def _change(key: str, before: Any, after: Any, names: Mapping[str, str], *, both: bool) -> str:
    name = str(KEYS.get(key, key))
    what = (
        f"{_said(key, before, names)} → {_said(key, after, names)}"
        if both
        else _said(key, after if after is not None else before, names)
    )
    return gettext("%(name)s: %(what)s") % {"name": name, "what": what} if name else what


def _local(text: str) -> str:
    """A stored moment, which is in UTC, as the clock on the wall shows it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"


def _said(key: str, value: Any, names: Mapping[str, str]) -> str:
    """A value by what its key says it is: a bidder's key by the firm's name, a policy with its version."""
    if isinstance(value, Mapping):
        return ", ".join(f"{KEYS.get(str(k), k)} {_said(str(k), v, names)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_said(key, part, names) for part in value)
    if key in {"bidder", "bidders"}:
        return names.get(str(value), str(value))
    if key == "policy" and isinstance(value, str) and " " in value:
        name, _space, number = value.rpartition(" ")
        return gettext("%(name)s, version %(number)s") % {"name": value_text(name), "number": number}
    return value_text(value)


def value_text(value: Any) -> str:
    """A value in words; long hashes are shortened, they are compared by their head."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return _plain_text(str(value))


def _plain_text(text: str) -> str:
    if text in VALUES:
        return str(VALUES[text])
    if _MOMENT.fullmatch(text):
        return _local(text)
    return f"{text[:12]}…" if len(text) == 64 and all(c in "0123456789abcdef" for c in text) else text
