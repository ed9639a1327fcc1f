"""Small but real packages for tests: folders with the files a package has, changed by a test where it needs."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import yaml

TENDER: dict[str, Any] = {
    "reference": "ZFCG-2026-0001",
    "title": "实验设备采购",
    "buyer": {"name": "市第一中学"},
    "regime": "government-procurement",
    "object": "goods",
    "method": "comprehensive-score",
    "budget": "1000000",
    "ceiling": "900000",
    "bid_deadline": "2026-03-02T09:30:00+08:00",
    "documents": ["tender/招标文件.pdf"],
    "criteria": [
        {
            "code": "Q1",
            "title": "营业执照有效",
            "kind": "qualification",
            "rule": {"type": "field-present", "field": "business_licence"},
        },
        {
            "code": "P1",
            "title": "投标报价",
            "kind": "objective",
            "max_score": "30",
            "rule": {"type": "price", "formula": "lowest-price-ratio"},
        },
        {
            "code": "O1",
            "title": "注册资本",
            "kind": "objective",
            "max_score": "5",
            "rule": {
                "type": "tiers",
                "field": "registered_capital",
                "otherwise": "0",
                "tiers": [{"at_least": "50000000", "score": "5"}, {"at_least": "10000000", "score": "3"}],
            },
        },
        {"code": "S1", "title": "技术方案", "kind": "subjective", "max_score": "65"},
    ],
}
BID: dict[str, Any] = {
    "supplier": {"name": "晨星信息技术有限公司", "uscc": ""},
    "price": {"total": "800000.00"},
    "documents": ["投标文件.pdf"],
    "fields": {
        "business_licence": {"evidence": {"document": "投标文件.pdf", "page": 1}},
        "registered_capital": "12000000",
    },
}


def pdf_bytes(pages: int = 1, password: str | None = None) -> bytes:
    """A real PDF of blank pages, encrypted when a password is given."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        target = io.BytesIO()
        if password is None:
            document.save(target, deterministic_id=True)
        else:
            document.save(target, encryption=pikepdf.Encryption(owner=password, user=password))
        return target.getvalue()


def tender_yaml(**changes: Any) -> dict[str, Any]:
    """The tender with some keys changed."""
    return {**copy.deepcopy(TENDER), **changes}


def bid_yaml(**changes: Any) -> dict[str, Any]:
    """The bid with some keys changed."""
    return {**copy.deepcopy(BID), **changes}


def write_package(
    folder: Path, tender: Mapping[str, Any] | None = None, bids: Mapping[str, Mapping[str, Any]] | None = None
) -> Path:
    """Writes a package of one tender document and one document a bid; returns its folder."""
    bids = {"chenxing": bid_yaml()} if bids is None else bids
    (folder / "tender").mkdir(parents=True)
    (folder / "tender" / "招标文件.pdf").write_bytes(pdf_bytes(2))
    write_yaml(folder / "tender.yaml", tender or tender_yaml())
    for key, bid in bids.items():
        (folder / "bids" / key).mkdir(parents=True)
        write_yaml(folder / "bids" / key / "bid.yaml", bid)
        (folder / "bids" / key / "投标文件.pdf").write_bytes(pdf_bytes())
    return folder


def write_yaml(path: Path, data: Mapping[str, Any]) -> None:
    """Writes data as YAML."""
    path.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), encoding="utf-8")


def zip_folder(folder: Path, target: Path) -> Path:
    """Packs a folder's content into a zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return target
