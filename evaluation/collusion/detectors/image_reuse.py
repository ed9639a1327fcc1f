"""Pictures that two bids share and the tender does not have 图片一致.

Method: equality of the picture's bytes (SHA-256), and likeness of its 64-bit difference hash (at most 3 bits apart)
for pictures that were scaled or compressed again; salient points and a miniature laid over each other
(``evaluation.collusion.looks``) for what was cut as well, down to 70 % of the area, lost its colour or was turned by up to
ten degrees.  One alert per set of bidders, each picture with its places.

Basis: 实施条例 Art. 40(4); 87号令 Art. 37(4).

Exclusions: the tender's own pictures; small ones (logos, bullets) and those with an almost even surface, whose hash
says nothing; certificates, scanned pages and drawings that are mostly paper, as cuttings of each other (they have their
form in common).  Pictures that at least five bidders, and half of all, have may be a manufacturer's product photos: they
count half, and a quarter where all have them.  Those that all of them show only beside a maker's letter or on pages headed
as its products' (彩页, 产品图片 …) weigh no more than ``maker.explained``; pictures of people, sites and offices are not.  Settings: ``image.*`` of the policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import (
    Context,
    Finding,
    by_bidders,
    crowd_share,
    crowd_steps,
    damped,
    maker_detail,
    maker_steps,
    shared,
)
from evaluation.collusion.looks import candidates, same_picture
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document, Image, Page
from evaluation.reading.looks import Look, unpack
from procurement.message import msg

Shared = tuple[tuple[str, ...], tuple[str, str, str]]
_LEAST_SIDE, _LEAST_AREA = 64, 20_000
_NEAR = 3
_EVEN = 12
_SHOWN = 50


def is_telling(image: Image) -> bool:
    """Whether a picture is large enough to be more than a logo."""
    return min(image.width, image.height) >= _LEAST_SIDE and image.width * image.height >= _LEAST_AREA


def _busy(dhash: str) -> bool:
    bits = int(dhash, 16).bit_count() if dhash else 0
    return _EVEN <= bits <= 64 - _EVEN


class _Gallery:
    """The telling pictures of all bids: who has which, where, and what they look like."""

    def __init__(self, case: Case) -> None:
        asked = [i for d in case.tender_documents for p in d.pages for i in p.images]
        known, looks_known = {i.sha256 for i in asked}, [int(i.dhash, 16) for i in asked if i.dhash]
        self.places: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self.looks: dict[str, int] = {}
        self.points: dict[str, Look] = {}
        self.own: dict[str, list[str]] = {b.bidder: [] for b in case.bidders}
        self.asked = [unpack(mark) for mark in dict.fromkeys(i.look for i in asked if i.look)]
        for bidder, document, page, image in _pictures(case):
            if image.sha256 in known or _looks_like(image.dhash, looks_known):
                continue
            if image.look and image.sha256 not in self.points:
                self.points[image.sha256] = unpack(image.look)
            self.places[bidder, image.sha256].append(_place(bidder, document, page, image))
            self.own[bidder].append(image.sha256)
            if _busy(image.dhash):
                self.looks[image.sha256] = int(image.dhash, 16)

    def of_maker(self, bidders: tuple[str, ...], item: tuple[str, str, str], context: Context) -> bool:
        """Whether each of these bids shows a picture only where it is a maker's."""
        _, first, second = item
        shown = [(key, first if key == bidders[0] else second) for key in bidders]
        return all(
            context.makers[key].shows(place["document"], place["page"])
            for key, image in shown
            for place in self.places[key, image]
        )

    def identical(self) -> Iterator[Shared]:
        """Pictures with the same bytes in several bids."""
        for image, who in shared(self.own).items():
            yield who, ("identical", image, image)

    def alike(self) -> Iterator[Shared]:
        """Pairs of different pictures, one in each of two bids, that look the same, whole or in part."""
        holders: dict[str, list[str]] = defaultdict(list)
        for bidder, image in self.places:
            holders[image].append(bidder)
        holder = {image: who[0] for image, who in sorted(holders.items()) if len(who) == 1}
        whole = [image for image in holder if image in self.looks]
        pairs = {
            (one, other)
            for one, other in combinations(whole, 2)
            if holder[one] != holder[other] and (self.looks[one] ^ self.looks[other]).bit_count() <= _NEAR
        }
        order = list(self.own)
        for one, other in sorted(pairs | self._parts(holder)):
            a, b = holder[one], holder[other]
            if order.index(a) < order.index(b):
                yield (a, b), ("alike", one, other)
            else:
                yield (b, a), ("alike", other, one)

    def _parts(self, holder: dict[str, str]) -> set[tuple[str, str]]:
        """Pairs of which one shows a part of the other, or the same askew; not what the tender's pictures show."""
        order, images = list(self.own), [image for image in holder if image in self.points]
        looks = [*(self.points[image] for image in images), *self.asked]
        owners = [*(order.index(holder[image]) for image in images), *[len(order)] * len(self.asked)]
        found, from_tender = set(), set()
        for one, other in candidates(looks, owners):
            if same_picture(looks[one], looks[other]):
                if other < len(images):
                    found.add((images[one], images[other]))
                else:
                    from_tender.add(images[one])
        return {pair for pair in found if not from_tender & set(pair)}


def _pictures(case: Case) -> Iterator[tuple[str, Document, Page, Image]]:
    for bidder in case.bidders:
        for document in bidder.documents:
            for page in document.pages:
                for image in page.images:
                    if is_telling(image):
                        yield bidder.bidder, document, page, image


@detector("image-reuse", family="image")
def image_reuse(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per set of bidders that share pictures."""
    gallery = _Gallery(case)
    for bidders, items in by_bidders([*gallery.identical(), *gallery.alike()]).items():
        weights, counted = [], crowd_share(bidders, case)
        theirs = [item for item in items if gallery.of_maker(bidders, item, context)]
        explained = context.of_maker(counted * sum(context.bits(f"image.{kind}") for kind, _, _ in theirs))
        for kind in ("identical", "alike"):
            number = sum(item[0] == kind for item in items if item not in theirs)
            weights.append(
                counted
                * min(
                    damped([context.bits(f"image.{kind}")] * number, 0.6),
                    context.policy.most(f"image.{kind}"),
                )
            )
        evidence = [
            {"kind": kind, "a": gallery.places[bidders[0], first][0], "b": gallery.places[other, second][0]}
            for kind, first, second in items[:_SHOWN]
            for other in bidders[1:]
        ]
        yield Finding(
            bidders,
            damped(weights, 0.5) + explained,
            msg("%(count)s pictures are shared beyond the tender document", count=len(items)),
            tuple(evidence),
            tuple(
                text
                for text, bits in (
                    (msg("Identical pictures: %(bits)s bits", bits=f"{weights[0]:.1f}"), weights[0]),
                    (msg("Pictures that look the same: %(bits)s bits", bits=f"{weights[1]:.1f}"), weights[1]),
                )
                if bits
            )
            + maker_steps(explained)
            + crowd_steps(bidders, case),
            msg("A manufacturer's photographs and public diagrams find their way into many bids"),
            maker_detail(explained),
        )


def _looks_like(dhash: str, known: list[int]) -> bool:
    return _busy(dhash) and any((int(dhash, 16) ^ k).bit_count() <= _NEAR for k in known)


def _place(bidder: str, document: Document, page: Page, image: Image) -> dict[str, Any]:
    box = None if image.bbox is None else [round(float(x), 2) for x in image.bbox]
    return {
        "bidder": bidder, "document": document.name, "page": page.number, "bbox": box,
        "width": image.width, "height": image.height, "sha256": image.sha256,
    }  # fmt: skip
