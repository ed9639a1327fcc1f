"""The examples of docs/package.md load as they stand."""

import re
from pathlib import Path

import pytest
import yaml

from procurement.local.layout import CHECKOUT
from procurement.tenders.package import open_package
from tests.packages import write_package

PAGE = (CHECKOUT / "docs" / "package.md").read_text(encoding="utf-8")


def example(name: str) -> dict[str, object]:
    found = re.search(rf"<!-- example: {name} -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found, name
    return dict(yaml.safe_load(found[1]))


def test_the_smallest_tender_and_bid_load(tmp_path: Path) -> None:
    with open_package(
        write_package(tmp_path / "p", example("tender"), {"chenxing": example("bid")})
    ) as package:
        assert package.tender.reference == "ZFCG-2026-0009"
        assert str(package.bids["chenxing"].price.total) == "815000.00"


@pytest.mark.parametrize(
    "page", [*sorted((CHECKOUT / "docs").rglob("*.md")), CHECKOUT / "README.md"], ids=lambda p: p.name
)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
