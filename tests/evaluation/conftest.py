"""The sample package, made, read, scored and compared once for all tests that look at it; no database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import evaluation.scoring.prices
import evaluation.scoring.rules  # noqa: F401  announces the rule types to the loader
from evaluation.collusion.alert import BidderMaterial, Case, CollusionResult
from evaluation.collusion.detect import detect
from evaluation.reading import read
from evaluation.reading.document import Document
from evaluation.scoring.engine import score_tender
from evaluation.scoring.result import BidOutcome
from procurement.sample.package import write_sample
from procurement.tenders.package import Package, PackageFile, open_package


@dataclass(frozen=True)
class JudgedSample:
    """The sample as the pure core sees it, and the truth that was written beside it."""

    package: Package
    truth: Mapping[str, Any]
    tender_documents: tuple[Document, ...]
    documents: Mapping[str, tuple[Document, ...]]
    outcomes: Mapping[str, BidOutcome]
    collusion: CollusionResult


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample package as ``make_sample`` writes it."""
    folder = tmp_path_factory.mktemp("sample") / "package"
    write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def sample(sample_folder: Path) -> JudgedSample:
    """The sample, judged."""

    def read_all(files: tuple[PackageFile, ...]) -> tuple[Document, ...]:
        return tuple(read(file.path.read_bytes(), file.name) for file in files)

    with open_package(sample_folder) as package:
        tender_documents = read_all(package.tender_files)
        documents = {key: read_all(files) for key, files in package.bid_files.items()}
    case = Case(
        bidders=tuple(BidderMaterial(key, documents[key], spec) for key, spec in package.bids.items()),
        tender_documents=tender_documents,
        tender=package.tender,
    )
    return JudgedSample(
        package=package,
        truth=json.loads((sample_folder / "truth.json").read_text(encoding="utf-8")),
        tender_documents=tender_documents,
        documents=documents,
        outcomes=score_tender(package.tender, package.bids, documents),
        collusion=detect(case),
    )
