"""Recognition of real pages against their own text layer, and of the sample's scans; no network, no import unasked."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from evaluation.reading import ReadOptions, read
from evaluation.reading.ocr.desk import OwnDesk
from evaluation.reading.ocr.layout import recognised_page
from evaluation.reading.ocr.scan import Scan
from evaluation.reading.ocr.stage import task
from evaluation.reading.options import DEFAULT, TEXT_ONLY
from tests.evaluation.reading.ocr import scans

ROOT = Path(__file__).resolve().parents[4]


def bare(text: str) -> str:
    """Letters, digits and signs, full-width and half-width alike; layout is not what is judged here."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("北大图书馆_货物服务类.pdf", [11, 37]),
        ("浙江政府采购_服务类.pdf", [20, 25]),
        ("广州建设工程_工程类.pdf", [15, 40]),
        ("招标文件正文.pdf", [15]),
    ],
)
def test_at_150_dots_an_inch_three_characters_in_a_hundred_are_wrong_at_most(
    shared: Path, name: str, pages: list[int]
) -> None:
    data = (shared / "data/tenders" / name).read_bytes()
    document = read(data, name, options=TEXT_ONLY)
    wrong = total = 0
    for number, picture in zip(pages, scans.pictures(data, dpi=150, pages=pages), strict=True):
        (page,) = read(scans.png(picture), "页.png", options=ReadOptions(ocr=True, evasion=False)).pages
        truth = bare(document.page(number).text)
        wrong += Levenshtein.distance(bare(page.text), truth)
        total += len(truth)
    assert wrong / total <= 0.03


@pytest.mark.slow
def test_the_scanned_tender_is_read(shared: Path) -> None:
    (path,) = (shared / "data/tenders").glob("扫描件*.pdf")
    document = read(path.read_bytes(), path.name, options=ReadOptions(ocr=True, evasion=False))
    assert all(page.source == "ocr" and (page.ocr_confidence or 0) > 0.9 for page in document.pages)
    assert "洋山港海事局2024年船舶运行与维护项目" in document.pages[0].text.replace("\n", "")


@pytest.mark.slow
def test_the_scanned_pages_of_the_sample_become_text(sample_folder: Path) -> None:
    truth = json.loads((sample_folder / "truth.json").read_text(encoding="utf-8"))
    assert truth
    (bid,) = sample_folder.glob("bids/zhuoxi")
    found = 0
    for path in sorted(bid.glob("*.pdf")):
        document = read(path.read_bytes(), path.name)
        desk = OwnDesk(path.read_bytes())
        blank = [page for page in document.pages if page.source == "scanned"]
        for page in blank[:2]:
            (answer,) = desk.each([task("scan", document, page, DEFAULT)])
            read_page = recognised_page(page, Scan.from_json(answer["scan"]))
            assert (read_page.ocr_confidence or 0) > 0.9
            assert len(bare(read_page.text)) > 40
            found += 1
    assert found >= 2


def test_recognition_is_not_loaded_by_readings_that_do_not_need_it_and_never_by_network() -> None:
    """A plain reading imports none of it; loading the models works where no connection can be made."""
    program = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("a connection was tried")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from evaluation.reading import read
read("正文".encode(), "a.txt")
assert not {"rapidocr", "onnxruntime", "cv2"} & set(sys.modules)
from evaluation.reading.ocr import engine
engine.load()
assert "rapidocr" in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
