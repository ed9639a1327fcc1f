"""What an expert types, read as points; and the hash of a whole sheet.  Plain Python, no database."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from procurement.message import Message, msg
from procurement.numbers import plain
from procurement.tenders.schema import Level

MAX_PLACES = 4  # what a stored score can hold


class NotPointsError(Exception):
    """What was typed is not a score of this criterion; ``reason`` says what is expected."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def read_points(text: str, *, max_score: Decimal, places: int) -> Decimal | None:
    """The points that ``text`` says; ``None`` for empty text.

    Full-width digits are read as digits.  Raises :class:`NotPointsError` for anything that is not a number between 0 and
    ``max_score`` with at most ``places`` decimals.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise NotPointsError(
            msg("“%(typed)s” is not a number; write digits, such as 16 or 16.5", typed=typed)
        ) from None
    if not number.is_finite() or "e" in typed.lower() or "_" in typed:
        raise NotPointsError(
            msg("“%(typed)s” is not a number; write digits, such as 16 or 16.5", typed=typed)
        )
    if not 0 <= number <= max_score:
        highest = plain(max_score) or "0"
        raise NotPointsError(
            msg("%(typed)s is outside the range: from 0 to %(highest)s", typed=typed, highest=highest)
        )
    allowed = min(places, MAX_PLACES)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > allowed:
        if allowed == 0:
            raise NotPointsError(
                msg("%(typed)s has decimals; this tender scores in whole points", typed=typed)
            )
        raise NotPointsError(
            msg(
                "%(typed)s has too many decimals; at most %(places)s in this tender",
                typed=typed,
                places=allowed,
            )
        )
    return number


def level_of(points: Decimal | None, levels: Sequence[Level]) -> int | None:
    """The index of the level a score falls into; a score on the border of two belongs to the better one."""
    if points is None:
        return None
    fitting = [index for index, level in enumerate(levels) if level.lower <= points <= level.upper]
    return max(fitting, key=lambda index: levels[index].upper, default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet."""

    bidder: str
    criterion: str
    score: Decimal | None
    note: str = ""


def canonical(tender: str, expert: str, lines: Iterable[Line]) -> str:
    """A sheet as text in which nothing is left to chance: sorted lines, exact decimals, no spaces.

    Its SHA-256 is the receipt; whoever keeps the text can show that it is what was submitted.
    """
    rows = sorted((line.bidder, line.criterion, plain(line.score), line.note) for line in lines)
    data = {
        "tender": tender,
        "expert": expert,
        "scores": [{"bidder": b, "criterion": c, "score": s, "note": n} for b, c, s, n in rows],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def receipt(text: str) -> str:
    """SHA-256 of a canonical sheet."""
    return hashlib.sha256(text.encode()).hexdigest()


def own_order(keys: Iterable[str], *, seed: int, expert: int, criterion: str = "") -> list[str]:
    """The bids in this expert's own order: another for each expert and criterion, the same each time it is asked.

    Who reads the bids in one order judges the first and the last differently; with an order for each expert and
    criterion that does not add up.
    """

    def place(key: str) -> bytes:
        return hashlib.sha256(f"{seed}:{expert}:{criterion}:{key}".encode()).digest()

    return sorted(keys, key=place)


def runs(
    scores: Sequence[tuple[str, str, Decimal | None]], *, least: int = 3
) -> list[tuple[str, Decimal, int]]:
    """Criteria for which all bids have the same score: (criterion, score, how many), from ``least`` bids on."""
    by_criterion: dict[str, list[Decimal | None]] = {}
    for criterion, _bidder, score in scores:
        by_criterion.setdefault(criterion, []).append(score)
    return [
        (criterion, values[0], len(values))
        for criterion, values in by_criterion.items()
        if len(values) >= least and values[0] is not None and len(set(values)) == 1
    ]
