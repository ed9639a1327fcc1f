"""Which room's catalogue a source file belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("zh_Hans", "en")
SOURCE = "en"  # the language of the msgids
DOMAIN = "django"

# Rooms with a catalogue, by their folder; the last part is the app label and the name of its templates' folder.
ROOMS = (
    "procurement/people",
    "procurement/ledger",
    "procurement/jobs",
    "procurement/suppliers",
    "procurement/tenders",
    "procurement/bids",
    "procurement/upkeep",
    "evaluation/reading",
    "evaluation/evidence",
    "evaluation/scoring",
    "evaluation/collusion",
    "evaluation/panel",
    "evaluation/ranking",
    "evaluation/committee",
    "evaluation/reporting",
    "evaluation/policies",
    "evaluation/library",
    "evaluation/search",
)
COMMON = "procurement/people"  # what belongs to no room: the frame of every page, shared code
ELSEWHERE = {"evaluation/calibration": "evaluation/panel"}  # pure folders that are no app


@dataclass(frozen=True, slots=True)
class Source:
    """One file with texts: where it lies, relative to the checkout, and the room whose catalogue they go into."""

    path: Path
    room: str


def catalogue_file(checkout: Path, room: str, language: str) -> Path:
    return checkout / room / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue_files(checkout: Path) -> Iterator[Path]:
    """Every catalogue there is."""
    for room in ROOMS:
        for language in LANGUAGES:
            if (path := catalogue_file(checkout, room, language)).exists():
                yield path


def sources(checkout: Path) -> Iterator[Source]:
    """Every Python file and template of the product, in a fixed order."""
    for top in ("evaluation", "procurement"):
        for path in sorted((checkout / top).rglob("*.py")):
            relative = path.relative_to(checkout)
            if "migrations" not in relative.parts:
                yield Source(relative, _room_of_code(relative.as_posix()))
    for path in sorted((checkout / "templates").rglob("*")):
        if path.is_file() and path.suffix in (".html", ".txt"):
            relative = path.relative_to(checkout)
            yield Source(relative, _room_of_template(relative))
    for top in ("evaluation", "procurement"):
        for path in sorted((checkout / top).glob("*/templates/**/*.html")):
            relative = path.relative_to(checkout)
            yield Source(relative, _room_of_code(relative.as_posix()))


def _room_of_code(path: str) -> str:
    for folder, room in (*((room, room) for room in ROOMS), *ELSEWHERE.items()):
        if path.startswith(f"{folder}/"):
            return room
    return COMMON


def _room_of_template(path: Path) -> str:
    label = path.parts[1] if len(path.parts) > 2 else ""
    return next((room for room in ROOMS if room.endswith(f"/{label}")), COMMON)
