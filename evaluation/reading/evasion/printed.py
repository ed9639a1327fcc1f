"""The text layer against the page 文本层与版面不一致: does the file say what it shows?

Method: a sample of pages, drawn with the file's hash as seed so that anybody draws the same, and on each a few lines.
Each line is cut out of the rendered page at the place the text layer gives it, and recognised.  A page with a line
that says something else is compared whole; when that holds, the sample is widened to its neighbours and doubled.
Pages whose recognised text lies over a picture are always in the sample.  The pages compared are kept in
``Document.compared``.  A page most of which shows something else is read from what it shows.

A line differs when less than half of it is the same, when nothing is printed there, or when its digits are others;
lines that differ a little are only reported when half of a page does, because recognition errs now and then.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from evaluation.reading.document import Box, Document, Evasion, Page, Severity
from evaluation.reading.evasion.look import with_marks
from evaluation.reading.evasion.marks import quoted
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.need import Need
from evaluation.reading.ocr.stage import recognise_pages, task
from evaluation.reading.options import ReadOptions
from procurement.message import Message, msg

KIND = "disagreement"
_PAGES, _PAGES_PER = 2, 30  # two pages, and one more for every thirty
_MOST_SAMPLED, _MOST_WIDENED = 8, 40
_LAYERED = 4
_LINES, _ALL_LINES = 5, 40
_LEAST_LETTERS = 5
_OTHER, _SLIGHTLY = 0.5, 0.88  # share of a line that is the same, below which it differs, or differs a little
_SURE = 0.8  # of recognition, for its word to count against the file's
_ALIKE = str.maketrans("○◯Ｏ", "〇〇〇")  # the zero of Chinese dates is written with any circle at hand
_SEEN_ELSEWHERE = ("invisible-mode", "white-on-white", "microscopic", "off-page")


class Line(NamedTuple):
    """A line of the text layer that can be cut out of its page."""

    start: int
    end: int
    box: Box


class Difference(NamedTuple):
    """A line and what is printed in its place; ``grave`` when it is something else altogether."""

    page: int
    line: Line
    layer: str
    shown: str
    grave: bool


def compared(document: Document, desk: Desk, options: ReadOptions) -> Document:
    """The document with its text layer checked, and read from the page where the layer cannot be trusted."""
    lines = {page.number: _lines(page, document) for page in document.pages if page.source == "digital"}
    able = [number for number, found in lines.items() if found]
    draw = random.Random(document.sha256)  # noqa: S311 - a sample that anybody can draw again, no secret
    order = draw.sample(able, len(able))
    layered = [n for n in _layered(document) if n in lines][:_LAYERED]
    count = min(_MOST_SAMPLED, _PAGES + len(able) // _PAGES_PER)
    waiting = list(dict.fromkeys([*layered, *order[:count]]))
    looked: dict[int, list[Difference]] = {}
    whole: dict[int, int] = {}
    while waiting and len(looked) < _MOST_WIDENED:
        chosen = {n: draw.sample(lines[n], min(_LINES, len(lines[n]))) for n in waiting}
        first = _differences(document, chosen, desk, options)
        doubtful = {n: lines[n][:_ALL_LINES] for n in waiting if _is_doubtful(first[n], len(chosen[n]))}
        second = _differences(document, doubtful, desk, options)
        bad = [n for n in doubtful if _is_doubtful(second[n], len(doubtful[n]))]
        whole.update({n: len(doubtful[n]) for n in bad})
        looked.update({n: second[n] if n in bad else [] for n in waiting})
        waiting = _wider(bad, order, looked, able)
    result = replace(document, compared=tuple(sorted(looked)))
    return _judged(result, looked, whole, desk, options)


def _lines(page: Page, document: Document) -> list[Line]:
    """The lines of a page that are fit to be compared: level, of a readable size, and not known to be unseen."""
    unseen = [
        (m.start, m.end)
        for m in document.evasion
        if m.page == page.number and m.kind in _SEEN_ELSEWHERE and m.severity != "low"
    ]
    found = []
    start = 0
    for piece in page.text.split("\n"):
        end = start + len(piece)
        if sum(c.isalnum() for c in piece) >= _LEAST_LETTERS and not any(
            a < end and start < b for a, b in unseen
        ):
            boxes = page.boxes_between(start, end)
            if len(boxes) == 1 and _is_fit(boxes[0], page):
                found.append(Line(start, end, boxes[0]))
        start = end + 1
    return found


def _is_fit(box: Box, page: Page) -> bool:
    height, width = box.y1 - box.y0, box.x1 - box.x0
    on_page = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.width and box.y1 <= page.height
    return on_page and 6 <= height <= 48 and 2 * height <= width <= 64 * height


def _layered(document: Document) -> list[int]:
    return sorted({m.page for m in document.evasion if m.kind == "invisible-mode" and m.severity == "low"})


def _differences(
    document: Document, chosen: dict[int, list[Line]], desk: Desk, options: ReadOptions
) -> dict[int, list[Difference]]:
    tasks = [
        task("lines", document, document.page(n), options, boxes=[list(line.box) for line in lines])
        for n, lines in chosen.items()
    ]
    found: dict[int, list[Difference]] = {}
    for (number, lines), answer in zip(chosen.items(), desk.each(tasks), strict=True):
        text = document.page(number).text
        found[number] = [
            difference
            for line, (shown, sure, _) in zip(lines, answer.get("lines", ()), strict=False)
            if (difference := _difference(number, line, text[line.start : line.end], shown, sure)) is not None
        ]
    return found


def _difference(number: int, line: Line, layer: str, shown: str, sure: float) -> Difference | None:
    ours, theirs = _bare(layer), _bare(shown)
    if sure < _SURE or len(ours) < _LEAST_LETTERS:
        return None
    same = Levenshtein.normalized_similarity(ours, theirs)
    digits = _other_digits(ours, theirs)
    if same >= _SLIGHTLY and not digits:
        return None
    return Difference(number, line, layer, shown, same < _OTHER or digits)


def _bare(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_ALIKE)).casefold()
    return "".join(c for c in text if c.isalnum())


def _other_digits(ours: str, theirs: str) -> bool:
    """As many digits, and at least three of them others: no slip of recognition, which is very sure of digits."""
    mine, others = ("".join(filter(str.isdecimal, text)) for text in (ours, theirs))
    return len(mine) == len(others) and sum(a != b for a, b in zip(mine, others, strict=True)) >= 3


def _is_doubtful(found: Sequence[Difference], lines: int) -> bool:
    return any(d.grave for d in found) or (lines >= 4 and len(found) >= 0.5 * lines)


def _wider(
    bad: list[int], order: list[int], looked: dict[int, list[Difference]], able: list[int]
) -> list[int]:
    """Where to look next: beside what was found, and at as many further pages again as were looked at."""
    if not bad:
        return []
    beside = [n for number in bad for n in (number - 1, number + 1) if n in able]
    further = [n for n in order if n not in looked][: len(looked)]
    fresh = [n for n in dict.fromkeys([*beside, *further]) if n not in looked]
    return fresh[: max(_MOST_WIDENED - len(looked), 0)]


def _judged(
    document: Document,
    looked: dict[int, list[Difference]],
    whole: dict[int, int],
    desk: Desk,
    options: ReadOptions,
) -> Document:
    found = [d for n in sorted(looked) for d in looked[n]]
    if not found:
        return document
    grave = [d for d in found if d.grave]
    letters = sum(len(_bare(d.layer)) for d in grave)
    severity: Severity = "high" if len(grave) >= 3 or letters >= 40 else "medium"
    reread = [n for n in looked if sum(d.grave for d in looked[n]) > 0.5 * max(whole.get(n, 0), 4)]
    kept = [m for m in document.evasion if m.page not in reread]
    marks = [_mark(d, severity if d.grave else "medium", moved=d.page in reread) for d in found]
    document = with_marks(replace(document, evasion=tuple(kept)), marks)
    return recognise_pages(document, [Need(n, "garbage") for n in reread], desk, options)


def _mark(found: Difference, severity: Severity, *, moved: bool) -> Evasion:
    start, end = (0, 0) if moved else (found.line.start, found.line.end)
    return Evasion(KIND, severity, found.page, start, end, found.line.box, _say(found))


def _say(found: Difference) -> Message:
    if not found.shown:
        return msg("The text layer says “%(layer)s”, the page shows nothing there", layer=quoted(found.layer))
    return msg(
        "The text layer says “%(layer)s”, the page shows “%(shown)s”",
        layer=quoted(found.layer),
        shown=quoted(found.shown),
    )
