"""Small files in the binary office formats, written byte by byte: nothing that writes them is kept up any more.

Sources: the published structure of compound files [MS-CFB], of Word 97–2003 files [MS-DOC] and of BIFF8 [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST = 4096  # shorter streams would have to lie in the mini stream


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams at its root, each filled up with zeros to 4,096 bytes."""
    padded = {
        name: data.ljust(max(_LEAST, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        for name, data in streams.items()
    }
    entries = -(-(len(padded) + 1) // 4)
    sizes = [len(data) // _SECTOR for data in padded.values()]
    used = entries + sum(sizes)
    tables = 1
    while tables * 128 < used + tables:
        tables += 1
    assert tables <= 109
    chain = [_FAT] * tables
    starts = []
    for size in (entries, *sizes):
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + size), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, starts[0],
        0, _LEAST, _END, 0, _END, 0, 0,
    )  # fmt: skip
    header = (
        header[: 76 - 4]
        + struct.pack("<I", 0)
        + struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    )
    directory = _entry("Root Entry", 5, _END, 0, child=1 if padded else _FREE)
    for index, (name, start) in enumerate(zip(padded, starts[1:], strict=True), 1):
        right = index + 1 if index < len(padded) else _FREE
        directory += _entry(name, 2, start, len(padded[name]), right=right)
    directory = directory.ljust(entries * _SECTOR, b"\0")
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + b"".join(padded.values())


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI8x8xIQ", len(text), kind, 1, _FREE, right, child, 0, start, size
    )


@dataclass
class XlsSheet:
    """A sheet to be written: text and numbers by rows, and what is unusual about it.

    ``styles`` gives the format (a position in the ``formats`` of :func:`xls_of`, from 1) of cells by (row, column).
    """

    title: str
    rows: Sequence[Sequence[object]]
    hidden: bool = False
    hidden_rows: Iterable[int] = ()
    hidden_columns: Iterable[int] = ()
    merges: Iterable[tuple[int, int, int, int]] = ()
    styles: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class XlsFormat:
    """A cell format: colour of letters and of ground in the workbook's palette (``None``: no fill), size in points."""

    ink: int = 0x7FFF
    ground: int | None = None
    size: float = 11
    number: str = ""


def xls_of(
    *sheets: XlsSheet,
    formats: Sequence[XlsFormat] = (),
    locked: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A BIFF8 workbook of these sheets; ``locked`` writes the record of a password."""
    fonts = [XlsFormat(), *formats]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x1CC3, 1997, 0, 0x600))
    head += _record(0x2F, bytes(54)) if locked else b""
    head += _record(0x42, struct.pack("<H", 1200))
    for one in fonts:
        head += _record(
            0x31,
            struct.pack("<HHHHHBBBB", round(one.size * 20), 0, one.ink, 400, 0, 0, 0, 0, 0) + _short("Arial"),
        )
    for index, one in enumerate(fonts):
        if one.number:
            head += _record(0x41E, struct.pack("<H", 164 + index) + _long(one.number))
    for index, one in enumerate(fonts):
        font = index if index < 4 else index + 1  # there is no font 4
        pattern = 0 if one.ground is None else 1
        head += _record(
            0xE0,
            struct.pack(
                "<HHHBBBBIIH", font, 164 + index if one.number else 0, 1, 0x20, 0, 0, 0, 0, pattern << 26, one.ground or 0x41
            ),
        )  # fmt: skip
    bodies = [_sheet_body(sheet) for sheet in sheets]
    names = [_record(0x85, struct.pack("<IBB", 0, 1 if s.hidden else 0, 0) + _short(s.title)) for s in sheets]
    at = len(head) + sum(map(len, names)) + 4
    placed = b""
    for name, body in zip(names, bodies, strict=True):
        placed += name[:4] + struct.pack("<I", at) + name[8:]
        at += len(body)
    return ole({"Workbook": head + placed + _record(0x0A, b"") + b"".join(bodies), **(more or {})})


def _sheet_body(sheet: XlsSheet) -> bytes:
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x1CC3, 1997, 0, 0x600))
    for column in sheet.hidden_columns:
        body += _record(0x7D, struct.pack("<HHHHHH", column, column, 2000, 0, 1, 0))
    width = max((len(row) for row in sheet.rows), default=0)
    body += _record(0x200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    hidden = set(sheet.hidden_rows)
    for number, row in enumerate(sheet.rows):
        flags = 0x120 if number in hidden else 0x100
        body += _record(0x208, struct.pack("<HHHHHHHH", number, 0, len(row), 255, 0, 0, flags, 0))
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, sheet.styles.get((number, column), 0))
            if isinstance(value, str):
                body += _record(0x204, place + _long(value)) if value else b""
            elif value is not None:
                body += _record(0x203, place + struct.pack("<d", value))
    for top, left, bottom, right in sheet.merges:
        body += _record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))
    return body + _record(0x0A, b"")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


class Span(NamedTuple):
    """Text of a Word file with the properties of its characters and, if it ends a paragraph, of that paragraph."""

    text: str
    character: bytes = b""
    paragraph: bytes = b""


HIDDEN = struct.pack("<HB", 0x083C, 1)
DELETED = struct.pack("<HB", 0x0800, 1)
WHITE = struct.pack("<HBBBB", 0x6870, 255, 255, 255, 0)
TINY = struct.pack("<HH", 0x4A43, 2)
IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)


def doc_of(
    *spans: Span | str, stories: Sequence[int] = (), style: int = 0, narrow: bool = False,
    more: Mapping[str, bytes] | None = None, flags: int = 0,
) -> bytes:  # fmt: skip
    """A Word 97 file of these spans.

    ``stories`` are the lengths of body, footnotes, headers, macros, comments, endnotes, boxes; by default all is body.
    ``narrow`` writes one byte a character; ``style`` is the number of every paragraph's style.
    """
    parts = [Span(s) if isinstance(s, str) else s for s in spans]
    start, width = 0x800, 1 if narrow else 2
    text = b"".join(p.text.encode("cp1252" if narrow else "utf-16-le") for p in parts)
    length = len(text) // width
    runs, paragraphs, at = [], [], start
    begin = start
    for part in parts:
        end = at + len(part.text.encode("cp1252" if narrow else "utf-16-le"))
        runs.append((at, end, part.character))
        if part.text[-1:] in "\r\x07\x0c":
            paragraphs.append((begin, end, struct.pack("<H", style) + part.paragraph))
            begin = end
        at = end
    main = bytearray(start) + text.ljust(-(-len(text) // 512) * 512, b"\0")
    page = len(main) // 512
    main += _characters(runs) + _paragraphs(paragraphs or [(start, at, b"\0\0")])
    where = start | 0 if not narrow else start * 2 | 0x40000000
    pieces = struct.pack("<IIHIH", 0, length, 0, where, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    plc = [struct.pack("<III", start, at, page + index) for index in (0, 1)]
    table = clx + b"".join(plc)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200 | flags)
    struct.pack_into("<8I", main, 0x4C, *(list(stories) or [length]) + [0] * (8 - len(stories or [0])))
    for index, offset, size in ((33, 0, len(clx)), (12, len(clx), 12), (13, len(clx) + 12, 12)):
        struct.pack_into("<II", main, 0x9A + 8 * index, offset, size)
    return ole({"WordDocument": bytes(main), "1Table": table, **(more or {})})


def _characters(runs: Sequence[tuple[int, int, bytes]]) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, runs[0][0], *(end for _, end, _ in runs))
    at = 511
    for index, (_, _, how) in enumerate(runs):
        if how:
            at = (at - len(how) - 1) // 2 * 2
            page[at : at + 1 + len(how)] = bytes([len(how)]) + how
            page[4 * (len(runs) + 1) + index] = at // 2
    page[511] = len(runs)
    return bytes(page)


def _paragraphs(runs: Sequence[tuple[int, int, bytes]]) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, runs[0][0], *(end for _, end, _ in runs))
    at = 511
    for index, (_, _, how) in enumerate(runs):
        body = how + b"\0" * (1 - len(how) % 2)  # an odd number of bytes follows the length
        at = (at - len(body) - 1) // 2 * 2
        page[at : at + 1 + len(body)] = bytes([(len(body) + 1) // 2]) + body
        page[4 * (len(runs) + 1) + 13 * index] = at // 2
    page[511] = len(runs)
    return bytes(page)
