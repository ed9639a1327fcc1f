"""Lists read out of a document's tables: contracts 业绩, staff 人员, certificates 证书, deviations 偏离.

A table is known by the headings of its columns (``list_kinds.py``), in one row or two; a contract or a person may also
stand as a form of labels and values.  Every entry has its page, its box and how sure it is; a value that cannot be
read as what its column says stays as it stands and makes the entry less sure.  Blank rows and totals are no entries.
Priced bills have a reader of their own (``bills.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evaluation.reading.bills import amount_of
from evaluation.reading.document import Box, Document
from evaluation.reading.joined_tables import CellPlace, JoinedRow, JoinedTable, joined_tables
from evaluation.reading.structure.fields import date_of, plain_decimal
from evaluation.reading.structure.list_kinds import KINDS, RUNNING, Column, ListKind, deviation_of
from evaluation.reading.structure.parts import bare_title
from evaluation.reading.structure.sections import Section, all_sections

_SURE = 0.95
_NAMED_ABOVE = 0.92  # a form whose heading stands right above it
_NAMED_SOMEWHERE = 0.8
_UNREAD = 0.5  # a value that is not what its column holds
_TOTAL = re.compile(r"^(合计|总计|小计)")
_BLANK = re.compile(r"^[\s_＿/\\—\-…．.（()）]*$|^[（(].*[)）]$")
_STAR = re.compile(r"[★*※＊]")
_MARKS = re.compile(r"[★▲*※＊\s]")
_BETWEEN = 2  # characters between the texts of neighbouring cells
_HEADINGS = 4  # a heading is among the first rows


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """One entry: values in normal form by the keys of ``bid.yaml``, its place, the places of its cells.

    ``text`` is the row as it stands; ``start`` and ``end`` are the offsets of the row where its cells follow one
    another in the page's text, else those of its first cell; amounts are in yuan, dates ISO.  ``starred`` is "true" or "false" in deviations.
    """

    values: Mapping[str, str]
    document: str
    page: int
    bbox: Box | None
    text: str
    start: int
    end: int
    confidence: float
    cells: Mapping[str, CellPlace]


@dataclass(frozen=True, slots=True)
class FoundList:
    """A table that was understood: its kind (the field of ``bid.yaml`` it lists) and its entries in order."""

    kind: str
    entries: tuple[FoundEntry, ...]


def find_lists(document: Document) -> list[FoundList]:
    """Every list in the document that holds an entry, in order."""
    found: list[FoundList] = []
    sections: list[Section] | None = None
    heading: _Heading | None = None
    for table in joined_tables(document):
        heading = _heading(table) or (heading if heading and _continues(heading, table) else None)
        if heading is not None:
            entries = tuple(_entries(document, heading, table))
            if entries:
                found.append(FoundList(heading.kind.key, entries))
            continue
        if sections is None:
            sections = all_sections(document)
        form = _form(document, table, sections)
        if form is not None:
            found.append(form)
    return found


def entries_by_kind(documents: Iterable[Document]) -> dict[str, list[FoundEntry]]:
    """All entries of the documents by kind; one that is stated twice alike counts once."""
    found: dict[str, list[FoundEntry]] = {}
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    for document in documents:
        for table in find_lists(document):
            for entry in table.entries:
                key = (table.kind, tuple(sorted(entry.values.items())))
                if key not in seen:
                    seen.add(key)
                    found.setdefault(table.kind, []).append(entry)
    return found


@dataclass(frozen=True, slots=True)
class _Heading:
    kind: ListKind
    columns: Mapping[str, int]
    rows: int
    width: int
    in_ten_thousands: bool
    place: tuple[int, Box]


def _continues(heading: _Heading, table: JoinedTable) -> bool:
    """Whether a table without a heading, on the page after, has the columns of the one before."""
    page, box = table.places[0]
    held, before = heading.place
    return (
        page == held + 1
        and len(table.lines[0].texts) == heading.width
        and abs(box.x0 - before.x0) <= 6
        and abs(box.x1 - before.x1) <= 6
    )


def _heading(table: JoinedTable) -> _Heading | None:
    """The kind whose headings these are: the one that knows most of the columns."""
    best: _Heading | None = None
    lines = table.lines[: _HEADINGS + 1]
    for index in range(min(_HEADINGS, len(lines))):
        one = lines[index].texts
        candidates = [(one, index + 1)]
        if index + 1 < len(lines) and any(c is None for c in (*one, *lines[index + 1].texts)):
            two = lines[index + 1].texts
            candidates.append((tuple(b or a for a, b in zip(one, two, strict=True)), index + 2))
        for texts, rows in candidates:
            for kind in KINDS:
                columns = _columns(kind, texts)
                if not any(need <= columns.keys() for need in kind.needs):
                    continue
                if best is None or len(columns) > len(best.columns):
                    amount = texts[columns["amount"]] if "amount" in columns else ""
                    best = _Heading(kind, columns, rows, len(texts), "万" in (amount or ""), table.places[-1])
        if best is not None:
            return best
    return None


def _columns(kind: ListKind, texts: Sequence[str | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    running: int | None = None
    for index, text in enumerate(texts):
        for plain in _spellings(text or ""):
            if plain in RUNNING:
                running = index
            key = next(
                (c.key for c in kind.columns if c.key not in found and c.heading.fullmatch(plain)), None
            )
            if key is not None:
                found[key] = index
                break
    if kind.key == "deviations" and "clause" not in found and running is not None:
        found["clause"] = running
    return found


def _spellings(heading: str) -> tuple[str, ...]:
    """A heading without remarks in brackets, and with them."""
    folded = re.sub(r"[\s:：/、]+", "", unicodedata.normalize("NFKC", heading)).casefold()
    bare = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", folded)
    return (bare, folded) if bare != folded else (bare,)


def _entries(document: Document, heading: _Heading, table: JoinedTable) -> Iterator[FoundEntry]:
    own = _heading(table) is not None
    for line in table.lines[heading.rows if own else 0 :]:
        texts = {key: (line.texts[i] or "").strip() for key, i in heading.columns.items()}
        first = next((c.strip() for c in line.texts if c and c.strip()), "")
        named = any(not _BLANK.match(texts.get(key, "")) for key in heading.kind.named)
        if not named or _TOTAL.match(first) or sum(not _BLANK.match(t) for t in texts.values()) < 2:
            continue
        places = {key: cell for key, i in heading.columns.items() if (cell := line.cells[i]) is not None}
        yield _entry(
            document, heading.kind, texts, places, line, _SURE, ten_thousands=heading.in_ten_thousands
        )


def _entry(
    document: Document,
    kind: ListKind,
    texts: Mapping[str, str],
    places: Mapping[str, CellPlace],
    line: JoinedRow,
    sureness: float,
    *,
    ten_thousands: bool = False,
    bbox: Box | None = None,
) -> FoundEntry:
    values: dict[str, str] = {}
    for key, text in texts.items():
        if _BLANK.match(text) and kind.column(key).type != "deviation":
            continue
        value = _value(kind.column(key), text, ten_thousands=ten_thousands)
        if value is None:
            sureness = min(sureness, _UNREAD)
        values[key] = value if value is not None else " ".join(text.split())
    if kind.key == "deviations":
        marked = _STAR.search(f"{texts.get('clause', '')}{texts.get('requirement', '')}")
        values["starred"] = "true" if marked else "false"
        values["clause"] = _MARKS.sub("", texts.get("clause", ""))
    page = document.page(line.page)
    if page.source == "ocr":
        sureness *= page.ocr_confidence if page.ocr_confidence is not None else 0.0
    start, end = _reach(line.cells if bbox is None else tuple(places.values()))
    said = (
        " ".join(" ".join(c.split()) for c in line.texts if c and c.strip())
        if bbox is None
        else " ".join(" ".join(t.split()) for t in texts.values() if t)
    )
    return FoundEntry(
        values, document.name, line.page, bbox or line.box, said,
        start, end, round(sureness, 3), dict(places),
    )  # fmt: skip


def _reach(cells: Sequence[CellPlace | None]) -> tuple[int, int]:
    """The range of text of a row's cells where nothing stands between them, else of the first one."""
    spans = sorted({span for cell in cells if cell is not None for span in cell.spans})
    if not spans:
        return -1, -1
    together = all(later[0] - earlier[1] <= _BETWEEN for earlier, later in pairwise(spans))
    return (spans[0][0], spans[-1][1]) if together else spans[0]


def _value(column: Column, text: str, *, ten_thousands: bool) -> str | None:
    """The value in normal form; ``None`` when it is not what the column holds."""
    match column.type:
        case "amount":
            number = amount_of(text)
            if number is None:
                return None
            named = re.search(r"[元圆万亿]", text) is not None
            return plain_decimal(number * 10_000 if ten_thousands and not named else number)
        case "date":
            found = date_of(text)
            return found.partition("T")[0] if found else None
        case "deviation":
            return deviation_of(text)
        case "name":
            return re.sub(r"\s", "", text)
        case _:
            return (
                " ".join(text.split()) if re.search(r"[A-Za-z]\s+[A-Za-z]", text) else re.sub(r"\s", "", text)
            )


def _form(document: Document, table: JoinedTable, sections: Sequence[Section]) -> FoundList | None:
    """A contract or a person told as labels and values."""
    for kind in KINDS:
        if kind.as_form is None:
            continue
        texts: dict[str, str] = {}
        places: dict[str, CellPlace] = {}
        ten_thousands = False
        for line in table.lines:
            held = [(i, t) for i, t in enumerate(line.texts) if t is not None]
            for (_, label), (at, value) in zip(held[::2], held[1::2], strict=False):
                key = next(iter(_columns(kind, [label])), None)
                if key is None or key in texts or _BLANK.match(value):
                    continue
                texts[key] = value.strip()
                ten_thousands = ten_thousands or (key == "amount" and "万" in label)
                cell = line.cells[at]
                if cell is not None:
                    places[key] = cell
        if len(kind.as_form & texts.keys()) < 2 or (kind.key == "staff" and "name" not in texts):
            continue
        sureness = _SURE
        if kind.key == "contracts" and "title" not in texts:
            title, sureness = _title_above(document, table, sections)
            if title:
                texts["title"] = title
        if not any(texts.get(key) for key in kind.named):
            continue
        ordered = [*(key for key in kind.named if key in texts), *texts]
        texts = {key: texts[key] for key in ordered}  # what names the entry first, whatever the form's order
        box = table.places[0][1]
        line = table.lines[0]
        entry = _entry(document, kind, texts, places, line, sureness, ten_thousands=ten_thousands, bbox=box)
        return FoundList(kind.key, (entry,))
    return None


def _title_above(document: Document, table: JoinedTable, sections: Sequence[Section]) -> tuple[str, float]:
    """The heading a form stands under, and how sure it is that it names the form."""
    first = next((c for line in table.lines for c in line.cells if c is not None and c.spans), None)
    if first is None:
        return "", 0.0
    above = [s for s in sections if (s.page, s.start) <= (first.page, first.start)]
    if not above:
        return "", 0.0
    heading = above[-1]
    near = heading.page == first.page and not (
        document.page(first.page).text[heading.heading_end : first.start].strip()
    )
    return bare_title(heading.title), _NAMED_ABOVE if near else _NAMED_SOMEWHERE
