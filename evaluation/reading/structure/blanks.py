"""The blanks of a prescribed form and what a bid has put into them.

A form leaves blanks in two ways: after a label (``投标人名称：``, with a rule, a placeholder or nothing behind it), and
inside a sentence (a rule, or a placeholder in brackets such as （投标人名称）).  In the bid a blank is found again by the
words before and after it, whatever white space and line ends stand between their letters.  Places for signatures and
seals are none: what fills those is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_BLANKS = 40
"""So many blanks of one form are looked for, the first."""
_LABEL = re.compile(r"(?P<label>[^\s：:，,。；;、！？“”《》]{2,18})[ \t\u3000]*[：:]")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])")
_UNIT = r"(?:人民币|万?元|[%％]|日历天|个?月|[天日年号型])?"
_RULE = r"[_＿]{2,}|[×xX]{2,}|\.{4,}|…{2,}"
_OPEN = re.compile(
    rf"^\s*(?:{_UNIT}\s*(?:{_RULE})?\s*{_UNIT}|[（(\[【][^（()）\]】]{{1,20}}[)）\]】]\s*{_UNIT}|[\s_＿×xX]*年[\s_＿×xX]*月[\s_＿×xX]*日)\s*$"
)
_EMPTY = re.compile(
    r"^(?:[\s_＿×xX/\\—\-…．.：:，,（()）\[\]【】￥¥]|人民币|万?元|年|月|日|盖章|公章|签字|签章)*$"
)
_NAMED = (
    r"[（(]\s*(?P<name>(?:填写|选填)?[^（()）\n]{0,10}?(?:名称|姓名|全称|金额|大写|小写|编号|日期|职务|号码|地址|电话|包号|职称))"
    r"\s*[)）]"
)
_INSIDE = re.compile(rf"{_NAMED}|[_＿]{{2,}}|[×]{{2,}}")
_NO_LABEL = re.compile(
    r"(?:公司|中心|局|学院|大学|医院|中学|小学|学校|委员会|政府|情况|得分|标明|责任|请寄|如下|以下|包括|说明|注意|事项|承诺|声明|要求|附件?|注|致|兹|为|是|即)$|签字|签名|签章|^[（(]?\d+[)）.]?$"
    r"|[盖公]章[)）]?$(?<!名称[（(]盖章[)）])(?<!名称[（(]公章[)）])"
)
_BARE_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[ \t\u3000]+\S")
_LAST_CLAUSE = re.compile(r"[，,、]")
_WIDE = r"[\u4e00-\u9fff](?:[ \t\u3000]+[\u4e00-\u9fff]){1,3}"  # a label whose letters are spaced out
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_LABEL = 12  # letters: what is longer leads in a sentence
_BEFORE, _AFTER, _LEAST = 8, 5, 4  # letters of the sentence round a blank, and how many at least
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a form: what it is called, the letters before it and, inside a sentence, those after it."""

    label: str
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """A blank in a bid: the text that stands in it with its offsets; empty where nothing does.

    ``start`` is -1 where the words round the blank are not there either.
    """

    label: str
    text: str = ""
    start: int = -1
    end: int = -1


@lru_cache(maxsize=512)
def blanks_of(form: str) -> tuple[Blank, ...]:
    """The blanks of a form with this text, in order, each name once."""
    found: dict[str, Blank] = {}
    rest: list[str] = []
    for line in form.splitlines():
        labelled = list(_labelled(_SPACED.sub("", line)))
        rest.append("\n" if labelled else line)
        for blank in labelled:
            found.setdefault(blank.label, blank)
    for blank in _inside("".join(rest)):
        found.setdefault(blank.label, blank)
    return tuple(found.values())[:MOST_BLANKS]


def _labelled(line: str) -> Iterator[Blank]:
    """The labels of a line behind which it leaves room."""
    labels = list(_LABEL.finditer(line))
    for index, match in enumerate(labels):
        behind = line[match.end() : labels[index + 1].start() if index + 1 < len(labels) else len(line)]
        label = re.sub(r"^(?:\d+[.、]|[（(]\d+[)）])\s*", "", match["label"])
        name = re.sub(r"[（(][^（()）]*[)）]?", "", label).strip("*★▲")
        if (
            len(_HANZI.findall(name)) >= 2
            and len(name) <= _LONGEST_LABEL
            and _OPEN.match(behind)
            and not _NO_LABEL.search(label)
        ):
            yield Blank(name, f"{name}：")


def _inside(text: str) -> Iterator[Blank]:
    """The blanks inside sentences that have enough words round them to be known again."""
    spots = list(_INSIDE.finditer(text))
    for index, match in enumerate(spots):
        low = spots[index - 1].end() if index else 0
        high = spots[index + 1].start() if index + 1 < len(spots) else len(text)
        before = re.split(r"[。；;：:\n]", text[low : match.start()])[-1]
        after = re.split(r"[。；;\n]", text[match.end() : high])[0]
        before = re.sub(r"\s", "", before)[-_BEFORE:]
        after = re.sub(r"\s", "", after)[:_AFTER]
        words = len(_HANZI.findall(before + after))
        if before and after and not after[0].isdecimal() and words >= _LEAST:
            name = re.sub(r"\s", "", match["name"] or "") or f"{_LAST_CLAUSE.split(before)[-1]}…{after}"
            yield Blank(name, before, after)


def fillings(blanks: Sequence[Blank], text: str, form: str = "") -> tuple[Filling, ...]:
    """What a bid's part with this text has in each blank; a line that stands in ``form`` fills nothing."""
    fixed = {re.sub(r"\s", "", line) for line in form.splitlines()}
    return tuple(_filling(blank, text, fixed) for blank in blanks)


def _filling(blank: Blank, text: str, fixed: set[str]) -> Filling:
    empty = Filling(blank.label)
    for match in _places(blank).finditer(text):
        start, end = match.span("v")
        if not blank.after and _EMPTY.match(text[start:end]):
            start, end = _next_line(text, end, fixed)
        value = text[start:end]
        lead = len(value) - len(value.lstrip(" \t\n\u3000_＿"))
        start, value = start + lead, value.strip(" \t\n\u3000_＿")
        unchanged = blank.after and re.fullmatch(_NAMED, value)
        if value and not unchanged and not _EMPTY.match(value) and not _OPEN.match(value):
            return Filling(blank.label, value, start, start + len(value))
        if empty.start < 0:
            empty = Filling(blank.label, "", match.start(), match.end())
    return empty


@lru_cache(maxsize=2_048)
def _places(blank: Blank) -> re.Pattern[str]:
    def spread(letters: str) -> str:
        return r"\s*".join(map(re.escape, letters))

    if blank.after:
        return re.compile(
            rf"{spread(blank.before)}(?P<v>[^。；;]{{0,{_LONGEST}}}?){spread(blank.after)}", re.DOTALL
        )
    return re.compile(
        rf"{spread(blank.before[:-1])}\s*(?:[（(][^（()）\n]{{0,16}}[)）])?[ \t\u3000]*[：:]"
        rf"(?P<v>[^\n]{{0,{_LONGEST}}}?)(?=[ \t\u3000]{{1,20}}(?:[^\s：:]{{2,18}}|{_WIDE})[：:]|\n|$|[。；;])"
    )


def _next_line(text: str, end: int, fixed: set[str]) -> tuple[int, int]:
    """The line after a label at a line's end, where it may be the value."""
    if text[end : end + 1] != "\n":
        return end, end
    stop = text.find("\n", end + 1)
    stop = len(text) if stop < 0 else stop
    line = text[end + 1 : stop]
    if (
        _LABEL.search(line)
        or _BARE_LABEL.match(line)
        or re.sub(r"\s", "", line) in fixed
        or len(line) > _LONGEST
    ):
        return end, end
    return end + 1, stop
