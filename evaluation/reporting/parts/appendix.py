"""The appendix: the digest of the ledger, by which the record can be checked against this report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evaluation.reporting.outline import Block, Heading, Paragraph, Table, moment


def blocks(facts: Mapping[str, Any]) -> Iterator[Block]:
    """The appendix."""
    ledger = facts["ledger"]
    yield Heading("附录　操作台账摘要")
    yield Paragraph(f"台账共 {ledger['count']} 条，末条散列值（SHA-256）：{ledger['last_hash'] or '—'}")
    rows = tuple(
        (str(e["id"]), moment(e["at"]), e["who"], e["verb"], e["subject"], e["hash"][:16])
        for e in ledger["entries"]
    )
    header = ("序号", "时间", "操作人", "操作", "对象", "散列值前 16 位")
    yield Table("操作台账摘要", header, rows, (0.9, 2.4, 1.8, 2, 3.2, 2.6))
