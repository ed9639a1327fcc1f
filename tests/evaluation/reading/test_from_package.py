"""From a package that is loaded to the page that an expert sees: archives and binary office files inside a bid."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from procurement.bids.models import BidDocument
from procurement.files.services import store
from procurement.problems import Refused
from procurement.tenders.package import open_package
from tests.evaluation.panel.world import build
from tests.evaluation.reading import make
from tests.evaluation.reading.old_office import XlsSheet, doc_of, xls_of
from tests.packages import bid_yaml, write_package

NAMED = "投标文件"


def archive_as_on_chinese_windows() -> bytes:
    """Names in GBK without the mark of UTF-8, a Word file, a workbook, and an archive within."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("证书.txt", "ISO 9001 认证证书")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x" * 8 + ".doc", doc_of("第一章 技术方案\r双机热备\r"))
        archive.writestr("y.xls", xls_of(XlsSheet("报价", [["交换机", 12.0]])))
        archive.writestr("z.zip", inner.getvalue())
    return out.getvalue().replace(b"x" * 8, NAMED.encode("gb18030"))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    bid = bid_yaml(documents=["投标文件.pdf", "附件.zip"])
    folder = write_package(tmp_path / "p", bids={"chenxing": bid})
    (folder / "bids" / "chenxing" / "附件.zip").write_bytes(archive_as_on_chinese_windows())
    return folder


@pytest.mark.django_db
def test_an_archive_is_loaded_and_each_of_its_members_is_shown(package: Path) -> None:
    with open_package(package) as loaded:
        (file,) = [f for f in loaded.bid_files["chenxing"] if f.name == "附件.zip"]
        content = file.path.read_bytes()
        assert file.media_type == "application/zip"
    world = build()
    stored = store(data=content, media_type="application/zip")
    BidDocument.objects.create(bid=world.bids["anhe"], name="附件.zip", position=1, file=stored)
    client = Client()
    client.force_login(world.experts[0])
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    for page, words in ((1, "交换机"), (2, "ISO 9001 认证证书"), (3, "双机热备")):
        shown = client.get(address, {"document": "附件.zip", "page": page})
        assert shown.status_code == 200
        assert words in shown.content.decode()
        image = reverse("reading:page_image", args=[world.tender.reference, "anhe"])
        picture = client.get(image, {"document": "附件.zip", "page": page})
        assert picture.content.startswith(b"\x89PNG")


@pytest.mark.django_db
def test_an_archive_that_cannot_be_read_says_so_on_the_page() -> None:
    world = build()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/逃.txt", "x")
    stored = store(data=out.getvalue(), media_type="application/zip")
    BidDocument.objects.create(bid=world.bids["anhe"], name="附件.zip", position=1, file=stored)
    client = Client()
    client.force_login(world.experts[0])
    client.cookies["django_language"] = "en"
    address = reverse("reading:reader", args=[world.tender.reference, "anhe"])
    shown = client.get(address, {"document": "附件.zip"}).content.decode()
    assert "A name in the archive leads out of it: ../../etc/逃.txt" in shown


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("投标文件.doc", doc_of("正文\r")),
        ("报价.xls", xls_of(XlsSheet("表", [["甲"]]))),
        ("图.png", make.png_of()),
    ],
)
def test_documents_beside_pdf_are_part_of_a_package(tmp_path: Path, name: str, content: bytes) -> None:
    folder = write_package(tmp_path / "p", bids={"chenxing": bid_yaml(documents=["投标文件.pdf", name])})
    (folder / "bids" / "chenxing" / name).write_bytes(content)
    with open_package(folder) as loaded:
        assert [f.name for f in loaded.bid_files["chenxing"]] == ["投标文件.pdf", name]


def test_a_locked_workbook_is_refused_with_its_place_in_the_package(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "bids" / "chenxing" / "报价.xls").write_bytes(xls_of(XlsSheet("表", [["甲"]]), locked=True))
    with pytest.raises(Refused) as caught, open_package(folder):
        pass
    (problem,) = caught.value.problems
    assert (problem.file, str(problem.found)) == ("bids/chenxing/报价.xls", "an Office file with a password")
