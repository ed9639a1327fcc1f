"""What a package holds once it has been checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from procurement.bids.schema import BidSpec
from procurement.tenders.schema import TenderSpec


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A document of the package: its name within tender or bid, where it lies now, what it is."""

    name: str
    path: Path
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A line of ``panel.csv``: one expert's score of one criterion of one bid."""

    expert: str
    bidder: str
    criterion: str
    score: Decimal
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """A tender with its bids.  ``digest`` is the same for a folder and its zip, and differs with any content."""

    tender: TenderSpec
    tender_files: tuple[PackageFile, ...]
    bids: Mapping[str, BidSpec]
    bid_files: Mapping[str, tuple[PackageFile, ...]]
    panel: tuple[PanelRow, ...] = ()
    history: tuple[Mapping[str, str], ...] = ()
    digest: str = field(default="")


def file_hash(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
