"""The sample package, written once for the tests of this folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from procurement.sample.package import write_sample
from procurement.sample.readback import Pages
from procurement.sample.voice import plain


@dataclass(frozen=True)
class Written:
    """The package's folder and what is in it."""

    folder: Path

    @cached_property
    def tender(self) -> dict[str, Any]:
        return yaml.safe_load((self.folder / "tender.yaml").read_text("utf-8"))

    @cached_property
    def truth(self) -> dict[str, Any]:
        return json.loads((self.folder / "truth.json").read_text("utf-8"))

    @cached_property
    def bids(self) -> dict[str, dict[str, Any]]:
        files = sorted(self.folder.glob("bids/*/bid.yaml"))
        return {file.parent.name: yaml.safe_load(file.read_text("utf-8")) for file in files}

    @cached_property
    def tender_pages(self) -> list[str]:
        return Pages((self.folder / self.tender["documents"][0]).read_bytes()).texts

    @cached_property
    def pages(self) -> dict[str, dict[str, list[str]]]:
        """Bidder → document → plain text of each page; a DOCX is one page a table row or run of paragraphs."""
        found: dict[str, dict[str, list[str]]] = {}
        for bidder, bid in self.bids.items():
            for name in bid["documents"]:
                path = self.folder / "bids" / bidder / name
                if path.suffix == ".pdf":
                    found.setdefault(bidder, {})[name] = Pages(path.read_bytes()).texts
                elif path.suffix == ".docx":
                    found.setdefault(bidder, {})[name] = docx_texts(path)
        return found


def docx_texts(path: Path) -> list[str]:
    """The plain text of a DOCX: the paragraphs as one, then each row of its tables."""
    document = docx.Document(str(path))
    rows = ["".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return [plain("".join(p.text for p in document.paragraphs)), *map(plain, rows)]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("written") / "sample"
    write_sample(folder, with_panel=True, archive=True)
    return Written(folder)
