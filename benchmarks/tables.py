"""Tables of digital PDFs beside pdfplumber's own: which tables, cells and texts agree, and how fast each is.

    python benchmarks/tables.py [PDF ...]

Without arguments it takes the real PDFs in ``../shared/data/tenders`` and, where those are absent or with ``--sample``,
the PDFs of a sample made for the purpose.  Ours are the tables of ``read``; pdfplumber's are those of
``page.find_tables()`` with its defaults and with the tolerances that ours uses, parsed by itself from the file.  Texts
are compared without white space, as a table's two readers break lines in different places.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pdfplumber  # noqa: E402 - after the path

from evaluation.reading import ReadOptions, read  # noqa: E402
from evaluation.reading.document import Box, Page  # noqa: E402
from evaluation.reading.options import TEXT_ONLY  # noqa: E402

WITH_TABLES = ReadOptions(images=False, marks=False, evasion=False)
ALIKE = {"snap_tolerance": 2, "join_tolerance": 3.5, "intersection_tolerance": 3.5, "edge_min_length": 6}
"""pdfplumber's settings that say what ours says."""
_OVERLAP = 0.8


@dataclass
class Tally:
    """What both found and what one of them found, over all pages."""

    pages: int = 0
    both: int = 0
    ours_only: list[str] = field(default_factory=list)
    theirs_only: list[str] = field(default_factory=list)
    texts_both: int = 0
    texts_ours: int = 0
    texts_theirs: int = 0
    boxes_both: int = 0
    boxes_ours: int = 0
    boxes_theirs: int = 0

    def report(self, label: str) -> None:
        """Figures of one comparison."""
        print(f"\n{label}: {self.pages} pages")
        print(
            f"  tables in both {self.both}, only ours {len(self.ours_only)}, only pdfplumber's {len(self.theirs_only)}"
        )
        print(f"  in those, cells with text: ours {self.texts_ours}, pdfplumber's {self.texts_theirs}, "
              f"the same text {self.texts_both} ({_share(self.texts_both, max(self.texts_ours, self.texts_theirs))})")  # fmt: skip
        print(f"  cells by their box: ours {self.boxes_ours}, pdfplumber's {self.boxes_theirs}, "
              f"the same box {self.boxes_both} ({_share(self.boxes_both, max(self.boxes_ours, self.boxes_theirs))})")  # fmt: skip
        for name, places in (("only ours", self.ours_only), ("only pdfplumber's", self.theirs_only)):
            if places:
                print(f"  {name}: {'; '.join(places[:12])}{' …' if len(places) > 12 else ''}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _plain(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def _overlap(a: Box, b: Box) -> float:
    """The part that both cover of what either covers."""
    across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    if across <= 0 or down <= 0:
        return 0.0
    sizes = [(x.x1 - x.x0) * (x.y1 - x.y0) for x in (a, b)]
    return across * down / (sum(sizes) - across * down)


def _rounded(boxes: Iterator[Box]) -> Counter[tuple[int, ...]]:
    """Boxes to a grid of 4 points: edges of the two readers differ by a stroke's width."""
    return Counter(tuple(round(v / 4) for v in box) for box in boxes)


def compared(tally: Tally, name: str, page: Page, sheet: Any, settings: dict[str, Any] | None) -> None:
    """Adds one page."""
    x, y = float(sheet.cropbox[0]), float(sheet.cropbox[1])
    theirs = [
        (Box(*(v - o for v, o in zip(t.bbox, (x, y, x, y), strict=True))), t)
        for t in sheet.find_tables(settings)
        if len(t.rows) > 1 and len(t.rows[0].cells) > 1
    ]
    ours = [t for t in page.tables if len(t.rows) > 1]
    tally.pages += 1
    left = list(theirs)
    for table in ours:
        match = max(left, key=lambda other: _overlap(table.bbox, other[0]), default=None)
        if match is None or _overlap(table.bbox, match[0]) < _OVERLAP:
            tally.ours_only.append(f"{name} p.{page.number}")
            continue
        left.remove(match)
        tally.both += 1
        one = Counter(t for row in table.rows for cell in row if (t := _plain(cell)))
        other = Counter(t for row in match[1].extract() for cell in row if (t := _plain(cell)))
        tally.texts_ours += one.total()
        tally.texts_theirs += other.total()
        tally.texts_both += (one & other).total()
        mine = _rounded(cell.box for cell in table.cells)
        yours = _rounded(Box(c[0] - x, c[1] - y, c[2] - x, c[3] - y) for c in match[1].cells)
        tally.boxes_ours += mine.total()
        tally.boxes_theirs += yours.total()
        tally.boxes_both += (mine & yours).total()
    tally.theirs_only += [f"{name} p.{page.number}" for _ in left]


def agreement(files: Sequence[tuple[str, bytes]], settings: dict[str, Any] | None) -> Tally:
    """All pages of all files."""
    tally = Tally()
    for name, data in files:
        document = read(data, "a.pdf", options=WITH_TABLES)
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page, sheet in zip(document.pages, pdf.pages, strict=True):
                if page.source == "digital":
                    compared(tally, name, page, sheet, settings)
                sheet.close()
    return tally


def speed(files: Sequence[tuple[str, bytes]]) -> None:
    """Processor time of the tables alone, and of a page with them."""
    pages = sum(len(read(data, "a.pdf", options=TEXT_ONLY).pages) for _, data in files)
    start = time.process_time()
    for _, data in files:
        read(data, "a.pdf", options=TEXT_ONLY)
    text = time.process_time() - start
    start = time.process_time()
    for _, data in files:
        read(data, "a.pdf", options=WITH_TABLES)
    whole = time.process_time() - start
    start = time.process_time()
    for _, data in files:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for sheet in pdf.pages:
                sheet.extract_tables()
                sheet.close()
    theirs = time.process_time() - start
    print(f"\nspeed on {pages} pages (processor time): ours {pages / whole:.0f} pages/s with text and tables, "
          f"{1000 * (whole - text) / pages:.2f} ms a page for the tables")  # fmt: skip
    print(
        f"  pdfplumber.extract_tables {pages / theirs:.1f} pages/s; ours is {theirs / whole:.1f} times as fast"
    )


def sample_files(folder: Path) -> list[Path]:
    """The PDFs of a sample made in ``folder``."""
    from procurement.sample.package import write_sample

    write_sample(folder)
    return sorted(folder.rglob("*.pdf"))


def main() -> int:
    """Compares and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", action="store_true", help="take the PDFs of a sample")
    options = parser.parse_args()
    real = ROOT.parent / "shared" / "data" / "tenders"
    with tempfile.TemporaryDirectory() as folder:
        paths = options.files or ([] if options.sample else sorted(real.glob("*.pdf")))
        paths = paths or sample_files(Path(folder) / "sample")
        names = [p.name if p.parent == real or options.files else f"{p.parent.name}/{p.name}" for p in paths]
        files = [(name, path.read_bytes()) for name, path in zip(names, paths, strict=True)]
    agreement(files, ALIKE).report("against pdfplumber with the same tolerances")
    agreement(files, None).report("against pdfplumber with its defaults")
    speed(files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
