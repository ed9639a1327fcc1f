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

Basis: the article, as 「实施条例 40(4)」.  Exclusions: what would be honest.  Settings: ``NAME.*`` of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.collusion.alert import Case
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.registry import detector


@detector("NAME", family="NAME")
def FUNCTION(case: Case, context: Context) -> Iterator[Finding]:
    """One finding per …"""
    yield from ()
'''
TEST = '''"""TITLE: what is a sign, and what is honest."""

from tests.evaluation.collusion.material import HONEST, alerts, case, document


def test_independent_bids_show_no_sign() -> None:
    assert alerts(case({"a": document(HONEST[0]), "b": document(HONEST[1])}), "NAME") == []
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
  a: {text: 第一份投标文件}
  b: {text: 第二份投标文件}
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
            filled = text.replace("FUNCTION", function).replace("NAME", name).replace("TITLE", options["title"])
            target.write_text(filled, encoding="utf-8")
            self.stdout.write(str(target.relative_to(options["root"])))
