"""Equal departures from the tender's own wording 擅自改动招标文件原文, at the same spot of a sentence that is quoted otherwise.

A character or two changed or left out of the tender's words.  Function words (须 → 将) are anybody's style, but for a
negation that is left out (不得 → 得).  What is put in between, such as 满足, answers the tender and is no departure.  A *number* is left out as well where it may be an offer: what the tender bounds (不少于36个月), what a product has
(355W), figures of one digit and round ones (30 → 20日).  It counts where nobody may choose it: in an article, a clause, a
standard or a document number; and in a term of the contract where the other bids keep it and the new one is no usual
term (36 → 35个月).  A standard's year that is later than the tender's is the present edition.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from evaluation.collusion.finding import Context
from evaluation.collusion.slips import Slip
from evaluation.collusion.text import quoted as quotation
from evaluation.collusion.words import is_misspelling

_CONTEXT = 6
_QUOTATION = 24  # characters of a sentence that is quoted, and not merely like it
_MOST = 2
_HAN = 0x2E80
_FUNCTION = frozenset(
    "的地得应须将均已可会必我司方其该本此您贵乙甲投标人供应商采购单位公司一二三四五六七八九十百千万年月日无有不"
    "两个各每在与和及或等为被把对从到按是也又再并而以之于就才只请让给向由"
)
_NEGATION = frozenset("不无未非禁")  # function words, but without them a sentence says the opposite
_DIGITS = "0123456789〇零一二三四五六七八九十百千"
_NUMERALS = frozenset(_DIGITS)
_NOTHING = "—"
_AROUND, _NEAR = 24, 12
_BOUND = re.compile(
    "不少于|不低于|不小于|不大于|不超过|不高于|不多于|不得少|不得低|不得超|至少|最多|最少|最低|最高|以上|以下|以内|之内"
)
_PART = re.compile("[章条款项节编目]")
# In folded text: gbt50348, jgj16.
_STANDARD = re.compile(r"(?:gbt?|gbj|jgjt?|cjjt?|ydt?|gat?|dlt?|dbj?t?|cecs|iso|iec|sjt?|hjt?|jtg)[a-z]?$")
_TERM = re.compile("^(?:个?月|个?工作日|日历天|天|日|小时|分钟|元|万元|次|份|人|名)")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def departures(context: Context) -> Iterator[Slip]:
    """What two bids (of three, all) changed in the same way while the others kept it."""
    most = 3 if len(context.case.bidders) == 3 else 2
    for (before, changed, after, asked), places in _spots(context).items():
        if not 2 <= len(places) <= most or asked == changed:
            continue
        written = asked + changed
        if set(written) <= _NUMERALS:
            if _may_be_offered(context, min(places.values()), asked, changed):
                continue
            if not _kept(context, before + asked + after, set(places)):
                continue
        elif _style(asked, changed) or _mends(before, asked, changed, after):
            continue
        owners = tuple(sorted(places))
        yield Slip("deviation", changed or _NOTHING, asked, owners, tuple(places[owner] for owner in owners))


Spots = dict[tuple[str, str, str, str], dict[int, int]]


def _spots(context: Context) -> Spots:
    """Each spot (before, what stands, after, what the tender has) with where it stands in each bid."""
    reuse, stream = context.reuse, context.stream
    said = quotation.covered(len(stream.codes), reuse.said)
    begin, end = quotation.runs(reuse.quoted & ~said)
    short = end - begin <= _MOST
    found: Spots = defaultdict(dict)
    candidates = list(zip(begin[short].tolist(), end[short].tolist(), strict=True))
    candidates += [(at, at) for at in _breaks(reuse.said)]
    first, last = quotation.runs(reuse.quoted)
    for start, stop in candidates:
        inside = int(np.searchsorted(first, start, side="right")) - 1
        if last[inside] - first[inside] < _QUOTATION:  # 中华人民共和国水法和中华… quotes nothing
            continue
        before, after = stream.text(max(start - _CONTEXT, 0), start), stream.text(stop, stop + _CONTEXT)
        changed = stream.text(start, stop)
        asked = _asked(context.tender_text, before, after, (len(changed),) if changed else (1, 2))
        if asked:
            found[before, changed, after, asked].setdefault(reuse.owner(start), start)
    return found


def _breaks(said: quotation.Mask) -> list[int]:
    """Where one stretch of the tender's words ends and another begins at once: something may be left out between them."""
    starts = np.flatnonzero(said)
    gap = np.diff(starts)
    at: list[int] = starts[1:][(gap > 1) & (gap <= quotation.SIZE)].tolist()
    return at


def _asked(text: str, before: str, after: str, sizes: tuple[int, ...]) -> str:
    """What the tender has between two contexts, if it is as long as one of these."""
    at = text.find(before)
    while at >= 0:
        middle = at + len(before)
        for size in sizes:
            if text.startswith(after, middle + size):
                return text[middle : middle + size]
        at = text.find(before, at + 1)
    return ""


def _style(asked: str, changed: str) -> bool:
    """Whether function words or letters are concerned, which say little; a negation that is left out says much."""
    if not changed and set(asked) <= _NEGATION:
        return False
    return bool(set(asked + changed) & _FUNCTION) or any(ord(c) < _HAN for c in asked + changed)


def _mends(before: str, asked: str, changed: str, after: str) -> bool:
    """Whether the tender has a slip there that the change puts right; whoever quotes with care does that."""
    if len(asked) != len(changed):
        return False
    wrong, right = before[-1:] + asked + after[:1], before[-1:] + changed + after[:1]
    return any(is_misspelling(wrong[i : i + 2], right[i : i + 2]) for i in range(len(wrong) - 1))


def _may_be_offered(context: Context, start: int, asked: str, changed: str) -> bool:
    """Whether a bidder may have chosen the number that stands at ``start``, so that two may choose alike."""
    stream = context.stream
    before = stream.text(max(start - _AROUND, 0), start).rpartition("\0")[2]
    after = stream.text(start + len(changed), start + len(changed) + _AROUND).partition("\0")[0]
    lead, behind = before.rstrip(_DIGITS), after.lstrip(_DIGITS)
    left, right = before[len(lead) :], after[: len(after) - len(behind)]
    old, new = left + asked + right, left + changed + right
    if behind.startswith("号") or (lead.endswith("第") and _PART.match(behind)):
        return False
    if _STANDARD.search(lead):
        # gb503482018 is one number in folded text, and ends in the year of the edition.
        return bool(_YEAR.fullmatch(old[-4:]) and old[:-4] == new[:-4] and new > old)
    if not _TERM.match(behind) or _BOUND.search(lead[-_NEAR:] + behind[:_NEAR]):
        return True
    return not (old.isascii() and new.isascii() and len(old) > 1 and new) or _usual(int(new), behind)


def _usual(number: int, unit: str) -> bool:
    """Whether it is a term that many would think of: tens, half years in months, weeks and fives in days, thirds of a day."""
    if number % 10 == 0:
        return True
    if unit.startswith(("月", "个月")):
        return number % 6 == 0
    if unit.startswith(("天", "日", "工作日", "个工作日", "日历天")):
        return number % 5 == 0 or number % 7 == 0
    if unit.startswith("小时"):
        return number % 4 == 0
    return number % 5 == 0


def _kept(context: Context, wanted: str, others: set[int]) -> bool:
    """Whether a bid besides these has the tender's own number there."""
    stream = context.stream
    ends = np.append(stream.document_start, len(stream.codes))[1:]
    return any(
        wanted in stream.text(start, end)
        for owner, start, end in zip(
            stream.owner.tolist(), stream.document_start.tolist(), ends.tolist(), strict=True
        )
        if owner not in others
    )
