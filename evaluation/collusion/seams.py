"""Where two free words of one character meet 词语接缝: a pair that grammar makes anew each time, so that it may always be right.

A dictionary has words, not what can be put together from them; the classes of words that join others at will are small
and closed, and so are here: numbers before anything (一室一策), the unit after a number (2018年记到今天), an adverb before a verb
(即关阀, 再验), a verb before what becomes of it (剪断, 锁紧), two handgrips that are named together (吊运, 拆洗).
"""

from __future__ import annotations

from itertools import takewhile

NUMBERS = frozenset("一二三四五六七八九十百千万亿两几零〇壹贰叁肆伍陆柒捌玖拾佰仟0123456789")
UNITS = frozenset(
    "年月日周天时分秒次回遍处台套项层室楼栋幢个名人家条根米厘吨度元张块件份页卷册批组班间户路点倍角"
)
"""Measure words 量词 that stand between a number and what follows it."""
ADVERBS = frozenset("即再先未不各每均互已又可仍皆暂勿莫另才就也")
"""Words that stand before a verb at will; 须, 将, 却 and 既 are left out: they are typed for 需, 即 and 确 too often."""
RESULTS = frozenset("断净紧齐平满直严牢透稳匀穿掉住尽松碎坏")
"""What becomes of a thing 结果补语; a verb takes any that makes sense."""
GRIPS = frozenset(
    "吊运装拆卸割补剪切焊铺挖填压洗擦扫掏刮刷喷涂贴钉锯磨搬抬拉推送排充放启闭开关停换修检测试验报审拧锁拔插"
    "套绑扎捆拼灌浇铲凿钻敲量画写抄读录播看查问做用付还借领存取交接抽盖封冲晾晒烘烤煮盛滤撒种剔移"
)
"""Verbs of one character that bids use by themselves."""
_LED = GRIPS | set("记按经")  # 按, 经 and 记 end no pair of verbs: they are typed for 安, 径 and 计 (按装)


def joins(text: str, at: int) -> bool:
    """Whether the characters ``at`` and ``at + 1`` of a clause may be free words side by side."""
    first, second = text[at], text[at + 1]
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    return (
        (first in ADVERBS and second in _LED)
        or (second in ADVERBS and after in _LED)
        or (first in GRIPS and (second in RESULTS or second in GRIPS))
        or (first in UNITS and before in NUMBERS and before != "")
    )


def is_counted(text: str, at: int) -> bool:
    """Whether a pair begins with a number, or is the middle of 一室一策: there both characters are what is counted."""
    return text[at] in NUMBERS or (text[at + 1] in NUMBERS and text[at - 1 : at] == text[at + 1])


def alike(one: tuple[str, int], other: tuple[str, int]) -> int:
    """How many characters round a pair are the same in two clauses, before it and after it together."""
    (a, i), (b, j) = one, other
    sides = (zip(reversed(a[:i]), reversed(b[:j]), strict=False), zip(a[i + 2 :], b[j + 2 :], strict=False))
    return sum(1 for side in sides for _ in takewhile(lambda both: both[0] == both[1], side))
