"""``panel.csv`` and ``history.csv``: scores given and earlier bids, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from procurement.message import Message, msg
from procurement.problems import Problem, Refused
from procurement.tenders.package.content import PanelRow
from procurement.tenders.package.wording import nearest_text

_Check = Callable[[str], Message | None]


def _required(value: str) -> Message | None:
    return None if value else msg("a value")


def _decimal(value: str) -> Message | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return msg("a decimal number")
    return None if number.is_finite() else msg("a decimal number")


def _seconds(value: str) -> Message | None:
    return None if not value or (value.isascii() and value.isdigit()) else msg("a whole number of seconds")


def _optional_decimal(value: str) -> Message | None:
    return _decimal(value) if value else None


def _date(value: str) -> Message | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return msg("a date such as 2025-06-30")
    return None


def _won(value: str) -> Message | None:
    return None if value in {"0", "1"} else msg("0 or 1")


_PANEL: dict[str, _Check] = {
    "expert": _required,
    "bidder": _required,
    "criterion": _required,
    "score": _decimal,
}
_PANEL_OPTIONAL: dict[str, _Check] = {"max_score": _optional_decimal, "seconds": _seconds}
_HISTORY: dict[str, _Check] = {
    "tender": _required, "date": _date, "buyer": _required, "supplier": _required,
    "uscc": lambda value: None, "price": _decimal, "won": _won,
}  # fmt: skip


def read_panel(path: Path, bidders: Collection[str], criteria: Collection[str]) -> tuple[PanelRow, ...]:
    """The scores of ``panel.csv``; raises :class:`Refused` with line and column of every problem."""
    rows, problems = _rows(path, "panel.csv", _PANEL, _PANEL_OPTIONAL, any_more=False)
    seen: set[tuple[str, str, str]] = set()
    for line, row in rows:
        key = (row["expert"], row["bidder"], row["criterion"])
        if row["bidder"] not in bidders:
            problems.append(
                _problem(
                    "panel.csv", line, "bidder", row["bidder"], nearest_text(row["bidder"], sorted(bidders))
                )
            )
        if row["criterion"] not in criteria:
            expected = nearest_text(row["criterion"], sorted(criteria))
            problems.append(_problem("panel.csv", line, "criterion", row["criterion"], expected))
        if key in seen:
            problems.append(
                _problem(
                    "panel.csv", line, "expert", "/".join(key), msg("each item scored once by each expert")
                )
            )
        seen.add(key)
    if problems:
        raise Refused(problems)
    return tuple(
        PanelRow(
            expert=row["expert"], bidder=row["bidder"], criterion=row["criterion"], score=Decimal(row["score"]),
            seconds=int(row["seconds"]) if row.get("seconds") else None,
        )
        for _line, row in rows
    )  # fmt: skip


def read_history(path: Path) -> tuple[Mapping[str, str], ...]:
    """The earlier bids of ``history.csv``; columns beyond the named ones are experts."""
    rows, problems = _rows(path, "history.csv", _HISTORY, {}, any_more=True)
    if problems:
        raise Refused(problems)
    return tuple(row for _line, row in rows)


def _problem(file: str, line: int, column: str, found: str, expected: Message) -> Problem:
    return Problem(file, expected, place=f"{line}:{column}", found=found)


def _rows(
    path: Path, name: str, required: Mapping[str, _Check], optional: Mapping[str, _Check], *, any_more: bool
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise Refused([Problem(name, msg("UTF-8 text"), place=f"byte {error.start}")]) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = header
    missing = [column for column in required if column not in header]
    unknown = [] if any_more else [c for c in header if c not in required and c not in optional]
    problems = [_problem(name, 1, c, "", msg("this column, which is required")) for c in missing]
    problems += [_problem(name, 1, c, c, nearest_text(c, [*required, *optional])) for c in unknown]
    if problems:
        raise Refused(problems)
    rows = []
    for raw in reader:
        line = reader.line_num
        if None in raw or None in raw.values():
            problems.append(_problem(name, line, "", "", msg("as many values as the header has columns")))
            continue
        row = {column: value.strip() for column, value in raw.items()}
        for column, check in {**required, **optional}.items():
            expected = check(row[column]) if column in row else None
            if expected is not None:
                problems.append(_problem(name, line, column, row[column], expected))
        rows.append((line, row))
    return rows, problems
