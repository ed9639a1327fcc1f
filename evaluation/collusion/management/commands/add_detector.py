"""``manage.py add_detector NAME``: the files of a new detector, each saying what belongs there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from procurement.commands import ContractCommand

ROOT = Path(__file__).resolve().parents[4]

CODE = '''"""TITLE.

Method: how it is found.

Basis: the article, as 「实施条例 40(4)」.  Exclusions: what the tender documents say.  Settings: ``NAME`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.registry import detector
from procurement.message import msg

MARK = "示例标记"  # a placeholder: put in its place what this detector looks for
BITS = 4.0  # its strength belongs into the policy (STRENGTHS), its articles beside it (BASIS)


@detector("NAME", family="NAME")
def FUNCTION(case: Case, context: Context) -> Iterator[Finding]:
    """One finding for all bidders whose documents have the mark and whose tender has it not."""
    holders = tuple(
        bidder.bidder
        for bidder in case.bidders
        if any(MARK in page.text for document in bidder.documents for page in document.pages)
    )
    if len(holders) > 1 and MARK not in context.tender_text:
        evidence = {"field": "value", "value": MARK, "bidders": list(holders)}
        yield Finding(holders, BITS, msg("Same %(what)s: %(value)s", what="NAME", value=MARK), (evidence,))
'''
TEST = '''"""TITLE: what is a sign, and what is honest."""

from tests.evaluation.collusion.material import HONEST, alerts, case, document

MARK = "示例标记"


def test_independent_bids_show_no_sign() -> None:
    assert alerts(case({"a": document(HONEST[0]), "b": document(HONEST[1])}), "NAME") == []


def test_what_two_bids_share_is_a_sign() -> None:
    [alert] = alerts(case({"a": document(HONEST[0] + MARK), "b": document(HONEST[1] + MARK)}), "NAME")
    assert alert.bidders == ("a", "b")
    assert alert.level == "low"


def test_what_the_tender_says_is_none() -> None:
    bids = {"a": document(HONEST[0] + MARK), "b": document(HONEST[1] + MARK)}
    assert alerts(case(bids, (document(MARK),)), "NAME") == []
'''
PAGE = """# `NAME` — TITLE

What is seen.

**Method.** How it is found.

**Why it is a sign.** Why honest bidders do not do it.

**Legal basis.** Article and words.

**Left out.** What would be honest.

**Weight.** Bits, and how they were reached.

**What it does not prove.** The limits.

**Settings** (policy): `NAME.*`.

## Example

```yaml
bids:
  a: {text: 第一份投标文件，带有示例标记}
  b: {text: 第二份投标文件，也带有示例标记}
expect: {bidders: [a, b], level: low}
```
"""


class Command(ContractCommand):
    """Writes the detector, its test and its page, and overwrites nothing."""

    help = "Scaffold a detector: its file, its test, its page. Add its strengths and articles to the policy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the detector's name in alerts, such as seal-reuse")
        parser.add_argument("--title", default="what it finds", help="one line on what it finds")
        parser.add_argument("--root", type=Path, default=ROOT, help="the checkout")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["name"]
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            self.refuse(f"{name!r} is no detector name; expected lower-case words joined by hyphens")
        function = name.replace("-", "_")
        files = {
            f"evaluation/collusion/detectors/{function}.py": CODE,
            f"tests/evaluation/collusion/detectors/test_{function}.py": TEST,
            f"docs/detectors/{name}.md": PAGE,
        }
        targets = {options["root"] / path: text for path, text in files.items()}
        for target in targets:
            if target.exists():
                self.refuse(f"{target} exists already")
        for target, text in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            filled = (
                text.replace("FUNCTION", function).replace("NAME", name).replace("TITLE", options["title"])
            )
            target.write_text(filled, encoding="utf-8")
            self.stdout.write(str(target.relative_to(options["root"])))
