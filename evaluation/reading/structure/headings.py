"""Which lines are headings.

A number alone proves nothing: clauses, list items and table rows are numbered too.  So lines numbered alike and in
sequence under one parent are judged together: where most of them read like titles (short, no sentence end, not
running on), the sequence is headings; else it is a list.  Table cells, running headers and pages of contents are
left out; what the file itself declares (bookmarks, heading styles) is taken where it names a line and reads like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from evaluation.reading.document import Document, Heading, Page
from evaluation.reading.structure.numbering import RANKS, Number, number_of
from evaluation.reading.structure.sequences import Line, is_title_among_titles, sequences, title_part

MAX_TITLE = 45
_SENTENCE = re.compile(r"[。；;，！？?!]|[、,]$")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_DATE = re.compile(
    r"^[\d\s一二三四五六七八九〇零十]{2,}年[\d\s一二三四五六七八九〇零十]*月?[\d\s一二三四五六七八九十]*日?$"
)
_NEVER = re.compile(
    _DATE.pattern + r"|^[A-Za-z]\s*[.．、]|^[（(].*[)）]$|.*[（(]\s*(?:盖章|签字|公章|签章)|^目\s*录$"
)
_COLON = re.compile(r"[：:]")
_LEADER = re.compile(r"(?:[.．…·\-_—]\s*){4,}\d*\s*$|\t\s*\d+\s*$|\s{3,}\d{1,3}\s*$")
_TITLES = re.compile(
    r"^[\s★▲]*(招标公告|投标邀请书?|投标人须知前附表|投标人须知|供应商须知|评标办法前附表|评标办法|合同条款|采购需求|"
    r"投标函|开标一览表|报价一览表|分项报价表|法定代表人身份证明书?|授权委托书|中小企业声明函|残疾人福利性单位声明函|"
    r"技术偏离表|商务偏离表|技术方案|售后服务方案|营业执照|附件|附表)\s*$"
)


def find_headings(document: Document) -> list[tuple[Line, int]]:
    """Every heading line with its rank (1 is the widest), in order."""
    lines = [line for page in document.pages if not _is_contents(page) for line in _lines(page)]
    body = _body_size(document.pages)
    chosen: dict[int, int] = {}
    for index, line in enumerate(lines):
        number = line.number
        if number is not None and number.style in ("volume", "chapter", "section") and line.titled:
            chosen[index] = number.rank
        elif number is None and line.titled and _stands_out(line, body):
            chosen[index] = RANKS["plain"] if line.size < 1.3 * body else RANKS["chapter"]
    _drop_listings(lines, chosen)
    reached: dict[tuple[str, tuple[int, ...]], int] = {}
    for group in sequences(lines, set(chosen)):
        titles = group[: title_part(lines, group, reached)]
        chosen.update({i: _rank(lines[i]) for i in titles if is_title_among_titles(lines[i])})
        last = lines[titles[-1]].number if titles else None
        if last is not None:
            reached[last.style, last.ordinals[:-1]] = last.ordinals[-1]
    _take_declared(document.outline, lines, chosen)
    _drop_listings(lines, chosen)
    _drop_echoes(lines, chosen)
    first = min((i for i in chosen if lines[i].number is not None), default=0)
    kept = [i for i in sorted(chosen) if i >= first or lines[i].page > 1]  # before it stands the cover
    return [(line, chosen[i]) for i, line in _with_titles(lines, kept)]


def _with_titles(lines: Sequence[Line], kept: Sequence[int]) -> Iterable[tuple[int, Line]]:
    """A bare label (附件 6：) takes the line under it as its title, which then is no heading of its own."""
    used: set[int] = set()
    for index in kept:
        line = lines[index]
        if index in used:
            continue
        number = line.number
        if number is not None and number.style in ("annex", "chapter", "volume") and index + 1 < len(lines):
            below = lines[index + 1]
            bare = not line.text[number.title_at :].strip(" \u3000：:")
            if bare and below.page == line.page and below.number is None and below.titled:
                used.add(index + 1)
                joined = f"{line.text.strip()} {below.text.strip()}"
                line = replace(line, text=joined, end=below.end)
        yield index, line


def _rank(line: Line) -> int:
    return line.number.rank if line.number is not None else RANKS["plain"]


def title_of(line: Line) -> str:
    """The heading's words: what follows a colon is the section's content, not its name."""
    text = re.sub(r"\s+", " ", line.text).strip()
    number = line.number
    if number is not None and number.style != "annex":
        head = _COLON.split(line.text[number.title_at :], maxsplit=1)[0]
        text = re.sub(r"\s+", " ", line.text[: number.title_at] + head).strip()
    return text.rstrip("：: 。")


def _lines(page: Page) -> list[Line]:
    found: list[Line] = []
    hidden = set(page.furniture)
    start = 0
    pieces = page.text.split("\n")
    cells = [t.bbox for t in page.tables if max((len(r) for r in t.rows), default=0) > 1]
    for index, text in enumerate(pieces):
        end = start + len(text)
        if text.strip() and len(text) <= 90 and (start, end) not in hidden and not _LEADER.search(text):
            box = page.boxes[start:end]
            box = box[~np.isnan(box[:, 0])]
            if len(box):
                left, right = float(box[:, 0].min()), float(box[:, 2].max())
                middle = float((box[:, 1] + box[:, 3]).mean() / 2)
                in_table = any(b.y0 <= middle <= b.y1 and b.x0 - 2 <= left <= b.x1 for b in cells)
                size = float(np.median(box[:, 3] - box[:, 1]))
                if not in_table:
                    number = number_of(text)
                    after = pieces[index + 1] if index + 1 < len(pieces) else ""
                    full = page.source != "flow" and right > page.width - 0.16 * page.width
                    titled = _reads_like_title(
                        text, number, runs_on=full and bool(after) and number_of(after) is None
                    )
                    found.append(
                        Line(
                            page.number, start, end, text, size, left, right, float(box[0, 1]), number, titled
                        )
                    )
        start = end + 1
    return found


def _reads_like_title(text: str, number: Number | None, *, runs_on: bool) -> bool:
    title = text[number.title_at :] if number is not None else text
    if number is not None and number.style in ("cjk", "cjk-bracket"):
        title = _COLON.split(title, maxsplit=1)[0]
        runs_on = runs_on and len(title) == len(text) - number.title_at
    elif number is not None and number.style in ("arabic", "list", "dotted") and _COLON.search(title):
        return False  # a lead-in or a labelled value
    bare = title.strip(" \u3000：:")
    if len(bare) > MAX_TITLE or runs_on or _SENTENCE.search(_BRACKETED.sub("", bare)):
        return False
    if number is not None and number.style in ("volume", "chapter", "annex") and not bare:
        return True
    return len(_LETTERS.findall(bare)) >= 2 and not _NEVER.match(bare) and _balanced(bare)


def _balanced(text: str) -> bool:
    pairs = (("（(", "）)"), ("《", "》"), ("“", "”"), ("【[", "】]"))
    return all(sum(map(text.count, opening)) == sum(map(text.count, closing)) for opening, closing in pairs)


def _body_size(pages: Sequence[Page]) -> float:
    """The usual height of a letter: the median over a sample of all pages."""
    heights = [p.boxes[::17, 3] - p.boxes[::17, 1] for p in pages if len(p.text)]
    if not heights:
        return 0.0
    every = np.concatenate(heights)
    every = every[~np.isnan(every)]
    return float(np.median(every)) if len(every) else 0.0


def _stands_out(line: Line, body: float) -> bool:
    """A line without a number is a heading only when it is set larger, alone in the middle, or is a known title."""
    if _TITLES.match(line.text):
        return True
    return line.size >= 1.25 * body > 0 and 2 <= len(line.text.strip()) <= 30 and not _COLON.search(line.text)


def _is_contents(page: Page) -> bool:
    lines = [line for line in page.text.split("\n") if line.strip()]
    led = sum(bool(_LEADER.search(line)) for line in lines)
    return led >= 4 and led * 2 >= len(lines)


def _drop_listings(lines: Sequence[Line], chosen: dict[int, int]) -> None:
    """Headings one right after the other with nothing between are a list of contents.

    Three chapters are enough; of other kinds four, when half of them come again later or 目录 stands above.
    """
    later = {_name(lines[i]): i for i in sorted(chosen)}
    run: list[int] = []
    for index in [*sorted(chosen), len(lines) + 9]:
        here = lines[index] if index < len(lines) else None
        if run and (here is None or index != run[-1] + 1 or not _goes_on(lines[run[-1]], here)):
            wide = _style(lines[run[0]]) in ("volume", "chapter")
            again = sum(later[_name(lines[i])] > run[-1] for i in run)
            titled = run[0] > 0 and _plain(lines[run[0] - 1].text).endswith(("目录", "组成", "包括", "如下"))
            if (wide and len(run) >= 3) or (len(run) >= 4 and (again * 2 >= len(run) or titled)):
                for i in run:
                    del chosen[i]
            run = []
        run.append(index)


def _goes_on(above: Line, line: Line) -> bool:
    if above.number is None or line.number is None:
        return above.number is line.number
    return above.number.style == line.number.style and above.number.ordinals < line.number.ordinals


def _name(line: Line) -> str:
    """What a heading is known by when it comes again; an annex by its number, its title may stand on the next line."""
    if line.number is not None and line.number.style == "annex":
        return f"annex {line.number.ordinals}"
    return _plain(line.text)


def _style(line: Line) -> str:
    return line.number.style if line.number is not None else "plain"


def _drop_echoes(lines: Sequence[Line], chosen: dict[int, int]) -> None:
    """A form's own title right under the numbered heading that already names it is not another section."""
    order = sorted(chosen)
    for above, index in pairwise(order):
        if index - above <= 2 and lines[index].number is None and lines[above].number is not None:
            name, title = _plain(lines[index].text), _plain(lines[above].text)
            if name in title:
                del chosen[index]


def _take_declared(outline: Sequence[Heading], lines: Sequence[Line], chosen: dict[int, int]) -> None:
    """Adds the lines that a bookmark or a heading style names, where they read like a title."""
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    for declared in outline:
        wanted = _plain(declared.title)
        if len(wanted) < 2 or len(wanted) > MAX_TITLE:
            continue
        for index in by_page.get(declared.page, []):
            have = _plain(lines[index].text)
            if have == wanted or (len(have) >= 4 and wanted.startswith(have)):
                if index not in chosen and lines[index].titled:
                    chosen[index] = _rank(lines[index]) if lines[index].number else RANKS["plain"]
                break


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000:：\ufeff]+", "", text)
