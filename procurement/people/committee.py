"""The committee 评标委员会 counted against the law: a hint to the officer, never a lock.

财政部令第87号 Art. 47: five members or more, an odd number, experts at least two thirds; at least seven when the budget
reaches 10 million yuan (or the project is technically complex or of large social impact, which a person must know).
"""

from __future__ import annotations

from decimal import Decimal

from procurement.message import Message, msg

BASIS = "87号令 Art. 47"
LARGE_BUDGET = Decimal(10_000_000)


def problems(*, experts: int, representatives: int, budget: Decimal) -> list[Message]:
    """What the committee lacks; empty when its numbers are right.  ``representatives`` are the buyer's 采购人代表."""
    members = experts + representatives
    least = 7 if budget >= LARGE_BUDGET else 5
    found = []
    if members < least:
        found.append(msg("%(members)s of at least %(least)s members are named", members=members, least=least))
    if members and members % 2 == 0:
        found.append(msg("the number of members must be odd; it is %(members)s", members=members))
    if members and 3 * experts < 2 * members:
        found.append(
            msg(
                "experts must be at least two thirds; they are %(experts)s of %(members)s",
                experts=experts,
                members=members,
            )
        )
    return found
