"""Earlier tenders as the questions need them: who bid, at what price, who won, who judged, in order of date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from evaluation.collusion.alert import HistoryRow
from evaluation.collusion.identity import plain


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier tender: prices by firm (``None`` where none was recorded), the winners, the experts."""

    tender: str
    date: str
    buyer: str
    prices: Mapping[str, Decimal | None]
    winners: frozenset[str]
    experts: frozenset[str]

    @property
    def size(self) -> int:
        """How many bid."""
        return len(self.prices)

    @property
    def size_class(self) -> int:
        """Tenders that can be compared: up to 4, 5 to 8, or more bids."""
        return 0 if self.size <= 4 else 1 if self.size <= 8 else 2

    @property
    def winner(self) -> str | None:
        """The winner, when there is exactly one."""
        return next(iter(self.winners)) if len(self.winners) == 1 else None

    @property
    def runner_up(self) -> str | None:
        """The cheapest other bid, when there is one winner and every price is known and differs."""
        others = [
            (price, firm) for firm, price in self.prices.items() if firm != self.winner and price is not None
        ]
        if self.winner is None or len(others) < self.size - 1 or len(others) < 2:
            return None
        (first, firm), (second, _) = sorted(others)[:2]
        return firm if first < second else None


@dataclass(frozen=True)
class Past:
    """All earlier tenders, oldest first; a firm goes by its credit code, or by its name where no row states one."""

    tenders: tuple[Earlier, ...]
    names: Mapping[str, str]

    @cached_property
    def by_firm(self) -> Mapping[str, tuple[Earlier, ...]]:
        """The tenders each firm bid in."""
        found: dict[str, list[Earlier]] = defaultdict(list)
        for tender in self.tenders:
            for firm in tender.prices:
                found[firm].append(tender)
        return {firm: tuple(tenders) for firm, tenders in found.items()}

    @cached_property
    def classes(self) -> Counter[int]:
        """How many tenders there are of each class of size."""
        return Counter(tender.size_class for tender in self.tenders)

    def of(self, firm: str) -> tuple[Earlier, ...]:
        """The tenders a firm bid in; none for one that is not known."""
        return self.by_firm.get(firm, ())

    def common(self, a: str, b: str) -> tuple[Earlier, ...]:
        """The tenders in which both bid."""
        return tuple(tender for tender in self.of(a) if b in tender.prices)

    def firm(self, uscc: str, name: str) -> str:
        """What a firm goes by here."""
        return plain(uscc) or self.names.get(plain(name), plain(name))


def past(rows: Iterable[HistoryRow]) -> Past:
    """The earlier tenders of rows of one bid each."""
    rows = list(rows)
    names = {plain(row.supplier): plain(row.uscc) for row in rows if plain(row.uscc)}
    by_tender: dict[str, list[HistoryRow]] = defaultdict(list)
    for row in rows:
        by_tender[row.tender].append(row)
    found = Past((), names)
    tenders = []
    for tender, bids in by_tender.items():
        firms = {id(row): found.firm(row.uscc, row.supplier) for row in bids}
        tenders.append(
            Earlier(
                tender=tender,
                date=min(row.date for row in bids),
                buyer=bids[0].buyer,
                prices={firms[id(row)]: _price(row.price) for row in bids},
                winners=frozenset(firms[id(row)] for row in bids if row.won),
                experts=frozenset(expert for row in bids for expert in row.experts),
            )
        )
    return Past(tuple(sorted(tenders, key=lambda t: (t.date, t.tender))), names)


def _price(text: str) -> Decimal | None:
    try:
        price = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return price if price.is_finite() and price > 0 else None
