"""Files that come from one hand 投标文件由同一单位或者个人编制: identifiers, names, moments and habits of the making.

Method: equality of the marks of origin that reading collects (``evaluation.collusion.origin_marks``): file and XMP
identifiers, WPS installation codes (ICV), WPS machine codes and accounts, revision-save ids of DOCX files (random 32-bit
numbers that a copy keeps), author, last editor, manager, company, template, custom properties, the prefixes of embedded
font subsets, names of cells and the order of calculation of workbooks, the seconds of creation, saving, printing and
packing and those in which photographs were taken; and files of two bidders that were saved within two minutes of each
other.  Title, keywords, build of the program, colour profile and camera are told beside another mark, never alone.  One
alert per set of bidders, with every shared mark and the files that carry it.

Basis: 实施条例 Art. 40(1); 87号令 Art. 37(1).

Exclusions: marks that the tender's own files carry (bidders fill in its forms); values that software puts there by
itself (Administrator, WPS 用户, Lenovo, …; font prefixes that are counted up, BCDEEE+; the time at which the empty file of
an office program was made); producer and creator programs, which thousands share; photographs where the pictures
themselves are shared, which is for ``image-reuse``.

Weighed down, and shown so: a file that two bids hold byte for byte (a maker's leaflet) counts as one file, not by its
marks; marks of files begun before the tender came out, which a template may have handed on, reach ``origin.handed_on``
together; marks that at least five bidders, and half of all, carry count half, and a quarter where all do.  Revision-save ids
beside one template that both name weigh little: a template hands its own on.  Settings: ``origin.*`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import (
    Context,
    Finding,
    by_bidders,
    crowd_share,
    crowd_steps,
    damped,
    shared,
)
from evaluation.collusion.identity import plain
from evaluation.collusion.origin_marks import CONTEXT, FACTORY_TIMES, Mark, is_telling, marks
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import Message, msg

_SHOWN = 12
_TURN = 120  # seconds
_RATE = 0.7
_OF_SAVING = ("last_editor", "modified", "packed")
_LONG_BEFORE = timedelta(days=90)


def _label(kind: str) -> Message:
    return {
        "id": msg("file identifier"),
        "icv": msg("WPS installation code"),
        "wps_machine": msg("machine code of WPS"),
        "wps_account": msg("WPS account"),
        "rsid": msg("revision-save identifier"),
        "author": msg("author"),
        "last_editor": msg("last editor"),
        "manager": msg("manager in the file's properties"),
        "company": msg("company in the file's properties"),
        "template": msg("template"),
        "custom": msg("property added to the file"),
        "created": msg("second of creation"),
        "modified": msg("second of saving"),
        "printed": msg("second of the last printing"),
        "source_saved": msg("second in which the source was saved"),
        "packed": msg("second of packing"),
        "photo_time": msg("second in which a photograph was taken"),
        "camera_serial": msg("number of the camera"),
        "font": msg("prefix of an embedded font"),
        "cell_name": msg("name of cells"),
        "calc_chain": msg("order of calculation"),
        "file": msg("file, byte for byte"),
        "saved_in_turn": msg("saved within two minutes"),
        "title": msg("title"),
        "keywords": msg("subject or keywords"),
        "build": msg("build of the office program"),
        "icc": msg("colour profile"),
        "camera": msg("camera or scanner"),
    }[kind]


@dataclass
class _Found:
    """What was found in the bids: who carries which mark in which files, as it is written, and which are handed on."""

    carriers: dict[tuple[str, Mark], list[str]] = field(default_factory=lambda: defaultdict(list))
    written: dict[Mark, str] = field(default_factory=dict)
    fresh: set[tuple[str, Mark]] = field(default_factory=set)
    """Marks that at least one file of the bidder carries which no older template and no maker explains."""
    makers: set[Mark] = field(default_factory=set)
    """Marks of files that are wholly a maker's."""

    def add(self, bidder: str, mark: Mark, text: str, document: Document, *, old: bool) -> None:
        self.written.setdefault(mark, text)
        if document.name not in self.carriers[bidder, mark]:
            self.carriers[bidder, mark].append(document.name)
        if not old:
            self.fresh.add((bidder, mark))

    def handed_on(self, bidders: Sequence[str], mark: Mark) -> bool:
        """Whether of no two bidders a file carries the mark that was begun after the tender came out."""
        return sum((bidder, mark) in self.fresh for bidder in bidders) < 2


@detector("document-origin", family="origin")
def document_origin(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders whose files share marks of origin."""
    found = _collect(case, context)
    own: dict[str, list[Mark]] = {b.bidder: [] for b in case.bidders}
    for bidder, mark in found.carriers:
        own[bidder].append(mark)
    items = [(who, mark) for mark, who in shared(own).items()]
    pictures = {
        b.bidder: {i.sha256 for d in b.documents for p in d.pages for i in p.images} for b in case.bidders
    }
    items = [
        (who, mark)
        for who, mark in items
        if mark[0] != "photo_time" or not set.intersection(*(pictures[key] for key in who))
    ]
    for who, value, names in _in_turn(case):
        mark = ("saved_in_turn", value)
        found.written[mark] = value
        items.append((who, mark))
        for key, name in zip(who, names, strict=True):
            found.carriers[key, mark] = [name]
            found.fresh.add((key, mark))
    for bidders, common in by_bidders(items).items():
        finding = _finding(bidders, common, found, case, context)
        if finding is not None:
            yield finding


def _collect(case: Case, context: Context) -> _Found:
    asked = {d.sha256 for d in case.tender_documents}
    from_tender = {mark for document in case.tender_documents for mark, _ in marks(document)}
    book_asked = any(kind in ("cell_name", "calc_chain") for kind, _ in from_tender)
    holders = shared({b.bidder: [d.sha256 for d in b.documents if d.sha256] for b in case.bidders})
    out = _came_out(case)
    found = _Found()
    for bidder in case.bidders:
        for document in bidder.documents:
            if document.sha256 and document.sha256 in asked:
                continue
            if document.sha256 in holders:
                mark = ("file", document.sha256)
                found.add(bidder.bidder, mark, document.name, document, old=False)
                continue
            theirs = context.makers[bidder.bidder].wrote(document)
            begun, saved = theirs or _begun_before(document, out), theirs or _saved_before(document, out)
            for mark, text in marks(document):
                kind, value = mark
                if mark in from_tender or _own_name(bidder, mark):
                    continue
                if kind in ("title", "keywords") and value in context.tender_text:
                    continue
                # Who fills in the tender's workbook leaves its cells calculated in the order that follows from it.
                if kind == "calc_chain" and book_asked:
                    continue
                found.add(bidder.bidder, mark, text, document, old=saved if kind in _OF_SAVING else begun)
                found.makers |= {mark} if theirs else set()
    return found


def _finding(
    bidders: tuple[str, ...], common: Sequence[Mark], found: _Found, case: Case, context: Context
) -> Finding | None:
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, value in common:
        kinds[kind].append(value)
    if set(kinds.get("last_editor", ())) <= set(kinds.get("author", ())):
        kinds.pop("last_editor", None)  # who wrote a file also saved it: one sign
    if kinds.keys() <= CONTEXT:
        return None
    weights, old, bits = _weights(bidders, kinds, found, context, crowd_share(bidders, case))
    order = sorted(kinds, key=lambda kind: (-weights[kind], kind))
    evidence = [
        {
            "field": kind,
            "value": found.written[kind, value],
            "bidders": list(bidders),
            "documents": {key: found.carriers[key, (kind, value)] for key in bidders},
        }
        for kind in order
        for value in sorted(kinds[kind])[:_SHOWN]
    ]
    steps = []
    for kind in order:
        what, count, weight = _label(kind), len(kinds[kind]), f"{weights[kind]:.3g}"
        steps.append(
            msg("%(what)s, %(count)s the same, in files of a maker: %(bits)s bits",
                what=what, count=count, bits=weight)
            if kind in old and any((kind, value) in found.makers for value in kinds[kind])
            else msg("%(what)s, %(count)s the same, in files older than the tender: %(bits)s bits",
                what=what, count=count, bits=weight)
            if kind in old
            else msg("%(what)s, %(count)s the same: %(bits)s bits", what=what, count=count, bits=weight)
        )  # fmt: skip
    if old:
        most = f"{context.bits('origin.handed_on'):g}"
        steps.append(
            msg("A template may have handed on what is older: together at most %(bits)s bits", bits=most)
        )
    top = order[0]
    return Finding(
        bidders,
        bits,
        msg("Files of different bidders carry the same %(what)s: %(value)s",
            what=_label(top), value=found.written[top, min(kinds[top])]),
        tuple(evidence),
        (*steps, *crowd_steps(bidders, case)),
        msg("A form or template from a third party carries its maker's marks into every bid that uses it"),
    )  # fmt: skip


def _weights(
    bidders: Sequence[str], kinds: dict[str, list[str]], found: _Found, context: Context, counted: float
) -> tuple[dict[str, float], set[str], float]:
    """What each kind weighs, which kinds were handed on, and what all weigh together."""
    weights: dict[str, float] = {}
    old: set[str] = set()
    for kind, values in kinds.items():
        fresh = [value for value in values if not found.handed_on(bidders, (kind, value))]
        sign = "rsid_of_template" if kind == "rsid" and "template" in kinds else kind
        weights[kind] = counted * _weight(sign, fresh or values, context)
        if not fresh:
            old.add(kind)
    passed_on = min(
        damped((weights[kind] for kind in old), _RATE), counted * context.bits("origin.handed_on")
    )
    fresh_ones = [weight for kind, weight in weights.items() if kind not in old]
    return weights, old, damped([*fresh_ones, *([passed_on] if old else [])], _RATE)


def _weight(kind: str, values: list[str], context: Context) -> float:
    first, most = context.bits(f"origin.{kind}"), context.policy.most(f"origin.{kind}")
    return (
        min(first * len(values), most)
        if kind.startswith("rsid")
        else min(damped([first] * len(values)), most)
    )


def _came_out(case: Case) -> datetime | None:
    """When the tender's main document, the longest, was last saved: nothing of a bid for it is older."""
    longest = max(case.tender_documents, key=lambda d: sum(len(p.text) for p in d.pages), default=None)
    return None if longest is None else _moment(longest.origin.modified or longest.origin.created)


def _begun_before(document: Document, out: datetime | None) -> bool:
    """Whether a file was begun before the tender came out; where that is not known, long before it was last saved."""
    created = document.origin.created
    begun = _moment(created) if is_telling(created) else None
    if begun is None:
        return False
    if out is not None:
        return begun < out
    saved = _moment(document.origin.modified)
    return saved is not None and saved - begun > _LONG_BEFORE


def _saved_before(document: Document, out: datetime | None) -> bool:
    """Whether a file was last saved before the tender came out, so that none of its bidders saved it."""
    saved = _moment(document.origin.modified)
    return out is not None and saved is not None and saved < out


def _in_turn(case: Case) -> Iterator[tuple[tuple[str, str], str, tuple[str, str]]]:
    """Pairs of bidders with files saved within two minutes of each other, the moments in order, and the files."""
    asked = FACTORY_TIMES | {
        moment for d in case.tender_documents for moment in (d.origin.modified, d.origin.created)
    }
    saved: list[tuple[datetime, str, str]] = []
    for bidder in case.bidders:
        for document in bidder.documents:
            text = document.origin.modified or document.origin.created
            moment = None if text in asked else _moment(text)
            if moment is not None:
                saved.append((moment, bidder.bidder, document.name))
    saved.sort()
    place = {b.bidder: i for i, b in enumerate(case.bidders)}
    done: set[frozenset[str]] = set()
    for (early, a, one), (late, b, other) in pairwise(saved):
        if a != b and 0 < (late - early).total_seconds() <= _TURN and frozenset((a, b)) not in done:
            done.add(frozenset((a, b)))
            said = f"{early:%Y-%m-%d %H:%M:%S} ({a}) → {late:%H:%M:%S} ({b})"
            yield ((a, b), said, (one, other)) if place[a] < place[b] else ((b, a), said, (other, one))


def _moment(text: str) -> datetime | None:
    """A moment stated to the second and with its zone; ``None`` for midnight, which programs put in for a bare date."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.astimezone(UTC) if moment.tzinfo is not None and not midnight else None


def _own_name(bidder: BidderMaterial, mark: Mark) -> bool:
    """A firm's own name is no shared mark; if another bidder carries it, that is for ``mixed-documents``."""
    return mark[0] == "company" and bidder.spec is not None and mark[1] == plain(bidder.spec.supplier.name)
