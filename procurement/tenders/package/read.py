"""A package as a whole: every file in its place, every document what its name says, every problem in one list."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from procurement.bids.schema import BidSpec
from procurement.message import msg
from procurement.problems import Problem, Refused
from procurement.tenders.package.archive import LIMITS, ArchiveLimits, unpack
from procurement.tenders.package.bid_file import parse_bid
from procurement.tenders.package.content import Package, PackageFile, file_hash
from procurement.tenders.package.kinds import check_document
from procurement.tenders.package.tables import read_history, read_panel
from procurement.tenders.package.tender_file import parse_tender
from procurement.tenders.package.wording import nearest_text
from procurement.tenders.package.yaml_source import load_yaml
from procurement.tenders.schema import TenderSpec

_PARTS = ("tender.yaml", "tender", "bids", "panel.csv", "history.csv")
_BESIDE = {"truth.json", "__MACOSX", "Thumbs.db", "desktop.ini"}
"""What may lie in a package without being part of it: a sample's truth, and what file managers leave behind."""


@contextmanager
def open_package(path: Path, limits: ArchiveLimits = LIMITS) -> Iterator[Package]:
    """The checked package at ``path`` (folder or ``.zip``); its files are there while the context is.

    Raises :class:`Refused` with every problem found.  Nothing stays behind.
    """
    if not path.exists():
        raise Refused([Problem(str(path), msg("a folder or a .zip that exists"))])
    if path.is_dir():
        yield _read(path)
        return
    with tempfile.TemporaryDirectory(prefix="gongping-") as folder:
        target = Path(folder) / "package"
        target.mkdir()
        unpack(path, target, limits)
        yield _read(_root(target))


def _root(folder: Path) -> Path:
    """The folder that holds ``tender.yaml``: the archive's top, or the one folder it wraps everything in."""
    if not (folder / "tender.yaml").exists():
        inner = [entry for entry in folder.iterdir() if not _is_beside(entry)]
        if len(inner) == 1 and inner[0].is_dir():
            return inner[0]
    return folder


def _is_beside(entry: Path) -> bool:
    return entry.name in _BESIDE or entry.name.startswith((".", "~$"))


def _read(root: Path) -> Package:
    problems: list[Problem] = []
    strangers = [e.name for e in sorted(root.iterdir()) if e.name not in _PARTS and not _is_beside(e)]
    problems += [Problem(name, nearest_text(name, _PARTS), found=name) for name in strangers]
    if not (root / "tender.yaml").is_file():
        raise Refused([Problem("tender.yaml", msg("this file, which every package has")), *problems])
    tender = _collect(problems, lambda: parse_tender(load_yaml(root / "tender.yaml", "tender.yaml")))
    tender_files = _tender_documents(root, tender, problems)
    bids, bid_files = _bids(root, tender, problems)
    panel = history = ()
    if (root / "panel.csv").is_file() and tender is not None:
        codes = {c.code for c in tender.criteria}
        panel = _collect(problems, lambda: read_panel(root / "panel.csv", set(bids), codes)) or ()
    if (root / "history.csv").is_file():
        history = _collect(problems, lambda: read_history(root / "history.csv")) or ()
    if problems or tender is None:
        raise Refused(problems)
    return Package(tender, tender_files, bids, bid_files, panel, history, _digest(root))


def _collect(problems: list[Problem], read):  # type: ignore[no-untyped-def]
    """What ``read`` gives, or ``None`` with its problems added: one bad file does not hide the next."""
    try:
        return read()
    except Refused as refusal:
        problems += refusal.problems
        return None


def _tender_documents(
    root: Path, tender: TenderSpec | None, problems: list[Problem]
) -> tuple[PackageFile, ...]:
    folder = root / "tender"
    listed = [] if tender is None else list(tender.documents)
    for index, name in enumerate(listed):
        if not _inside(root, name):
            place = f"documents[{index}]"
            problems.append(
                Problem("tender.yaml", msg("a document that lies in the package"), place=place, found=name)
            )
    names = [name.removeprefix("tender/") for name in listed if _inside(root, name)]
    return _documents(folder, "tender", names, problems)


def _inside(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path.is_file() and folder.resolve() in path.parents


def _documents(
    folder: Path, shown: str, first: Sequence[str], problems: list[Problem]
) -> tuple[PackageFile, ...]:
    """All documents of a folder, the listed ones first and in their order; what is not listed is not lost."""
    if not folder.is_dir():
        return ()
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and not _is_beside(p)}
    names.discard("bid.yaml")
    ordered = [n for n in dict.fromkeys(first) if n in names]
    ordered += sorted(names - set(ordered))
    files = []
    for name in ordered:
        path = folder / name
        media_type, trouble = check_document(path)
        if trouble is not None:
            found, expected = trouble
            problems.append(Problem(f"{shown}/{name}", expected, found=found))
        elif media_type is not None:
            files.append(PackageFile(name, path, file_hash(path), path.stat().st_size, media_type))
    return tuple(files)


def _bids(
    root: Path, tender: TenderSpec | None, problems: list[Problem]
) -> tuple[dict[str, BidSpec], dict[str, tuple[PackageFile, ...]]]:
    bids: dict[str, BidSpec] = {}
    files: dict[str, tuple[PackageFile, ...]] = {}
    folder = root / "bids"
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _is_beside(entry):
            continue
        if not entry.is_dir() or not (entry / "bid.yaml").is_file():
            problems.append(Problem(f"bids/{entry.name}", msg("a folder with a bid.yaml")))
            continue
        shown = f"bids/{entry.name}/bid.yaml"
        bid = _collect(problems, lambda e=entry, s=shown: parse_bid(load_yaml(e / "bid.yaml", s), s, tender))
        listed = [] if bid is None else [*bid.documents, *([bid.price.items] if bid.price.items else [])]
        for index, name in enumerate(listed):
            if not _inside(entry, name):
                place = f"documents[{index}]" if bid and index < len(bid.documents) else "price.items"
                problems.append(
                    Problem(shown, msg("a document that lies in the bid's folder"), place=place, found=name)
                )
        files[entry.name] = _documents(entry, f"bids/{entry.name}", listed, problems)
        if bid is not None:
            bids[entry.name] = bid
    return bids, files


def _digest(root: Path) -> str:
    """One hash over the names and contents of all parts, whatever order or container they came in."""
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*"), key=lambda p: p.relative_to(root).as_posix()):
        relative = path.relative_to(root)
        if (
            path.is_file()
            and relative.parts[0] in _PARTS
            and not any(_is_beside(Path(p)) for p in relative.parts)
        ):
            whole.update(f"{relative.as_posix()}\0{file_hash(path)}\n".encode())
    return whole.hexdigest()
