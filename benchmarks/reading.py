"""How fast bids are read, beside the bare libraries.  One run prints every figure and its target.

    python benchmarks/reading.py [PDF ...]

Without arguments it takes the real PDFs in ``../shared/data/tenders``.  Speeds on one core are by processor time, each
library in turn within a round; two workers are measured on the wall and need two idle cores.  Exit code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pdfplumber  # noqa: E402 - after the path
import pikepdf  # noqa: E402
import pypdfium2 as pdfium  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from evaluation.reading import ReadOptions, read  # noqa: E402
from evaluation.reading.children import end_children  # noqa: E402
from evaluation.reading.options import TEXT_ONLY  # noqa: E402
from evaluation.reading.safely import read_stored  # noqa: E402
from evaluation.reading.store import from_bytes, to_bytes  # noqa: E402

ROUNDS = 5
_missed: list[str] = []


def report(what: str, value: float, target: float, unit: str, *, at_most: bool = False) -> None:
    """One line; remembers a missed target."""
    met = value <= target if at_most else value >= target
    sign = "<=" if at_most else ">="
    print(f"{what:<58} {value:9.2f} {unit:<6} target {sign} {target:g}  {'ok' if met else 'MISSED'}")
    if not met:
        _missed.append(what)


def bare(data: bytes) -> None:
    """The text of every page by PDFium and nothing else."""
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        document[index].get_textpage().get_text_range()
    document.close()


def plumber(data: bytes, pages: Sequence[int]) -> None:
    """The text of some pages by pdfplumber."""
    with pdfplumber.open(io.BytesIO(data), pages=list(pages)) as pdf:
        for page in pdf.pages:
            page.extract_text()


def seconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes, once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def processor(act: Callable[[], object]) -> float:
    """Seconds of processor time that ``act`` takes: what other work on the machine does not change."""
    start = time.process_time()
    act()
    return time.process_time() - start


def speed(files: list[bytes]) -> None:
    """Text with boxes in reading order against bare PDFium and pdfplumber, one core."""
    counts = [page_count(f) for f in files]
    best = {"bare": 0.0, "ours": 0.0}
    ratios = []
    for _ in range(ROUNDS):
        bare_rate = sum(counts) / sum(processor(lambda f=f: bare(f)) for f in files)
        our_rate = sum(counts) / sum(
            processor(lambda f=f: read(f, "a.pdf", options=TEXT_ONLY)) for f in files
        )
        best = {"bare": max(best["bare"], bare_rate), "ours": max(best["ours"], our_rate)}
        ratios.append(our_rate / bare_rate)
    print(
        f"pages {sum(counts)}; bare {best['bare']:.0f} pages/s; with boxes in reading order {best['ours']:.0f} pages/s"
    )
    report("share of bare PDFium's speed (median round)", sorted(ratios)[len(ratios) // 2], 0.75, "")
    sampled = [list(range(1, n + 1, max(1, n // 10))) for n in counts]
    pages = sum(map(len, sampled))
    rate = pages / sum(processor(lambda f=f, s=s: plumber(f, s)) for f, s in zip(files, sampled, strict=True))
    report(f"times pdfplumber.extract_text ({rate:.1f} pages/s)", best["ours"] / rate, 15, "x")


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    document = pdfium.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def workers(files: list[bytes]) -> None:
    """The same files through one child process and through two."""
    work = [f for f in files for _ in range(6)]
    rates = {}
    for count in (1, 2):
        with ThreadPoolExecutor(count) as pool:
            list(
                pool.map(lambda f: read_stored(f, "a.pdf", options=TEXT_ONLY), files[:count])
            )  # started and warm
            took = seconds(lambda: list(pool.map(lambda f: read_stored(f, "a.pdf", options=TEXT_ONLY), work)))
        rates[count] = len(work) / took
        end_children()
    report("two workers against one", rates[2] / rates[1], 1.7, "x")


def big_file(files: list[bytes], pages: int) -> bytes:
    """One file of so many pages, the real ones repeated."""
    out = pikepdf.new()
    sources = [pikepdf.open(io.BytesIO(f)) for f in files]
    while len(out.pages) < pages:
        for source in sources:
            out.add_pages_from(source)
    while len(out.pages) > pages:
        del out.pages[-1]
    buffer = io.BytesIO()
    out.save(buffer)
    return buffer.getvalue()


def memory(files: list[bytes]) -> None:
    """Peak memory of a fresh process that reads a file of 1,000 pages, text only and with everything."""
    data = big_file(files, 1_000)
    for label, options in (("text", "TEXT_ONLY"), ("text, tables, pictures, marks", "DEFAULT")):
        code = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
            f"from evaluation.reading.options import {options} as o\n"
            "from evaluation.reading import read\n"
            "d = read(sys.stdin.buffer.read(), 'a.pdf', options=o)\n"
            "status = open('/proc/self/status').read()\n"
            "print(int(status.split('VmHWM:')[1].split()[0]) // 1024, len(d.pages))\n"
        )
        done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
        report(f"peak memory, 1,000 pages ({label})", float(done.stdout.split()[0]), 500, "MB", at_most=True)


def again(files: list[bytes]) -> None:
    """What a file costs that was read before."""
    largest = max(files, key=len)
    blob = to_bytes(read(big_file([largest], 400), "a.pdf", options=TEXT_ONLY))
    took = min(processor(lambda: from_bytes(blob)) for _ in range(ROUNDS))
    report(f"a stored document of 400 pages ({len(blob) // 1024} kB)", took * 1000, 50, "ms", at_most=True)


def tables(files: list[bytes]) -> None:
    """Tables apart: what they add."""
    options = ReadOptions(images=False, marks=False, evasion=False)
    took = sum(seconds(lambda f=f: read(f, "a.pdf", options=options)) for f in files)
    print(f"with tables: {sum(map(page_count, files)) / took:.1f} pages/s")


def recognition(files: list[bytes]) -> None:
    """Pages at 150 dots an inch, recognised: how many characters are wrong, and what a page costs."""
    wrong = total = pages = 0
    spent = 0.0
    for data in files:
        document = read(data, "a.pdf", options=TEXT_ONLY)
        with pdfium.PdfDocument(data) as pdf:
            for number in range(10, len(document.pages) + 1, 20):
                out = io.BytesIO()
                pdf[number - 1].render(scale=150 / 72).to_pil().save(out, "PNG", dpi=(150, 150))
                start = time.process_time()
                (page,) = read(out.getvalue(), "a.png", options=ReadOptions(ocr=True, evasion=False)).pages
                spent += time.process_time() - start
                ours, truth = plain(page.text), plain(document.page(number).text)
                wrong, total, pages = wrong + Levenshtein.distance(ours, truth), total + len(truth), pages + 1
    print(f"recognition: {pages} pages, {spent / pages:.2f} s of processor time a page")
    report("characters wrong after recognition at 150 dpi", 100 * wrong / total, 3, "%", at_most=True)


def plain(text: str) -> str:
    """A text without layout and width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def main() -> int:
    """Runs every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args().files or sorted((ROOT.parent / "shared/data/tenders").glob("*.pdf"))
    files = [f.read_bytes() for f in given]
    if not files:
        print("no PDF to read: name some", file=sys.stderr)
        return 2
    text_files = [f for f in files if read(f, "a.pdf", options=TEXT_ONLY).pages[0].source == "digital"]
    speed(text_files)
    workers(text_files)
    memory(text_files)
    again(text_files)
    tables(text_files)
    recognition(text_files)
    print(f"own peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 1 if _missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
