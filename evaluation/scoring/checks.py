"""What a person must look at in one bid: arithmetic, words against figures, the credit code, places that fail.

Nothing here changes a price.  Art. 59 of 87号令 says which figure prevails, but the corrected price binds only when
the bidder has confirmed it in writing (Art. 51); until then the evaluation goes on with the total as quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from evaluation.evidence.passage import Passage
from evaluation.reading.bills import Bill, BillRow, read_bill
from evaluation.reading.document import Document
from evaluation.scoring import law
from evaluation.scoring.facts import places_of
from evaluation.scoring.legibility import legibility_warnings
from evaluation.scoring.places import unreachable
from evaluation.scoring.result import BidWarning
from evaluation.scoring.words import AmountError, amount_in_words, parse_amount
from procurement.bids.schema import BidSpec, EvidencePlace
from procurement.message import msg
from procurement.suppliers.uscc import uscc_problem
from procurement.tenders.schema import TenderSpec


def bid_warnings(
    tender: TenderSpec, bid: BidSpec, documents: Sequence[Document], *, amounts: bool = True
) -> list[BidWarning]:
    """All warnings about one bid alone; ``amounts`` is false where the quoted figure is a discount rate."""
    found = [*_uscc(bid), *_places(bid, documents), *legibility_warnings(documents)]
    if amounts:
        found += [*_words(tender, bid), *_bill(tender, bid, documents)]
    return found


def _uscc(bid: BidSpec) -> Iterator[BidWarning]:
    problem = uscc_problem(bid.supplier.uscc) if bid.supplier.uscc else None
    if problem is not None:
        yield BidWarning("uscc", "GB 32100-2015", problem)


def _words(tender: TenderSpec, bid: BidSpec) -> Iterator[BidWarning]:
    """Words 大写 against figures 小写 (Art. 59(2)): both are shown, and what would prevail once confirmed."""
    words, figures = bid.price.words, bid.price.total
    if not words:
        return
    basis = law.basis("words-and-figures", tender)
    try:
        spoken = parse_amount(words)
    except AmountError:
        yield BidWarning(
            "arithmetic", basis, msg("the amount in words “%(words)s” cannot be read", words=words)
        )
        return
    if spoken != figures:
        yield BidWarning(
            "arithmetic",
            basis,
            msg(
                "the amount in words “%(words)s” is %(spoken)s, the figures say %(figures)s (%(right)s); "
                "the words prevail once the bidder confirms, until then the figures are evaluated",
                words=words,
                spoken=f"{spoken:,f}",
                figures=f"{figures:,f}",
                right=_in_words(figures),
            ),
        )


def _bill(tender: TenderSpec, bid: BidSpec, documents: Sequence[Document]) -> Iterator[BidWarning]:
    """The priced bill 分项报价表: rows, their sum, and the quoted total (Art. 59(4))."""
    document = next((d for d in documents if d.name == bid.price.items), None)
    if document is None:
        return
    bill = read_bill(document)
    basis = law.basis("bill-total", tender)
    if not bill.rows:
        text = msg("no priced rows were found in %(document)s", document=document.name)
        yield BidWarning("arithmetic", basis, text)
        return
    problems = [(problem, _row_place(row)) for row in bill.rows for problem in row.problems]
    problems += [(problem, _total_place(document, bill)) for problem in bill.problems]
    for problem, place in problems:
        text = msg("%(document)s: %(problem)s", document=document.name, problem=problem)
        yield BidWarning("arithmetic", basis, text, place)
    if any(row.amount is None for row in bill.rows):
        yield BidWarning(
            "arithmetic",
            basis,
            msg(
                "%(document)s has rows without an amount, so its sum is not compared", document=document.name
            ),
        )
    elif bill.total != bid.price.total:
        yield BidWarning(
            "arithmetic",
            basis,
            msg(
                "the rows of %(document)s sum to %(sum)s, the quoted total is %(total)s; "
                "the sum prevails once the bidder confirms, until then the total is evaluated",
                document=document.name,
                sum=f"{bill.total:,f}",
                total=f"{bid.price.total:,f}",
            ),
        )


def _row_place(row: BillRow) -> tuple[Passage, ...]:
    """Where a priced row stands; nothing where its file gives no places."""
    if row.bbox is None:
        return ()
    said = " ".join(part for part in (row.code, row.name) if part)
    return (Passage(row.document, row.page, row.bbox, said),)


def _total_place(document: Document, bill: Bill) -> tuple[Passage, ...]:
    place = bill.total_place
    if place is None:
        return ()
    return (Passage(document.name, place.page, place.box, str(bill.stated_total), place.start, place.end),)


def _in_words(figures: Decimal) -> str:
    try:
        return amount_in_words(figures)
    except AmountError:
        return "—"


def _places(bid: BidSpec, documents: Sequence[Document]) -> Iterator[BidWarning]:
    """Stated places that cannot be opened; silent when nothing was read of the bid."""
    if not documents:
        return
    for name, place in stated_places(bid):
        reason = unreachable(documents, place)
        if reason is not None:
            yield BidWarning("evidence-place", "", msg("%(field)s: %(reason)s", field=name, reason=reason))


def stated_places(bid: BidSpec) -> Iterator[tuple[str, EvidencePlace]]:
    """Every place that a bid's fields state, with the path of the field."""
    for name, value in bid.fields.items():
        yield from _stated(str(name), value)


def _stated(path: str, value: Any) -> Iterator[tuple[str, EvidencePlace]]:
    if isinstance(value, Mapping):
        for place in places_of(value):
            yield path, place
        for key, part in value.items():
            if key != "evidence":
                yield from _stated(f"{path}.{key}", part)
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _stated(f"{path}[{number}]", part)
