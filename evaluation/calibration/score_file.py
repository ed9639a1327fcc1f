"""A CSV of expert scores, one panel or thousands: every problem with its line and column.

The file is read in one pass without a dictionary per row, because it may hold more than a million of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from evaluation.calibration.rows import ExpertScore
from procurement.message import Message, msg
from procurement.problems import Problem, Refused

REQUIRED = ("expert", "bidder", "criterion", "score")
OPTIONAL = ("max_score", "seconds", "tender")
MOST_PROBLEMS = 20


def read_scores(path: Path) -> list[ExpertScore]:
    """The scores of a file in UTF-8 or GB 18030; raises :class:`Refused` with line and column of every problem.

    After ``MOST_PROBLEMS`` the rest of the file is not looked at.
    """
    lines = csv.reader(io.StringIO(_text(path), newline=""))
    columns = _columns(path.name, next(lines, []))
    rows: list[ExpertScore] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for values in lines:
        if not any(values):
            continue
        line = lines.line_num
        row = _row(path.name, line, values, columns, problems)
        if row is not None:
            key = (row.tender, row.expert, row.bidder, row.criterion)
            if key in seen:
                expected = msg(
                    "each item scored once by each expert, it stands on line %(line)s too", line=seen[key]
                )
                problems.append(Problem(path.name, expected, f"{line}:score", str(row.score)))
            seen[key] = line
            rows.append(row)
        if len(problems) >= MOST_PROBLEMS:
            break
    if not problems and not rows:
        problems.append(Problem(path.name, msg("at least one score below the header")))
    if problems:
        raise Refused(problems)
    return rows


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(
            [Problem(str(path), msg("a readable file (%(why)s)", why=error.strerror or ""))]
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused([Problem(path.name, msg("text in UTF-8"))])


def _columns(name: str, header: Sequence[str]) -> dict[str, int]:
    """Where each column stands."""
    names = [title.strip() for title in header]
    problems = [
        Problem(name, msg("this column, which is required"), place=f"1:{column}")
        for column in REQUIRED
        if column not in names
    ]
    known = ", ".join((*REQUIRED, *OPTIONAL))
    for place, title in enumerate(names):
        if title not in REQUIRED + OPTIONAL:
            problems.append(
                Problem(name, msg("one of the columns %(known)s", known=known), f"1:{place + 1}", title)
            )
        elif title in names[:place]:
            problems.append(Problem(name, msg("each column once"), f"1:{place + 1}", title))
    if problems:
        raise Refused(problems)
    return {title: place for place, title in enumerate(names)}


def _row(
    name: str, line: int, values: Sequence[str], columns: dict[str, int], problems: list[Problem]
) -> ExpertScore | None:
    """One row; what is wrong with it is added to ``problems``."""
    if len(values) != len(columns):
        expected = msg("%(count)s values, as many as the header has columns", count=len(columns))
        problems.append(Problem(name, expected, place=str(line), found=str(len(values))))
        return None
    before = len(problems)

    def text(column: str) -> str:
        return values[columns[column]].strip() if column in columns else ""

    def complain(column: str, expected: Message) -> None:
        problems.append(Problem(name, expected, f"{line}:{column}", text(column)))

    for column in REQUIRED[:3]:
        if not text(column):
            complain(column, msg("a value"))
    numbers: dict[str, Decimal | None] = {}
    for column in ("score", "max_score", "seconds"):
        numbers[column] = _number(text(column))
        if numbers[column] is None and (text(column) or column == "score"):
            complain(column, msg("a decimal number"))
    for column, least in _AT_LEAST:
        number = numbers[column]
        if number is not None and (number < 0 or (least and not number)):
            complain(column, msg("a number above 0") if least else msg("0 or more"))
    if len(problems) > before:
        return None
    return ExpertScore(
        expert=text("expert"),
        bidder=text("bidder"),
        criterion=text("criterion"),
        score=numbers["score"] or Decimal(0),
        max_score=numbers["max_score"],
        seconds=numbers["seconds"],
        tender=text("tender"),
    )


_AT_LEAST = (("max_score", 1), ("seconds", 0))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
