"""Deposits paid from one account 投标保证金从同一账户转出, and one bank account in two bids.

Method: equality of the paying account's number, separators removed; of a paying account with one that another bid
prints as its own; and of accounts that the documents of two bids print.  One alert per set of bidders and account.

Basis: 实施条例 Art. 40(6); 87号令 Art. 37(6).

Exclusions: values without six digits; numbers of which a part is hidden (6222****1234), which many have; accounts that
the tender documents state (where deposits are paid to).  Printed
accounts that at least half of the bidders print and more than two (an agency's, a platform's) count a quarter; those
that the policy names as shared by many (a guarantor's) are shown and not counted.
Settings: ``account.*`` of the policy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, by_bidders, set_aside, shared
from evaluation.collusion.identity import bank_accounts
from evaluation.collusion.registry import detector
from evaluation.reading.document import Document
from procurement.message import Message, msg

_FEW = 2
_OF_CROWD = 0.25


@detector("account", family="account")
def account(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per account that ties more than one bidder."""
    paid = {
        b.bidder: [] if b.spec is None else [n for n in map(_number, b.spec.provenance.deposit_account) if n]
        for b in case.bidders
    }
    known = by_bidders(
        (who, ("deposit_account", n)) for n, who in shared(paid).items() if context.policy.is_shared(n)
    )
    for bidders, items in known.items():
        yield set_aside(bidders, items, _label, msg("The policy names it as shared by many: 0 bits"))
    paid = {key: [n for n in own if not context.policy.is_shared(n)] for key, own in paid.items()}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for number, bidders in shared(paid).items():
        seen.add((number, bidders))
        yield _finding(context, "deposit", number, bidders, {})
    asked = set(_printed(case.tender_documents))
    printed = {b.bidder: _printed(b.documents) for b in case.bidders}
    either = {
        key: [*paid[key], *(n for n in printed[key] if n not in asked and not context.policy.is_shared(n))]
        for key in paid
    }
    for number, bidders in shared(either).items():
        if (number, bidders) in seen:
            continue
        payers = [key for key in bidders if number in paid[key]]
        crowd = not payers and len(bidders) > _FEW and 2 * len(bidders) >= len(case.bidders)
        places = {key: printed[key][number] for key in bidders if number in printed[key]}
        kind = "paid_by_other" if payers else "in_documents"
        yield _finding(context, kind, number, bidders, places, crowd=crowd)


def _label(_kind: str) -> Message:
    return msg("deposit account")


def _finding(
    context: Context,
    kind: str,
    number: str,
    bidders: tuple[str, ...],
    places: dict[str, list[str]],
    *,
    crowd: bool = False,
) -> Finding:
    bits = context.bits(f"account.{kind}") * (_OF_CROWD if crowd else 1)
    evidence: dict[str, object] = {
        "field": "deposit_account" if kind != "in_documents" else "bank_account",
        "value": number,
        "bidders": list(bidders),
    }
    return Finding(
        bidders,
        bits,
        _SUMMARY[kind](number),
        (evidence | {"documents": places} if places else evidence,),
        (
            _STEP[kind](number, f"{bits:g}"),
            *((msg("Half of the bidders or more print it: counted a quarter"),) if crowd else ()),
        ),
        msg("A guarantor or payment service may pay for several firms: look at who owns the account")
        if kind != "in_documents"
        else msg("The account may be a third party's, such as a platform or a bank: look at who owns it"),
    )


def _deposit(number: str) -> Message:
    return msg("The deposits were paid from one account: %(account)s", account=number)


def _by_other(number: str) -> Message:
    return msg("A deposit was paid from an account that another bid names: %(account)s", account=number)


def _named(number: str) -> Message:
    return msg("The documents of both bids name one bank account: %(account)s", account=number)


def _deposit_bits(number: str, bits: str) -> Message:
    return msg("Deposit account %(account)s: %(bits)s bits", account=number, bits=bits)


def _named_bits(number: str, bits: str) -> Message:
    return msg("Bank account in the documents %(account)s: %(bits)s bits", account=number, bits=bits)


_SUMMARY = {"deposit": _deposit, "paid_by_other": _by_other, "in_documents": _named}
_STEP = {"deposit": _deposit_bits, "paid_by_other": _deposit_bits, "in_documents": _named_bits}


def _printed(documents: Iterable[Document]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for page in document.pages:
            for number in bank_accounts(page.text):
                found[number].append(f"{document.name}#{page.number}")
    return dict(found)


def _number(value: str) -> str:
    if re.search(r"\*|[xX]{2,}", value):
        return ""
    number = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    return number if sum(c.isdigit() for c in number) >= 6 and len(set(number)) > 1 else ""
