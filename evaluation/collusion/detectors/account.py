"""Bid deposits paid from one account 投标保证金从同一账户转出.

Method: equality of the paying account's number, separators removed.  One alert per account.

Basis: 实施条例 Art. 40(6); 87号令 Art. 37(6).  Exclusions: values without six digits.  Settings: ``account.deposit``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding, shared
from evaluation.collusion.registry import detector
from procurement.message import msg


@detector("account", family="account")
def account(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per account that paid more than one bidder's deposit."""
    accounts = {
        b.bidder: [] if b.spec is None else [n for n in map(_number, b.spec.provenance.deposit_account) if n]
        for b in case.bidders
    }
    for number, bidders in shared(accounts).items():
        yield Finding(
            bidders,
            context.bits("account.deposit"),
            msg("The deposits were paid from one account: %(account)s", account=number),
            ({"field": "deposit_account", "value": number, "bidders": list(bidders)},),
            (
                msg(
                    "Deposit account %(account)s: %(bits)s bits",
                    account=number,
                    bits=f"{context.bits('account.deposit'):g}",
                ),
            ),
            msg("A guarantor or payment service may pay for several firms: look at who owns the account"),
        )


def _number(value: str) -> str:
    number = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    return number if sum(c.isdigit() for c in number) >= 6 and len(set(number)) > 1 else ""
