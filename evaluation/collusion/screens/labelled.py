"""A CSV of earlier bids that says which tenders were rigged: what ``train_screens`` learns from."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from evaluation.collusion.identity import plain
from evaluation.collusion.screens.features import Screens, screens
from procurement.message import Message, msg
from procurement.problems import Problem, Refused

LEAST_BIDS = 4
MOST_PROBLEMS = 20
_LABEL = "collusive"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One earlier tender: its screens, who bid, when, whether an authority found it rigged, and whose bids it marked."""

    tender: str
    date: date
    bidders: frozenset[str]
    screens: Screens
    collusive: bool
    flagged: frozenset[str] = frozenset()


def _date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _price(text: str) -> bool:
    try:
        price = Decimal(text)
    except InvalidOperation:
        return False
    return price.is_finite() and price > 0


_COLUMNS: Mapping[str, tuple[Callable[[str], bool], Message]] = {
    "tender": (bool, msg("a value")),
    "date": (_date, msg("a date like 2024-05-31")),
    "supplier": (bool, msg("a value")),
    "price": (_price, msg("a number above 0")),
    _LABEL: (lambda text: text in {"0", "1"}, msg("0 or 1")),
}


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """The tenders of ``history.csv``'s columns with one more, ``collusive`` (0 or 1), by date; those with fewer than
    ``LEAST_BIDS`` prices are left out.  A tender is rigged when any of its bids is marked.

    Raises :class:`Refused` with line and column of every problem.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    header = [name.strip() for name in reader.fieldnames or []]
    reader.fieldnames = header
    missing = [
        Problem(path.name, msg("this column, which is required"), f"1:{c}")
        for c in _COLUMNS
        if c not in header
    ]
    if missing:
        raise Refused(missing)
    problems: list[Problem] = []
    by_tender: dict[str, list[dict[str, str]]] = defaultdict(list)
    for raw in reader:
        row = {name: (raw[name] or "").strip() for name in header}
        for name, (fits, expected) in _COLUMNS.items():
            if not fits(row[name]):
                problems.append(Problem(path.name, expected, f"{reader.line_num}:{name}", row[name]))
        by_tender[row["tender"]].append(row)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise Refused(problems)
    tenders = (_tender(name, rows) for name, rows in by_tender.items() if len(rows) >= LEAST_BIDS)
    return tuple(sorted(tenders, key=lambda t: (t.date, t.tender)))


def _tender(name: str, rows: list[dict[str, str]]) -> Labelled:
    return Labelled(
        tender=name,
        date=min(date.fromisoformat(row["date"]) for row in rows),
        bidders=frozenset(map(_firm, rows)),
        screens=screens(Decimal(row["price"]) for row in rows),
        collusive=any(row[_LABEL] == "1" for row in rows),
        flagged=frozenset(_firm(row) for row in rows if row[_LABEL] == "1"),
    )


def _firm(row: Mapping[str, str]) -> str:
    return plain(row.get("uscc", "")) or plain(row["supplier"])


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        why = msg("a readable file (%(why)s)", why=error.strerror or "")
        raise Refused([Problem(str(path), why)]) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused([Problem(path.name, msg("text in UTF-8"))])
