"""The parts of the report, one file for each item of 87号令 Art. 58; :func:`report` puts them in the law's order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evaluation.reporting.outline import Outline, moment
from evaluation.reporting.parts import appendix, judging, method, notice, other, parties, result


def report(facts: Mapping[str, Any], *, number: int, made_at: str) -> Outline:
    """The outline of report ``number``; ``made_at`` is printed and is the only thing that is not in the facts."""
    tender = facts["tender"]
    return Outline(
        title="评标报告",
        project=tender["title"],
        reference=tender["reference"],
        number=f"{tender['reference']}-R{number}",
        lines=(
            ("项目名称", tender["title"]),
            ("项目编号", tender["reference"]),
            ("采购人", tender["buyer"]),
            ("报告编号", f"{tender['reference']}-R{number}"),
            ("编制时间", moment(made_at)),
        ),
        blocks=(
            *notice.blocks(facts),
            *parties.blocks(facts),
            *method.blocks(facts),
            *judging.blocks(facts),
            *result.blocks(facts),
            *other.blocks(facts),
            *parties.signatures(facts),
            *appendix.blocks(facts),
        ),
    )
