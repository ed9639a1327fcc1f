"""A bid split into the parts that the tender prescribes 投标文件格式.

The tender's chapter of formats lists forms; a bid answers them in its own headings.  Each form is matched with the
section of the bid whose title is nearest, one to one, best pairs first; a form without a near section is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from evaluation.reading.document import Document
from evaluation.reading.structure.numbering import number_of
from evaluation.reading.structure.sections import Section, all_sections, sections

_FORMATS = re.compile(r"(投标|响应|应答)?文件(的)?(格式|组成及格式|样式)|格式要求")
NEAR = 72.0
"""Least likeness (0 to 100) of two titles that name the same form."""


@dataclass(frozen=True, slots=True)
class Part:
    """One prescribed form and the bid's section that answers it; ``None`` when the bid has none."""

    form: str
    form_page: int
    document: str | None
    section: Section | None
    likeness: float


def prescribed_forms(tender: Document) -> list[Section]:
    """The forms in the tender's chapter of formats, in order; empty when it has no such chapter."""
    chapters = [s for top in sections(tender) for s in top.walk() if s.children and _FORMATS.search(s.title)]
    if not chapters:
        return []
    chapter = max(chapters, key=lambda s: len(s.children))
    return list(chapter.children)


def match_parts(forms: Sequence[Section], documents: Sequence[Document]) -> list[Part]:
    """Each form with the section that answers it, in the forms' order."""
    offered = [(d.name, s) for d in documents for s in all_sections(d)]
    pairs = sorted(
        (
            (likeness(form.title, section.title), i, j)
            for i, form in enumerate(forms)
            for j, (_, section) in enumerate(offered)
        ),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    chosen: dict[int, tuple[float, int]] = {}
    used: set[int] = set()
    for score, i, j in pairs:
        if score < NEAR:
            break
        if i not in chosen and j not in used:
            chosen[i] = (score, j)
            used.add(j)
    parts = []
    for i, form in enumerate(forms):
        score, j = chosen.get(i, (0.0, -1))
        name, section = offered[j] if j >= 0 else (None, None)
        parts.append(Part(bare_title(form.title), form.page, name, section, score))
    return parts


def bare_title(title: str) -> str:
    """A title without its number, marks and remarks in brackets."""
    number = number_of(title)
    text = title[number.title_at :] if number is not None else title
    text = re.sub(r"[（(][^（()）]*[)）]|[★▲\s：:]", "", text)
    return text or title.strip()


def likeness(left: str, right: str) -> float:
    """How alike two titles are, 0 to 100, their numbers left out."""
    a, b = bare_title(left), bare_title(right)
    if not a or not b:
        return 0.0
    whole = fuzz.ratio(a, b)
    inner = fuzz.partial_ratio(a, b) * 0.9 if min(len(a), len(b)) >= 4 else 0.0
    return float(max(whole, inner))
