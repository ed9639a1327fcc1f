"""A document as bytes, so that the same file is never read twice.

Layout: a magic word and version, the length of the head, the head (zlib JSON: names, origin and a directory of
pages), then one zlib block per page.  A page can be had without touching the others.  Boxes are multiples of 1/32
point; they are stored as differences from the character before, column by column, high bytes apart from low ones,
which zlib shrinks to about two bytes a character.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from evaluation.reading import stored_tables
from evaluation.reading.document import (
    Box,
    Boxes,
    Document,
    Evasion,
    Heading,
    Image,
    Member,
    Origin,
    Page,
    Seal,
)
from procurement.message import Message

_MAGIC = b"GPD1"
_HEAD = struct.Struct("<4sI")
_STEP = 32
_LEVEL = 3


def to_bytes(document: Document) -> bytes:
    """The stored form of a document."""
    blocks = [_pack_page(page) for page in document.pages]
    origin = asdict(document.origin)
    head = {
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "origin": origin,
        "notes": document.notes,
        "aside": document.aside,
        "outline": document.outline,
        "members": document.members,
        "evasion": [_evasion_row(mark) for mark in document.evasion],
        "compared": document.compared,
        "sizes": [len(b) for b in blocks],
    }
    packed = zlib.compress(json.dumps(head, ensure_ascii=False).encode(), _LEVEL)
    return b"".join([_HEAD.pack(_MAGIC, len(packed)), packed, *blocks])


def from_bytes(blob: bytes) -> Document:
    """The document that :func:`to_bytes` stored; ``ValueError`` when the bytes are not one."""
    head, start = _head(blob)
    pages = []
    for size in head["sizes"]:
        pages.append(_unpack_page(blob[start : start + size]))
        start += size
    return Document(
        name=head["name"],
        sha256=head["sha256"],
        media_type=head["media_type"],
        pages=tuple(pages),
        origin=_origin(head["origin"]),
        notes=tuple(head["notes"]),
        outline=tuple(Heading(*h) for h in head["outline"]),
        members=tuple(Member(*m) for m in head.get("members", ())),
        aside=tuple(head["aside"]),
        evasion=tuple(_evasion(row) for row in head["evasion"]),
        compared=tuple(head["compared"]),
    )


def load_page(blob: bytes, number: int) -> Page:
    """One page, from 1, without unpacking the others; ``IndexError`` when there is none."""
    head, start = _head(blob)
    sizes = head["sizes"]
    if not 1 <= number <= len(sizes):
        raise IndexError(f"the document has {len(sizes)} pages, page {number} was asked for")
    start += sum(sizes[: number - 1])
    return _unpack_page(blob[start : start + sizes[number - 1]])


def load_origin(blob: bytes) -> Origin:
    """The marks of origin without unpacking a page."""
    return _origin(_head(blob)[0]["origin"])


def glimpse(blob: bytes, number: int) -> Document:
    """The document with one page (from 1) unpacked and the others blank: enough to draw that page.

    The pages of a document with members are all unpacked, since a member is found by them.
    """
    head, _ = _head(blob)
    if head.get("members"):
        found = from_bytes(blob)
        found.page(number)
        return found
    shown = load_page(blob, number)
    blank = Page(0, shown.width, shown.height, "", np.empty((0, 4), np.float32))
    pages = [shown if place == number else blank for place in range(1, len(head["sizes"]) + 1)]
    return Document(head["name"], head["sha256"], head["media_type"], tuple(pages))


def page_count(blob: bytes) -> int:
    """How many pages a stored document has."""
    return len(_head(blob)[0]["sizes"])


def _head(blob: bytes) -> tuple[dict[str, Any], int]:
    if len(blob) < _HEAD.size or blob[:4] != _MAGIC:
        raise ValueError("these bytes are not a stored document")
    _, size = _HEAD.unpack_from(blob)
    end = _HEAD.size + size
    return json.loads(zlib.decompress(blob[_HEAD.size : end])), end


def _origin(data: Mapping[str, Any]) -> Origin:
    values = dict(data)
    for key in ("ids", "fonts", "rsids"):
        values[key] = tuple(values[key])
    return Origin(**values)


def _evasion_row(mark: Evasion) -> list[object]:
    place = [mark.page, mark.start, mark.end, list(mark.box) if mark.box else None]
    return [mark.kind, mark.severity, *place, mark.message.to_json(), mark.count]


def _evasion(row: list[Any]) -> Evasion:
    kind, severity, page, start, end, box, message, count = row
    place = Box(*box) if box else None
    return Evasion(kind, severity, page, start, end, place, Message.from_json(message), count)


def _pack_page(page: Page) -> bytes:
    meta = {
        "n": page.number, "w": page.width, "h": page.height, "s": page.source, "l": len(page.text),
        "t": [stored_tables.to_json(t, page.text) for t in page.tables],
        "i": [_image_row(i) for i in page.images],
        "f": page.furniture, "c": page.ocr_confidence, "o": page.ocr_lines,
        "p": page.picture_on, "e": [_seal_row(seal) for seal in page.seals],
    }  # fmt: skip
    head = json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode()
    text = page.text.encode("utf-8", "surrogatepass")
    rows = np.where(np.isnan(page.boxes), np.nan, np.round(page.boxes.astype(np.float64) * _STEP))
    held = ~np.isnan(rows).any(axis=1)
    whole = rows[held].astype(np.int32)
    whole[1:] -= whole[:-1].copy()
    planes = np.ascontiguousarray(whole.T).view(np.uint8).reshape(4, -1, 4).transpose(0, 2, 1).tobytes()
    mask = np.packbits(held).tobytes()
    sizes = struct.pack("<III", len(head), len(text), len(mask))
    return zlib.compress(sizes + head + text + mask + planes, _LEVEL)


def _unpack_page(block: bytes) -> Page:
    data = zlib.decompress(block)
    head_size, text_size, mask_size = struct.unpack_from("<III", data)
    at = 12
    meta = json.loads(data[at : at + head_size])
    at += head_size
    text = data[at : at + text_size].decode("utf-8", "surrogatepass")
    at += text_size
    mask = np.frombuffer(data, np.uint8, mask_size, at)
    at += mask_size
    boxes = _boxes(data[at:], mask, int(meta["l"]))
    return Page(
        meta["n"], meta["w"], meta["h"], text, boxes, meta["s"],
        tuple(stored_tables.from_json(t, text) for t in meta["t"]),
        tuple(_image(row) for row in meta["i"]),
        tuple((a, b) for a, b in meta["f"]),
        meta["c"], tuple((a, b, sure) for a, b, sure in meta["o"]), meta.get("p"),
        tuple(_seal(row) for row in meta["e"]),
    )  # fmt: skip


def _image_row(image: Image) -> list[object]:
    box = list(image.bbox) if image.bbox else None
    seals = [_seal_row(seal) for seal in image.seals]
    return [box, image.width, image.height, image.sha256, image.dhash, image.look, seals]


def _image(row: list[Any]) -> Image:
    box, width, height, sha256, dhash, look, seals = row
    place = Box(*box) if box else None
    return Image(place, width, height, sha256, dhash, look, tuple(_seal(seal) for seal in seals))


def _seal_row(seal: Seal) -> list[object]:
    return [list(seal.box), seal.mark, seal.text, seal.sure]


def _seal(row: list[Any]) -> Seal:
    box, *rest = row
    return Seal(Box(*box), *rest)


def _boxes(planes: bytes, mask: Any, count: int) -> Boxes:
    boxes: Boxes = np.full((count, 4), np.nan, np.float32)
    raw = np.frombuffer(planes, np.uint8)
    if raw.size:
        whole = raw.reshape(4, 4, -1).transpose(0, 2, 1).copy().view(np.int32).reshape(4, -1).T
        held = np.unpackbits(mask, count=count).astype(bool)
        boxes[held] = np.cumsum(whole, axis=0, dtype=np.int32).astype(np.float32) / _STEP
    return boxes
