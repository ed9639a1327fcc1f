"""Bare files as bidders: what ``compare_bids`` reads, with nothing stored.

Each file is one bidder, named by its stem; each folder is one bidder with all files below it, named by the folder.  A
single folder stands for what is in it, unless a ``bid.yaml`` in it says that it is one bid.  A ``bid.yaml`` in a
bidder's folder is used when it can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from evaluation.collusion.alert import BidderMaterial, Case
from evaluation.reading import Document, UnreadableError, read_safely
from evaluation.reading.options import FULL
from procurement.bids.schema import BidSpec
from procurement.message import Message, msg

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was left out, and why."""

    document: str
    reason: Message


@dataclass(frozen=True, slots=True)
class BareCase:
    """The case, and the files that did not make it into it."""

    case: Case
    unreadable: tuple[Unreadable, ...]


class NothingToCompareError(ValueError):
    """There are no two bidders to compare; ``reason`` says why, ``unreadable`` what could not be read."""

    def __init__(self, reason: Message, unreadable: Sequence[Unreadable] = ()) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.unreadable = tuple(unreadable)


def gather(
    paths: Sequence[Path], tender: Sequence[Path] = (), *, progress: Progress | None = None
) -> BareCase:
    """Reads everything; raises :class:`NothingToCompareError` unless two bidders have a document that can be read.

    A file that stands under two bidders is refused: compared with itself it would prove anything.
    """
    paths = _bids(paths, tender)
    files = {key: _files(path) for key, path in _keys(paths).items()}
    _each_once_or_refused(files)
    asked = [file for path in tender for file in _files(path)]
    total, done = sum(map(len, files.values())) + len(asked), 0
    unreadable: list[Unreadable] = []

    def read_all(names: Sequence[tuple[str, Path]]) -> tuple[Document, ...]:
        nonlocal done
        documents = []
        for name, file in names:
            if progress is not None:
                progress(name, done, total)
            done += 1
            try:
                documents.append(read_safely(file.read_bytes(), name, options=FULL))
            except UnreadableError as error:
                unreadable.append(Unreadable(name, error.reason))
            except OSError as error:
                unreadable.append(
                    Unreadable(name, msg("The file cannot be opened: %(why)s", why=error.strerror or ""))
                )
        return tuple(documents)

    tender_documents = read_all([(name, file) for name, file in asked])
    bidders = []
    for key, own in files.items():
        spec = _spec(key, own, unreadable)
        texts = [(f"{key}/{name}" if len(own) > 1 or name != file.name else name, file) for name, file in own]
        texts = [t for t in texts if t[1].name != "bid.yaml"]
        if not texts:
            unreadable.append(Unreadable(key, msg("There is no document in this folder.")))
        bidders.append(BidderMaterial(key, read_all(texts), spec))
    readable = sum(bool(bidder.documents) for bidder in bidders)
    if readable < 2:
        reason = msg(
            "At least two bidders with a document that can be read are needed; found %(count)s",
            count=readable,
        )
        raise NothingToCompareError(reason, unreadable)
    return BareCase(Case(tuple(bidders), tender_documents), tuple(unreadable))


def _bids(paths: Sequence[Path], tender: Sequence[Path]) -> Sequence[Path]:
    """One path for each bidder."""
    for path in (*paths, *tender):
        if not path.exists():
            raise NothingToCompareError(msg("%(path)s: no such file or folder", path=str(path)))
    if len(paths) == 1 and paths[0].is_dir() and not (paths[0] / "bid.yaml").is_file():
        paths = _visible(paths[0])
    if len(paths) < 2:
        raise NothingToCompareError(msg("At least two bidders are needed; found %(count)s", count=len(paths)))
    return paths


def _each_once_or_refused(files: Mapping[str, Sequence[tuple[str, Path]]]) -> None:
    owners: dict[Path, str] = {}
    for key, own in files.items():
        for _name, file in own:
            if owners.setdefault(file.resolve(), key) != key:
                raise NothingToCompareError(
                    msg("%(path)s: given twice; a bid is not compared with itself", path=str(file))
                )


def _visible(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if not p.name.startswith("."))


def _keys(paths: Sequence[Path]) -> dict[str, Path]:
    """A key for each bidder: the stem, the whole name where stems collide, a number where names do."""
    stems = Counter(path.name if path.is_dir() else path.stem for path in paths)
    keys: dict[str, Path] = {}
    for path in paths:
        stem = path.name if path.is_dir() else path.stem
        key = stem if stems[stem] == 1 else path.name
        number = 2
        while key in keys:
            key, number = f"{path.name}#{number}", number + 1
        keys[key] = path
    return keys


def _files(path: Path) -> list[tuple[str, Path]]:
    """The files of a bidder with their names relative to its folder."""
    if path.is_file():
        return [(path.name, path)]
    found = (p for p in sorted(path.rglob("*")) if p.is_file())
    relative = [(p.relative_to(path).as_posix(), p) for p in found]
    return [(name, p) for name, p in relative if not any(part.startswith(".") for part in name.split("/"))]


def _spec(key: str, files: Sequence[tuple[str, Path]], unreadable: list[Unreadable]) -> BidSpec | None:
    for name, file in files:
        if name == "bid.yaml":
            try:
                return BidSpec.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
                why = str(error).partition("\n")[0]
                unreadable.append(
                    Unreadable(f"{key}/{name}", msg("Not a bid as the package states it: %(why)s", why=why))
                )
    return None
