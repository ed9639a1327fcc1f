"""All bids at once: what two of them say in other words, beyond what the first tier found and the tender says.

Sentences that the tender has, word for word or reworded, are left out, and forms and tables, in which honest bids
resemble each other (names of fields, kinds of certificates, rows of a plan); so are those that the first tier reports for
the same two bidders.  Pairs of sentences that share rare terms become seeds, seeds near each other become chains, and
a chain counts when the rare terms that both its sides have are worth more than common phrasing would bring about in
so much text.  A chain may lead over sentences that the first tier reports already: they help to see that the passage is
one, but only what is left of it, if it is worth at least half of what a passage needs, is told and weighed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evaluation.collusion.rewording.candidates import rare_pairs
from evaluation.collusion.rewording.chains import Chain, chains, without_overlap
from evaluation.collusion.rewording.matched import Pair, Ranges, matched, quoted_sentences, told
from evaluation.collusion.rewording.prose import Prose, lay_out_prose
from evaluation.collusion.rewording.seeds import Seeds
from evaluation.collusion.rewording.sentences import Positions
from evaluation.collusion.rewording.settings import BETWEEN_BIDS, Settings
from evaluation.collusion.rewording.stem import FIRST_LATIN
from evaluation.collusion.rewording.vectors import Floats, Vectors, agreement, shared_worth, vectors
from evaluation.collusion.text.engine import Reuse
from evaluation.collusion.text.stream import Place
from evaluation.collusion.text.worth import by_frequency
from evaluation.reading.document import Document

TENDER = -1
MOST_TEXT = 24_000_000
"""Characters beyond which this tier is not run: the first one reports alone."""
_NEIGHBOURS = 8
_QUOTED = 0.5
_ASKED = 0.6
_SINGLE = 1.2  # one sentence alone is more often a common phrase than two near each other
_FEWEST_PAIRS, _ABOVE, _STRONG = 6, 1.25, 60.0
_FRESH = 0.5  # of what a passage needs, where the first tier reports the rest of it
_WORD = 2.0  # Hanzi pairs that a Latin word is worth


@dataclass(frozen=True, slots=True)
class Reworded:
    """Two bidders (by index) say one thing in different words.

    ``pieces`` are its places page by page, each with the cosine of its terms; ``similarity`` is that of the whole;
    ``net`` the worth of the rare terms on both sides, in Hanzi as with passages of the first tier.
    """

    bidders: Pair
    pieces: tuple[tuple[Place, Place, float], ...]
    similarity: float
    net: float


def reworded(
    reuse: Reuse, known: Sequence[Document] = (), *, settings: Settings = BETWEEN_BIDS
) -> tuple[Reworded, ...]:
    """Reworded passages between the bids of a comparison, in the order of the bids; ``known`` are tender documents."""
    stream = reuse.stream
    if len(stream.codes) > MOST_TEXT or len(set(stream.owner.tolist())) < 2:
        return ()
    prose = lay_out_prose([*stream.documents, *known])
    if not len(prose):
        return ()
    owner = np.append(stream.owner, np.full(len(known), TENDER, np.int64))[prose.document]
    rows = vectors(prose.texts)
    usable = np.concatenate([text.prose for text in prose.texts]) & ~quoted_sentences(reuse, prose, _QUOTED)
    usable[owner == TENDER] = True
    seeds = rare_pairs(rows, owner, usable, settings)
    answers = np.zeros(len(prose), bool)
    answers[seeds.a[owner[seeds.b] == TENDER]] = True
    seeds = seeds.where(~answers[seeds.a] & (owner[seeds.b] != TENDER))
    if not len(seeds):
        return ()
    value, counted = _worth(rows, owner), _commonness(seeds, owner)
    least = least_net(len(stream.codes))
    room = _room(rows, value)
    reported = matched(reuse, prose)
    found: list[Reworded] = []
    for pair, part in _by_pair(seeds, owner):
        ranges = reported.get(pair)
        for chain in _chains(part, rows, prose, settings, room, least):
            common = float(np.minimum(counted[chain.seeds.a], counted[chain.seeds.b]).mean())
            net = common * agreement(rows, chain.a0, chain.a1, rows, chain.b0, chain.b1, value)
            if net < (least if len(chain.seeds) > 1 else least * _SINGLE):
                continue
            fresh = _fresh(chain.seeds, prose, ranges)
            if not len(fresh):
                continue
            if len(fresh) < len(chain.seeds):
                net = common * shared_worth(rows, np.unique(fresh.a), np.unique(fresh.b), value)
            if net < _FRESH * least:
                continue
            pieces = tuple(_pieces(fresh, chain.alike, prose, ranges))
            if pieces:
                found.append(Reworded(pair, pieces, chain.alike, net))
    usual = usual_net([(one.bidders, one.net) for one in found], len(set(stream.owner.tolist())))
    return tuple(one for one in found if one.net >= usual)


def usual_net(nets: Sequence[tuple[Pair, float]], bidders: int) -> float:
    """What a passage needs to stand out among the bids of this tender.

    Bidders of one trade say the same things in similar words.  Where most pairs of at least four bidders share some
    such passage, only what is clearly above the usual, a quarter more than the strongest one of the median pair,
    counts; but no more than ``_STRONG`` is ever needed, so that a ring of all bidders does not excuse itself.
    """
    pairs = bidders * (bidders - 1) // 2
    if pairs < _FEWEST_PAIRS:
        return 0.0
    strongest: dict[Pair, float] = {}
    for pair, net in nets:
        strongest[pair] = max(net, strongest.get(pair, 0.0))
    each = [*strongest.values(), *[0.0] * (pairs - len(strongest))]
    return min(_ABOVE * float(np.median(each)), _STRONG)


def least_net(characters: int) -> float:
    """The least worth of shared rare terms that is reported, by how much text is compared.

    In three million characters of statutes, where sentences resemble each other as hardly anywhere else, chance gave
    at most 26; it grows with the square of the text as in the first tier.  In less text it is no lower, since what bids of one trade
    resemble each other by does not depend on how much they write.
    """
    return min(max(28.0 + 2 / 0.27 * log(max(characters, 10_000) / 3e6), 28.0), 54.0)


def _worth(rows: Vectors, owner: Positions) -> Floats:
    """What each term counts for when two share it, 0 to 1 (a Latin word: 2): by its rarity.

    Terms of the tender count less: an answer has to use them.
    """
    value = np.minimum(
        np.log(rows.sentences / np.maximum(rows.times, 1)) / log(max(rows.sentences / 2, 2)), 1
    )
    asked = owner[np.repeat(np.arange(len(owner)), np.diff(rows.rows.indptr))] == TENDER
    value[np.unique(rows.rows.indices[asked])] *= _ASKED
    value[: len(rows.terms)] *= np.where(rows.terms >= FIRST_LATIN, _WORD, 1.0)
    worth: Floats = value
    return worth


def _room(rows: Vectors, value: Floats) -> Floats:
    """The worth of all terms of the sentences before each sentence, and of all: differences bound an agreement."""
    weights = value[rows.rows.indices] * rows.counts
    before: Floats = np.concatenate(([0.0], np.cumsum(weights)))[rows.rows.indptr]
    return before


def _commonness(seeds: Seeds, owner: Positions) -> Floats:
    """What each sentence counts for, 0 to 1, by how many bidders say the like of it."""
    width = int(owner.max()) + 1
    one, other = np.concatenate((seeds.a, seeds.b)), np.concatenate((seeds.b, seeds.a))
    sharing = np.bincount(np.unique(one * width + owner[other]) // width, minlength=len(owner)) + 1
    bidders = np.unique(owner[owner != TENDER])
    counted: Floats = by_frequency(len(bidders))[np.minimum(sharing, 255)].astype(np.float64)
    return counted


def _by_pair(seeds: Seeds, owner: Positions) -> Iterator[tuple[Pair, Seeds]]:
    """The seeds of each pair of bidders."""
    width = int(owner.max()) + 1
    key = owner[seeds.a] * width + owner[seeds.b]
    order = np.argsort(key, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
        own = seeds.where(part)
        yield (int(owner[own.a[0]]), int(owner[own.b[0]])), own


def _fresh(seeds: Seeds, prose: Prose, ranges: tuple[Ranges, Ranges] | None) -> Seeds:
    """The seeds whose sentences the first tier does not report, for the most part, on either side."""
    if ranges is None:
        return seeds
    return seeds.where(~told(ranges[0], prose, seeds.a) & ~told(ranges[1], prose, seeds.b))


def _chains(
    seeds: Seeds, rows: Vectors, prose: Prose, settings: Settings, room: Floats, least: float
) -> list[Chain]:
    key = prose.document[seeds.a] * len(prose.documents) + prose.document[seeds.b]
    found: list[Chain] = []
    for part in _near(seeds, key, settings.gap):
        spans = [(int(side.min()), int(side.max()) + 1) for side in (part.a, part.b)]
        if min(room[end] - room[begin] for begin, end in spans) < least:
            continue
        narrow = chains(
            part, rows, rows, gap=settings.gap, least_gap=settings.least_gap, whole=settings.whole
        )
        found += without_overlap(list(narrow))
    return found


def _near(seeds: Seeds, key: Positions, gap: int) -> list[Seeds]:
    """Seeds of one key that hang together by steps of at most ``gap`` skipped sentences on both sides."""
    order = np.lexsort((seeds.b, seeds.a, key))
    key, seeds = key[order], seeds.where(order)
    rows, columns = [], []
    for step in range(1, min(_NEIGHBOURS, len(seeds) - 1) + 1):
        close: npt.NDArray[np.bool_] = (key[step:] == key[:-step]) & (
            seeds.a[step:] - seeds.a[:-step] <= gap + 1
        )
        close &= np.abs(seeds.b[step:] - seeds.b[:-step]) <= gap + 1
        found = np.flatnonzero(close)
        rows.append(found)
        columns.append(found + step)
    none = [np.zeros(0, np.int64)]
    row, column = np.concatenate(rows or none), np.concatenate(columns or none)
    graph = coo_array((np.ones(len(row), bool), (row, column)), shape=(len(seeds), len(seeds)))
    _, label = connected_components(graph, directed=False)
    by = np.argsort(label, kind="stable")
    return [seeds.where(part) for part in np.split(by, np.flatnonzero(np.diff(label[by])) + 1)]


def _pieces(
    seeds: Seeds, alike: float, prose: Prose, ranges: tuple[Ranges, Ranges] | None
) -> Iterator[tuple[Place, Place, float]]:
    """The places of a chain's seeds, one pair for each pair of pages, without what is reported already.

    What stands on two sides of a passage that is reported already is two places.
    """
    a, b = seeds.a, seeds.b
    page_a, page_b = prose.page_of(a), prose.page_of(b)
    if len(set(page_a.tolist())) > 1 or len(set(page_b.tolist())) > 1:
        # Over several pages a sentence goes with the one most like it only, so that no page is paired with every other.
        own = _mutual(seeds)
        a, b, page_a, page_b = a[own], b[own], page_a[own], page_b[own]
    side = np.zeros((len(a), 2), np.int64)
    if ranges is not None:
        side = np.stack(
            [part.before(prose.start[at]) for part, at in zip(ranges, (a, b), strict=True)], axis=1
        )
    group = np.stack([page_a, page_b, side[:, 0], side[:, 1]], axis=1)
    for one, other, *between in np.unique(group, axis=0).tolist():
        here = (group == (one, other, *between)).all(axis=1)
        left = prose.start[a[here].min()], prose.end[a[here].max()]
        right = prose.start[b[here].min()], prose.end[b[here].max()]
        if ranges is not None:
            left, right = ranges[0].trim(*map(int, left)), ranges[1].trim(*map(int, right))
        first, second = prose.place(one, *map(int, left)), prose.place(other, *map(int, right))
        if first is not None and second is not None:
            yield first, second, min(alike, 1.0)


def _mutual(seeds: Seeds) -> Positions:
    """The seeds, by index, whose two sentences are each the most alike to the other."""
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    rows = list(zip(seeds.a.tolist(), seeds.b.tolist(), seeds.alike.tolist(), strict=True))
    for a, b, alike in rows:
        best_a[a], best_b[b] = max(alike, best_a.get(a, 0.0)), max(alike, best_b.get(b, 0.0))
    chosen = [i for i, (a, b, alike) in enumerate(rows) if alike >= best_a[a] and alike >= best_b[b]]
    return np.array(chosen, np.int64)
