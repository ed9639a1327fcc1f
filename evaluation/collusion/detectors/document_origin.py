"""Files that come from one hand 投标文件由同一单位或者个人编制: author, last editor, company, identifiers, revision ids.

Method: equality of the marks of origin that reading collects: file and XMP identifiers, WPS installation codes (ICV),
revision-save ids of DOCX files (random 32-bit numbers that a copy keeps), author, last editor, company, template, the
prefixes of embedded font subsets and the second of creation; and files of two bidders that were saved within two
minutes of each other.  One alert per set of bidders, with every shared mark and the files that carry it.

Basis: 实施条例 Art. 40(1); 87号令 Art. 37(1).

Exclusions: marks that the tender's own files carry (bidders fill in its forms); values that software puts there by
itself (Administrator, WPS 用户, Lenovo, …; font prefixes that are counted up, BCDEEE+; the time at which the empty file of
an office program was made); producer and creator programs, which thousands share; marks that at least
five bidders, and more than half of all, carry come from a common form as a rule: names are left out, and identifiers
count a quarter, since a ring of most bidders looks the same.  Revision-save ids beside one template
that both name weigh little: a template hands its own on.  Settings: ``origin.*`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.finding import Context, Finding, by_bidders, damped, shared
from evaluation.collusion.identity import is_factory_name, plain
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import Message, msg

Mark = tuple[str, str]
_RSIDS_SHOWN = 12
_CROWD = 5
_OF_CROWD = 0.25
_DRAWN = ("id", "icv", "rsid", "created")
_TURN = 120  # seconds
_PREFIX = 6
# What the default document of a widely used DOCX library carries into every file it makes.
_FACTORY_IDS = frozenset(
    (
        "24062061",
        "00B47730",
        "00034616",
        "0006063C",
        "0015074B",
        "0029639D",
        "00326F90",
        "00AA1D8D",
        "00CB0664",
        "00FC693F",
    )
)
# When the empty file was made that office programs and libraries start every new document from.
_FACTORY_TIMES = frozenset(
    (
        "1996-12-17T01:32:42Z",
        "2006-09-13T11:21:51Z",
        "2013-01-27T09:14:16Z",
        "2013-12-23T23:15:00Z",
        "2014-10-29T12:08:00Z",
        "2015-06-05T18:17:20Z",
        "2015-06-05T18:17:26Z",
        "2015-06-05T18:19:34Z",
        "2018-02-27T11:14:00Z",
        "2023-05-12T11:15:00Z",
    )
)
_FACTORY_TEMPLATES = frozenset({"normal", "normaldotm", "normaldot", "normalwpt", "template"})


def _label(kind: str) -> Message:
    return {
        "id": msg("file identifier"),
        "icv": msg("WPS installation code"),
        "rsid": msg("revision-save identifier"),
        "author": msg("author"),
        "last_editor": msg("last editor"),
        "company": msg("company in the file's properties"),
        "template": msg("template"),
        "created": msg("second of creation"),
        "font": msg("prefix of an embedded font"),
        "saved_in_turn": msg("saved within two minutes"),
    }[kind]


@detector("document-origin", family="origin")
def document_origin(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders whose files share marks of origin."""
    from_tender = {mark for document in case.tender_documents for mark, _ in marks(document)}
    carriers: dict[tuple[str, Mark], list[str]] = defaultdict(list)
    own: dict[str, list[Mark]] = {}
    written: dict[Mark, str] = {}
    for bidder in case.bidders:
        for document in bidder.documents:
            for mark, text in marks(document):
                written.setdefault(mark, text)
                if mark not in from_tender and not _own_name(bidder, mark):
                    carriers[bidder.bidder, mark].append(document.name)
        own[bidder.bidder] = [mark for key, mark in carriers if key == bidder.bidder]
    found = [(who, mark) for mark, who in shared(own).items()]
    for who, value, names in _in_turn(case):
        mark = ("saved_in_turn", value)
        written[mark] = value
        found.append((who, mark))
        carriers |= {(key, mark): [name] for key, name in zip(who, names, strict=True)}
    for bidders, items in by_bidders(found).items():
        kinds: dict[str, list[str]] = defaultdict(list)
        crowd = len(bidders) >= _CROWD and 2 * len(bidders) > len(case.bidders)
        for kind, value in items:
            # Of what most have, only what is drawn at random says more than that a program or a form is common.
            if not crowd or kind in _DRAWN:
                kinds[kind].append(value)
        if set(kinds.get("last_editor", ())) <= set(kinds.get("author", ())):
            kinds.pop("last_editor", None)  # who wrote a file also saved it: one sign
        if not kinds:
            continue
        weights = _weights(kinds, context, _OF_CROWD if crowd else 1.0)
        order = sorted(kinds, key=lambda kind: -weights[kind])
        evidence = [
            {
                "field": kind,
                "value": written[kind, value],
                "bidders": list(bidders),
                "documents": {key: carriers[key, (kind, value)] for key in bidders},
            }
            for kind in order
            for value in sorted(kinds[kind])[:_RSIDS_SHOWN]
        ]
        top = order[0]
        first = written[top, kinds[top][0]]
        yield Finding(
            bidders,
            damped(weights.values(), 0.7),
            msg(
                "Files of different bidders carry the same %(what)s: %(value)s", what=_label(top), value=first
            ),
            tuple(evidence),
            tuple(
                msg(
                    "%(what)s, %(count)s the same: %(bits)s bits",
                    what=_label(k),
                    count=len(kinds[k]),
                    bits=f"{weights[k]:.3g}",
                )
                for k in order
            )
            + ((msg("More than half of the bids carry it: counted a quarter"),) if crowd else ()),
            msg(
                "A form or template from a third party carries its maker's marks into every bid that uses it"
            ),
        )


def marks(document: Document) -> Iterable[tuple[Mark, str]]:
    """The marks of a document that say something about its origin, each with the words as they stand there."""
    origin = document.origin
    for kind, name in (
        ("author", origin.author),
        ("last_editor", origin.last_editor),
        ("company", origin.company),
    ):
        if name and not is_factory_name(name):
            yield (kind, plain(name)), name
    if origin.template and plain(origin.template) not in _FACTORY_TEMPLATES:
        yield ("template", plain(origin.template)), origin.template
    if _is_telling(origin.created):
        yield ("created", origin.created), origin.created
    for value in origin.ids:
        if len(set(value.rpartition(":")[2])) > 2 and value.rpartition(":")[2].upper() not in _FACTORY_IDS:
            yield ("id", value), value
    for value in set(origin.rsids) - _FACTORY_IDS:
        yield ("rsid", value.upper()), value
    for font in origin.fonts:
        prefix, plus, _ = font.partition("+")
        if plus and _random_prefix(prefix):
            yield ("font", font), font
    for key, value in origin.extra.items():
        if "icv" in key.lower() and value:
            yield ("icv", value), value


def _is_telling(created: str) -> bool:
    """Whether a time is to the second, and not the one that a program gives every new file."""
    moment = created.replace("+00:00", "Z")
    return (
        len(moment) >= 19 and not moment.endswith(("00:00:00", "00:00:00Z")) and moment not in _FACTORY_TIMES
    )


def _random_prefix(prefix: str) -> bool:
    """Whether the six letters of a font subset were drawn at random: programs that count go BAAAAA, CAAAAA or BCDEEE."""
    steps = [ord(b) - ord(a) for a, b in pairwise(prefix)]
    return (
        len(prefix) == _PREFIX and prefix.isupper() and sum(abs(step) > 1 for step in steps) >= _PREFIX // 2
    )


def _in_turn(case: Case) -> Iterator[tuple[tuple[str, str], str, tuple[str, str]]]:
    """Pairs of bidders with files saved within two minutes of each other, the moments in order, and the files."""
    asked = _FACTORY_TIMES | {
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


def _weights(kinds: Mapping[str, list[str]], context: Context, counted: float) -> dict[str, float]:
    weights = {kind: counted * _weight(kind, values, context) for kind, values in kinds.items()}
    if "template" in kinds and "rsid" in kinds:
        weights["rsid"] = counted * _weight("rsid_of_template", kinds["rsid"], context)
    return weights


def _weight(kind: str, values: list[str], context: Context) -> float:
    first, most = context.bits(f"origin.{kind}"), context.policy.most(f"origin.{kind}")
    return (
        min(first * len(values), most)
        if kind.startswith("rsid")
        else min(damped([first] * len(values)), most)
    )


def _own_name(bidder: BidderMaterial, mark: Mark) -> bool:
    """A firm's own name is no shared mark; if another bidder carries it, that is for ``mixed-documents``."""
    return mark[0] == "company" and bidder.spec is not None and mark[1] == plain(bidder.spec.supplier.name)
