"""What one maker 制造商 explains: dealers of one maker hand in its letters, its leaflets and its photographs.

A maker speaks in a bid where its letter of authority 制造商授权书 stands, behind a word for makers, behind the name of a firm
that the bid names as one, and on its leaflets.  Whatever two bids have in common only there (the number of the maker's
head, its telephone, its address, its sentences, its pictures) has one cause, which many honest bids share: all of it
together weighs ``maker.explained`` of the policy, and only the strongest of it counts (``weighing``).  A maker that bids
itself explains nothing, nor does what a bid says of itself elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from evaluation.collusion.identity import plain
from evaluation.reading.document import Document, Page

V = TypeVar("V")
Span = tuple[int, int]

OF_MAKER = "of_maker"
"""Key of a finding's detail: how many of its bits one maker explains; see ``weighing``."""

_WORD = r"(?:制造商|生产商|生产厂家?|制造厂家?|厂家|厂商|原厂)"
_MAKER = re.compile(_WORD)
# Letters have a title line; a bidder that speaks of "the maker's authorisation, see annex" is not its maker.
_LETTER = re.compile(
    rf"^[^。；;，,\n]{{0,16}}{_WORD}[^。；;，,\n]{{0,6}}(?:授权|证明|承诺|声明)[^。；;，,\n]{{0,8}}$",
    re.MULTILINE,
)
_FIRM = r"([\u4e00-\u9fffA-Za-z]{2,30}?(?:公司|集团|工厂))"
_NAMED = re.compile(rf"{_FIRM}[（(][^）)\n]{{0,8}}{_WORD}|{_WORD}(?:名称|全称)?[:：为是]\s*{_FIRM}")
_WE = re.compile(r"^.*?(?:我方|我公司|我司|我厂|本公司|兹有|系)")
_SECTION = re.compile(r"\n\s*(?:第[一二三四五六七八九十\d]{1,3}[章节部]|[一二三四五六七八九十]{1,3}、)")
_LEAFLET = re.compile(
    r"彩页|产品样本|产品手册|用户手册|产品说明书|使用说明书|产品单页|宣传册|产品图册|原厂资料|厂家资料"
)
_SHOWN = re.compile(r"产品图片|产品照片|产品外观|外观图|实物图|产品介绍|产品资料")
_OFFERED = re.compile(r"(?:品牌|型号)[^\S\n]*[:：]")
_OWN = re.compile(
    r"踏勘|勘察|现场照片|现场图|项目部|员工|人员照片|办公|团队|业绩|施工|我公司|我司|本公司|本项目"
)
_NEAR, _SECTION_LENGTH = 200, 800
_TITLE, _WORDLESS = 24, 30
_MOSTLY = 0.6


class Makers:
    """Where in the documents of one bid a maker speaks; ``bidders`` are the names of all who bid."""

    def __init__(self, documents: Iterable[Document], bidders: Collection[str]) -> None:
        self._documents = tuple(documents)
        self._near: dict[tuple[str, int], list[Span]] = {}
        self._written: dict[tuple[str, int], list[Span]] = {}
        self._pictured: set[tuple[str, int]] = set()
        taken = {plain(name) for name in bidders if plain(name)}
        named = {firm for d in self._documents for page in d.pages for firm in _firms(page.text)}
        firms = {firm for firm in named if not _is_one_of(firm, taken)}
        for document in self._documents:
            title = _Title()
            for page in document.pages:
                title.turn(document, page)
                key = document.name, page.number
                if any(_is_one_of(firm, taken) for firm in _firms(page.text)):
                    continue
                whole = [(0, len(page.text))] if title.leaflet and page.text else []
                self._written[key] = _merged([*whole, *_letters(page.text)])
                self._near[key] = _merged([*self._written[key], *_beside(page.text, firms)])
                product = title.shown or _OFFERED.search(page.text)
                # A leaflet's sentences may speak of offices and sites; its titles and captions do not.
                told = "\n".join(_captions(page)) if title.leaflet else page.text
                if _LETTER.search(page.text) or (product and not _OWN.search(told)):
                    self._pictured.add(key)

    def only(self, values: Callable[[str], Iterable[V]]) -> set[V]:
        """Of the values that a reader finds on pages, those that stand nowhere but where a maker speaks."""
        found: set[V] = set()
        elsewhere: set[V] = set()
        for document in self._documents:
            for page in document.pages:
                found.update(values(page.text))
                elsewhere.update(values(self._outside(document, page)))
        return found - elsewhere

    def says(self, document: str, page: int, start: int, end: int) -> bool:
        """Whether most of a stretch of a page is a maker's letter or leaflet; to stand near its name is not enough."""
        spans = self._written.get((document, page), [])
        covered = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in spans)
        return covered >= _MOSTLY * (end - start)

    def wrote(self, document: Document) -> bool:
        """Whether a file is wholly a maker's letter or leaflet, so that its marks of origin are the maker's, too."""
        worded = [page for page in document.pages if page.text.strip()]
        return bool(worded) and all(self.says(document.name, p.number, 0, len(p.text)) for p in worded)

    def shows(self, document: str, page: int) -> bool:
        """Whether the pictures of a page are a maker's: its letter's, or its product's, on pages that show one and speak of nothing of the bidder's own."""
        return (document, page) in self._pictured

    def _outside(self, document: Document, page: Page) -> str:
        kept, at = [], 0
        for begin, end in self._near.get((document.name, page.number), []):
            kept.append(page.text[at:begin])
            at = end
        return "\n".join([*kept, page.text[at:]])


class _Title:
    """What a page is headed as: by its own first line or its file's name, else, where it has no words, as the one before."""

    def __init__(self) -> None:
        self.leaflet = self.shown = False

    def turn(self, document: Document, page: Page) -> None:
        lines = [line.strip() for line in page.text.splitlines() if line.strip()]
        heads = [document.name, *(line for line in _captions(page) if line in lines[:3])]
        leaflet = any(_LEAFLET.search(head) for head in heads)
        shown = leaflet or any(_SHOWN.search(head) for head in heads)
        wordless = sum(map(len, lines)) < _WORDLESS
        self.leaflet = leaflet or (self.leaflet and wordless)
        self.shown = shown or (self.shown and wordless)


def _captions(page: Page) -> list[str]:
    """The lines of a page that are short enough to be a title or a caption."""
    return [line.strip() for line in page.text.splitlines() if 0 < len(line.strip()) <= _TITLE]


def _firms(text: str) -> Iterator[str]:
    """The firms that a text names as makers, in normal form."""
    for match in _NAMED.finditer(text):
        yield plain(_WE.sub("", match[1] or match[2]))


def _is_one_of(firm: str, names: Collection[str]) -> bool:
    return any(firm.endswith(name) or name.endswith(firm) for name in names)


def _letters(text: str) -> Iterator[Span]:
    """The letters of makers: from the title to the next section, as long as such letters are."""
    for match in _LETTER.finditer(text):
        section = _SECTION.search(text, match.end())
        end = len(text) if section is None else section.start()
        yield match.start(), min(end, match.end() + _SECTION_LENGTH)


def _beside(text: str, firms: Collection[str]) -> Iterator[Span]:
    """What stands on the line of a word for makers and shortly behind it, or behind the name of one."""
    for match in _MAKER.finditer(text):
        yield _line(text, match.start()), match.end() + _NEAR
    for firm in firms:
        for match in re.finditer(re.escape(firm), text):
            yield match.start(), match.end() + _NEAR


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
