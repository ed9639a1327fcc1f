"""Real tender documents load as the tender documents of a package and are read whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evaluation.reading import queries as reading
from procurement.tenders.services import load_package
from tests.packages import tender_yaml, write_package

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_all_ten_load_and_none_is_unreadable(shared: Path, tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p", tender_yaml(documents=[]))
    originals = sorted((shared / "data" / "tenders").iterdir())
    for path in originals:
        shutil.copy(path, folder / "tender" / path.name)
    tender, created = load_package(path=folder, by=None)
    assert created
    names = set(tender.documents.values_list("name", flat=True))
    assert names == {"招标文件.pdf", *(path.name for path in originals)}
    for row in tender.documents.select_related("file"):
        document = reading.document(row.file, row.name)
        assert len(document.pages) >= 1
        letters = sum(c.isalnum() for page in document.pages for c in page.text)
        assert (
            letters > 1000
            or any(page.source != "digital" for page in document.pages)
            or row.name == "招标文件.pdf"
        )
