"""A bid split into the parts that the tender prescribes 投标文件格式.

The tender's chapter of formats lists forms; a bid answers them in its own headings.  Each form is matched with the
heading of the bid that is nearest, one to one, best pairs first: nearest by its words, or because both name the same
kind of form (同类项目业绩 answers 类似业绩一览表).  A form without a near heading is missing.  A document without
headings, such as a priced bill, is offered under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from evaluation.reading.structure.entry import Entry
from evaluation.reading.structure.numbering import number_of

_FORMATS = re.compile(
    r"(投标|响应|应答)?文件(的)?(组成及|内容及|有关)?(格式|样式)|格式要求|(投标|响应)文件(的)?组成$"
)
_CHAPTERS = ("volume", "chapter")
NEAR = 72.0
"""Least likeness (0 to 100) of two titles that name the same form."""
_SAME_KIND = 76.0
_WIDE = 0.5  # of two headings equally near the wider one is meant: so much less for each level

_KINDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"投标函|响应函|投标书$", r"开标一览|报价一览", r"分项报价|报价明细|价格明细|分项价格|投标价格表|报价清单",
        r"法定代表人身份证明", r"授权委托书|授权书$", r"中小企业", r"残疾人福利",
        r"技术.{0,4}(偏离|响应表)", r"商务.{0,4}(偏离|响应表)", r"重大违法|无违法|合法经营", r"廉洁|串通投标|反商业贿赂",
        r"业绩", r"(人员|团队|项目组).{0,6}(表|一览|配备|名单|组成|构成|$)", r"(产品|货物|选型|供货).{0,4}(一览|清单)",
        r"备品|备件", r"培训(计划|方案)", r"售后服务", r"(投标人|供应商|企业)基本情况", r"保证金", r"财务(状况|报告|报表)",
        r"纳税|税收|社会保障", r"营业执照|主体资格", r"联合体", r"(实施|施工|服务)(组织|方案)",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One prescribed form and the heading of the bid that answers it; ``None`` when the bid has none.

    ``end`` is the (page, offset) where the next heading of the same or a wider level stands, ``None`` for the
    document's end.
    """

    form: str
    form_page: int
    document: str | None
    entry: Entry | None
    likeness: float
    end: tuple[int, int] | None = None
    form_start: int = -1
    form_end: int = -1

    def holds(self, document: str, page: int, start: int) -> bool:
        """Whether this place of the bid lies in the part."""
        if self.entry is None or document != self.document:
            return False
        return (self.entry.page, self.entry.start) <= (page, start) and (
            self.end is None or (page, start) < self.end
        )


def prescribed_forms(contents: Sequence[Entry]) -> list[Entry]:
    """The forms in the tender's last chapter of formats, in order; empty when it has no such chapter.

    The chapter runs to the next numbered chapter.  Where it has annexes 附件, those are the forms, with whatever
    stands between them; else the headings of its widest numbered level.
    """
    numbers = [number_of(entry.title) for entry in contents]
    named = [i for i, entry in enumerate(contents) if _FORMATS.search(entry.title)]
    best: list[Entry] = []
    for first in named:
        number = numbers[first]
        wide = number is not None and number.style in _CHAPTERS
        last = next(
            (
                i
                for i in range(first + 1, len(contents))
                if ((n := numbers[i]) is not None and n.style in _CHAPTERS)
                or (not wide and contents[i].level <= contents[first].level)
            ),
            len(contents),
        )
        forms = _forms_among([(contents[i], numbers[i]) for i in range(first + 1, last)])
        if len(forms) >= max(len(best), 1):
            best = forms
    return best


def _forms_among(inside: Sequence[tuple[Entry, object]]) -> list[Entry]:
    styled = [(entry, getattr(number, "style", "")) for entry, number in inside]
    annexes = [entry for entry, style in styled if style == "annex"]
    if len(annexes) >= 2:
        return annexes
    levels = [entry.level for entry, style in styled if style]
    if len(levels) >= 2:
        return [entry for entry, style in styled if style and entry.level == min(levels)]
    widest = min((entry.level for entry, _ in styled), default=0)
    return [entry for entry, _ in styled if entry.level == widest]


Offer = tuple[str, tuple[Entry, ...]]
"""A document of the bid: its name and its contents."""


@lru_cache(maxsize=128)
def match_parts(forms: tuple[Entry, ...], offers: tuple[Offer, ...]) -> tuple[Part, ...]:
    """Each form with the heading that answers it, in the forms' order."""
    offered = [(name, entry, index, contents) for name, contents in map(_named, offers)
               for index, entry in enumerate(contents)]  # fmt: skip
    bare = [bare_title(entry.title) for _, entry, _, _ in offered]
    kinds = [_kinds(title) for title in bare]
    pairs: list[tuple[float, float, int, int]] = []
    for i, form in enumerate(forms):
        title = bare_title(form.title)
        wanted = _kinds(title)
        for j, other in enumerate(bare):
            near = _nearness(title, other)
            if near < _SAME_KIND and wanted & kinds[j]:
                near = _SAME_KIND
            if near >= NEAR:
                pairs.append((-(near - _WIDE * offered[j][1].level), near, i, j))
    chosen: dict[int, tuple[float, int]] = {}
    used: set[int] = set()
    for _, near, i, j in sorted(pairs):
        if i not in chosen and j not in used:
            chosen[i] = (near, j)
            used.add(j)
    parts = []
    for i, form in enumerate(forms):
        title = bare_title(form.title)
        place = (form.start, form.end)
        if i not in chosen:
            parts.append(Part(title, form.page, None, None, 0.0, None, *place))
            continue
        near, j = chosen[i]
        name, entry, index, contents = offered[j]
        after = next((e for e in contents[index + 1 :] if e.level <= entry.level), None)
        end = (after.page, after.start) if after else None
        parts.append(Part(title, form.page, name, entry, near, end, *place))
    return tuple(parts)


def _named(offer: Offer) -> Offer:
    """A document without headings is one part, named as its file is."""
    name, contents = offer
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return (name, contents or (Entry(1, stem, 1, 0, 0),))


def _kinds(title: str) -> frozenset[int]:
    return frozenset(i for i, pattern in enumerate(_KINDS) if pattern.search(title))


def bare_title(title: str) -> str:
    """A title without its number, marks and remarks in brackets."""
    number = number_of(title)
    text = title[number.title_at :] if number is not None else title
    text = re.sub(r"[（(][^（()）]*[)）]|[★▲\s：:]", "", text)
    return text or title.strip()


def likeness(left: str, right: str) -> float:
    """How alike two titles are, 0 to 100, their numbers left out."""
    return _nearness(bare_title(left), bare_title(right))


def _nearness(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    whole = fuzz.ratio(left, right)
    inner = fuzz.partial_ratio(left, right) * 0.9 if min(len(left), len(right)) >= 4 else 0.0
    return float(max(whole, inner))
