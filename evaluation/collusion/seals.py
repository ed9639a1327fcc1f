"""Whose seal 公章 stands in whose documents: by the name on its ring, else by its looks.

A seal is a firm's when the name read on the ring fits that bidder and no other.  A bidder's own seal is the one that
reads so, or, where none could be read, the one that most of its prints are.  Another's seal in a bid is one that reads
as that bidder, or one that cannot be read and looks like that bidder's own.  Seals in the tender documents, and what
three bidders have without anybody's name being read on it, are those of agencies, certifiers and banks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.collusion.identity import plain
from evaluation.collusion.papers import follows_contract, is_shared_paper
from evaluation.reading.document import Box, Document, Image, Page, Seal
from evaluation.reading.seals.found import seals_on
from evaluation.reading.seals.mark import Ring, even, likeness, ring_of, same_seal

_NEAR = 0.5  # of the whole ring: below it no two prints of one seal were met
_LEAST_NAME, _SURELY, _WELL, _EXACTLY = 6, 0.9, 0.95, 0.97
_SHARE = 0.5
_CROWD = 3
_TAIL = re.compile("(合同|投标|财务|发票|业务|公务|行政|人事|报价|电子)?(专用)?(公|印)?章$")
_NOT_HAN = re.compile("[^一-鿿]")
_FIRM = re.compile("(公司|厂|集团|事务所)$")
_ISSUER = re.compile("银行|认证|检测|检验|保险|担保|公证|局|委员会|协会|中心|法院")


class Print(NamedTuple):
    """One print of a seal: where it stands, and the picture it is in where it is not drawn by the page."""

    document: Document
    page: Page
    box: Box | None
    image: Image | None
    seal: Seal


class Reading(NamedTuple):
    """Whose name the ring bears (index of the bidder), whether that is beyond doubt, and how many characters are off."""

    bidder: int
    sure: bool
    off: int = 0


@dataclass(slots=True)
class Kind:
    """The prints of one seal in one bidder's documents, its evened ring, and whose name it bears."""

    ring: Ring
    prints: list[Print] = field(default_factory=list)
    whose: Reading | None = None
    text: str = ""
    confidence: float = 0.0


class Foreign(NamedTuple):
    """A seal of one bidder (``guest``) in another's documents (``host``); ``own`` is a print in the guest's own.

    ``sure``: the name was read beyond doubt; otherwise it was read in part, or the seal only looks the same.
    ``on_papers``: each print stands where both firms put their seals honestly (``evaluation.collusion.papers``), or beside
    the host's own seal on a later page of such a paper.
    """

    host: int
    guest: int
    prints: tuple[Print, ...]
    own: Print | None
    text: str
    confidence: float
    sure: bool
    on_papers: bool


def foreign_seals(case: Case) -> Iterator[Foreign]:
    """Every seal of one bidder that stands in the documents of another."""
    kinds = [_kinds(bidder.documents) for bidder in case.bidders]
    if sum(map(bool, kinds)) == 0:
        return
    names = [_name(bidder) for bidder in case.bidders]
    for held in kinds:
        for kind in held:
            kind.whose = _whose(kind, names)
    known = _kinds(case.tender_documents)
    own = [_own(index, held, known, named=bool(names[index])) for index, held in enumerate(kinds)]
    for host, held in enumerate(kinds):
        for kind in held:
            found = _guest(host, kind, own, kinds, named=all(names))
            if found is not None and not any(_same(kind, other) for other in known):
                guest, sure = found
                beside = own[guest]
                yield Foreign(
                    host,
                    guest,
                    tuple(kind.prints),
                    beside.prints[0] if beside is not None else None,
                    kind.text,
                    kind.confidence,
                    sure,
                    all(_on_papers(one, case.bidders[host], held) for one in kind.prints),
                )


def _on_papers(one: Print, host: BidderMaterial, held: Sequence[Kind]) -> bool:
    name = host.spec.supplier.name if host.spec is not None else ""
    if is_shared_paper(one.page.text, name):
        return True
    others = [
        other
        for kind in held
        for other in kind.prints
        if other.page is one.page and other.seal.mark != one.seal.mark
    ]
    return bool(others) and follows_contract(one.document, one.page, name)


def fitting(text: str, names: Sequence[str], confidence: float) -> Reading | None:
    """Which of the names the ring bears; ``None`` when it fits none, or two of them about as well.

    The text may begin anywhere on the ring.  One character in five may be read wrong, one of all where the reading is
    good, and none be another where all were read well; the next name must be two further characters away, or one where all was read well.
    """
    read = _TAIL.sub("", _NOT_HAN.sub("", text))
    if len(read) < _LEAST_NAME - 1:
        return None
    off = sorted((_errors(read, name), index) for index, name in enumerate(names) if len(name) >= _LEAST_NAME)
    if not off:
        return None
    (best, index), second = off[0], off[1][0] if len(off) > 1 else len(read)
    if best > (1 if confidence >= _WELL else max(1, len(names[index]) // 5)):
        return None
    if best == 1 and confidence >= _EXACTLY and len(read) == len(names[index]):
        return None  # another character, surely read: 第一建筑公司 and 第二建筑公司 are two firms
    exact = best == 0 and confidence >= _EXACTLY
    if second < best + (1 if exact else 2):
        return None
    return Reading(index, best == 0 and confidence >= _SURELY, best)


def place_of(one: Print, bidder: str) -> dict[str, Any]:
    """A print as one side of evidence."""
    place: dict[str, Any] = {"bidder": bidder, "document": one.document.name, "page": one.page.number}
    place["bbox"] = None if one.box is None else [round(float(x), 2) for x in one.box]
    if one.box is None and one.image is not None:
        place["sha256"] = one.image.sha256
    return place


def _errors(read: str, name: str) -> int:
    """Characters wrong at the best beginning."""
    twice = read + read
    return min(Levenshtein.distance(name, twice[at : at + len(read)]) for at in range(len(read)))


def _name(bidder: BidderMaterial) -> str:
    return _NOT_HAN.sub("", plain(bidder.spec.supplier.name)) if bidder.spec is not None else ""


def _kinds(documents: Sequence[Document]) -> list[Kind]:
    """The seals of some documents, each with its prints, the commonest first."""
    by_mark: dict[str, list[Print]] = defaultdict(list)
    for document in documents:
        for page in document.pages:
            for seal, box, image in seals_on(page):
                by_mark[seal.mark].append(Print(document, page, box, image, seal))
    found: list[Kind] = []
    for mark, prints in sorted(by_mark.items(), key=lambda item: (-len(item[1]), item[0])):
        best = max(prints, key=lambda one: one.seal.sure * len(one.seal.text)).seal
        one = Kind(even(ring_of(mark)), prints, None, best.text, best.sure)
        same = next((kind for kind in _alike(one, found) if _same(kind, one)), None)
        if same is None:
            found.append(one)
            continue
        same.prints += prints
        if one.confidence * len(one.text) > same.confidence * len(same.text):
            same.text, same.confidence = one.text, one.confidence
    for kind in found:
        kind.prints.sort(key=lambda one: (one.document.name, one.page.number))
    return sorted(found, key=lambda kind: -len(kind.prints))


def _alike(one: Kind, others: Sequence[Kind]) -> list[Kind]:
    """Those that are worth a closer look, the likest first."""
    if not others:
        return []
    values, _ = likeness(one.ring, np.stack([other.ring for other in others]))
    return [others[i] for i in np.argsort(-values).tolist() if values[i] >= _NEAR][:5]


def _same(one: Kind, other: Kind) -> bool:
    """Whether two are prints of one seal: they look so, and what was read well on both is the same."""
    if min(one.confidence, other.confidence) >= _SURELY and one.text and other.text:
        texts = _NOT_HAN.sub("", one.text), _NOT_HAN.sub("", other.text)
        wholly = min(one.confidence, other.confidence) >= _EXACTLY and len(texts[0]) == len(texts[1])
        if Levenshtein.normalized_distance(*texts) > (0.0 if wholly else 0.1):
            return False
    (alike,), _ = likeness(one.ring, other.ring[None])
    return bool(alike >= _NEAR) and same_seal(one.ring, other.ring)


def _whose(kind: Kind, names: Sequence[str]) -> Reading | None:
    return fitting(kind.text, names, kind.confidence) if any(names) else None


def _own(index: int, held: Sequence[Kind], known: Sequence[Kind], *, named: bool) -> Kind | None:
    """The seal of a bidder itself, as far as its documents tell."""
    read = [kind for kind in held if kind.whose is not None and kind.whose.bidder == index]
    if read:
        return read[0]
    if not held or len(held[0].prints) < 2 or len(held[0].prints) < _SHARE * sum(len(k.prints) for k in held):
        return None
    first = held[0]
    if first.whose is not None or any(_same(first, other) for other in known):
        return None
    return None if _is_others(first, named=named) else first


def _is_others(kind: Kind, *, named: bool) -> bool:
    """Whether the ring clearly bears the name of somebody who is no bidder."""
    text = _TAIL.sub("", _NOT_HAN.sub("", kind.text))
    if len(text) < _LEAST_NAME or kind.confidence < _SURELY:
        return False
    return named or not _FIRM.search(text) or bool(_ISSUER.search(text))


def _guest(
    host: int, kind: Kind, own: Sequence[Kind | None], kinds: Sequence[Sequence[Kind]], *, named: bool
) -> tuple[int, bool] | None:
    """Whose seal this is in the host's documents, if it is another bidder's; and whether that was read beyond doubt."""
    if kind.whose is not None:
        return _read(host, kind, kind.whose, own)
    if kind is own[host] or (kind.confidence >= _EXACTLY and _is_others(kind, named=named)):
        return None
    holders = [i for i, theirs in enumerate(own) if i != host and theirs is not None and _same(kind, theirs)]
    if len(holders) != 1:
        return None
    have = sum(any(_same(kind, other) for other in _alike(kind, held)) for held in kinds)
    return None if have >= _CROWD else (holders[0], False)


def _read(host: int, kind: Kind, whose: Reading, own: Sequence[Kind | None]) -> tuple[int, bool] | None:
    """The owner by the name that was read; one read in part must look like the owner's seal, too, where that is known."""
    if whose.bidder == host:
        return None
    theirs = own[whose.bidder]
    believed = whose.sure or (_same(kind, theirs) if theirs is not None else whose.off <= 1)
    return (whose.bidder, whose.sure) if believed else None
