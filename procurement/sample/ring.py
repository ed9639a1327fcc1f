"""The planted ring 串通 of the sample: what the bids of 云阙 and 恒纾 share that two independent bids would not.

Passages are typeset as paragraphs that stay on one page, in different chapters of the two technical volumes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from procurement.sample.blocks import Block, Heading, Para
from procurement.sample.cast_ring import HENGSHU, YUNQUE

A, B = YUNQUE.key, HENGSHU.key


@dataclass(frozen=True, slots=True)
class Passage:
    """One planted passage: its words and its chapter in either bid."""

    kind: Literal["verbatim", "edited"]
    chapters: tuple[str, str]
    texts: tuple[str, str]


def _copied(first: str, second: str, text: str) -> Passage:
    return Passage("verbatim", (first, second), (text, text))


PASSAGES: tuple[Passage, ...] = (
    _copied(
        "项目理解与总体思路",
        "技术方案",
        "三十六间教室并不是三十六个相同的盒子。我们把它们分成朝南采光强、紧邻马路噪声大、层高不足三米和后期加建四种类型，"
        "分别给出屏幕亮度、音箱挂高、拾音灵敏度与走线方式的组合，装机单上直接写明属于哪一种，避免工人到现场临时发挥。",
    ),
    _copied(
        "技术方案",
        "项目理解与总体思路",
        "网络割接采用先旁路后替换的三步走法：第一步新核心与旧核心并联运行七天，只学习地址不承担转发；第二步逐栋把汇聚上联改到新核心，"
        "每改一栋观察一个完整教学日；第三步撤除旧核心并保留原配置文件备查，任何一步出现丢包都可以在五分钟之内退回上一步。",
    ),
    _copied(
        "技术方案",
        "质量与安全保障",
        "录播教室的拾音不追求把所有声音都收进来，而是让后排学生的一次小声回答也能被听清。吊装话筒沿教室长边错位布置，"
        "距空调出风口不小于一米二，处理器里单独为板书区留一路门限，粉笔敲击声超过阈值时自动压低三个分贝。",
    ),
    _copied(
        "实施组织方案",
        "培训与售后服务",
        "每间教室完工时留下一张房间卡，正面是设备序列号与端口对应关系，背面是最后一次联动调式的时间、人员和三张照片的编号。"
        "房间卡塑封后贴在讲台柜门内侧，一年之内无论谁来维修，都能在两分钟之内看懂这间教室是怎么接的。",
    ),
    _copied(
        "培训与售后服务",
        "实施组织方案",
        "培训不按设备讲，按一天的时间线讲：早读前怎样让教室醒过来，第一节课怎样投屏，课间怎样切换广播，午休怎样静音，"
        "放学后怎样让所有设备睡下去。每位老师带走一张只有十二格的小图，忘记的时候看图就能继续上课。",
    ),
    Passage(
        "edited",
        ("技术方案", "实施组织方案"),
        (
            (
                "机房改造最怕的是漏水和误碰，我们在空调冷凝水管下方加装接水盘和漏水绳，列头柜总开关加防误碰罩，双路电源的标签用红蓝两色区分，"
                "夜间值守人员每两小时巡视一次并在墙上的表格签字。"
            ),
            (
                "机房改造最担心漏水与误碰，我们在空调冷凝水管的下面加装接水盘与漏水绳，列头柜总开关加上防误碰罩，双路电源标签用红蓝两色来区分，"
                "夜间值守人员每两小时巡视一次并且在墙上的表格签字。"
            ),
        ),
    ),
    Passage(
        "edited",
        ("质量与安全保障", "验收与运行保障"),
        (
            (
                "所有登高作业一律两人同行，一人上梯一人扶梯，梯脚垫橡胶、梯顶系安全绳，学生在楼内时不得在走廊架梯；"
                "违反一次停工半天学习，违反两次调离本项目，项目经理同时扣发当月绩效。"
            ),
            (
                "所有的登高作业一律要两人同行，一人上梯、一人扶梯，梯脚垫好橡胶，梯顶系好安全绳，学生还在楼内时不许在走廊架梯；"
                "违反一次的停工半天学习，违反两次的调离本项目，项目经理也同时扣发当月奖金。"
            ),
        ),
    ),
    Passage(
        "edited",
        ("验收与运行保障", "质量与安全保障"),
        (
            (
                "试运行的三十天里我们每天早晨七点把前一日的离线设备、慢响应页面和老师报修做成一张图，发到学校的工作群里；"
                "连续五天没有红色条目，才进入验收前的资料整理阶段。"
            ),
            (
                "试运行三十天里，我们每天早上七点会把前一天的离线设备、慢响应页面与老师报修汇成一张图，发到学校工作群；"
                "连续五天没有红色条目，方才进入验收前的资料整理阶段。"
            ),
        ),
    ),
)

#: The wrong character that both wrote in sentences of their own (and in one copied passage): 式 for 试.
TYPO = "调式"
TYPO_RIGHT = "调试"
TYPO_SENTENCES = {
    A: ("技术方案", "广播分区的调式安排在周六下午，逐层听音，听不清的房间当场换位。"),
    B: ("验收与运行保障", "班牌与排课数据的调式完成之后，由班主任随机抽查三天课表。"),
}

#: A public statute's sentence that two honest bidders quote: an honest coincidence.
STATUTE = (
    "国家实行网络安全等级保护制度。网络运营者应当按照网络安全等级保护制度的要求，履行下列安全保护义务，"
    "保障网络免受干扰、破坏或者未经授权的访问，防止网络数据泄露或者被窃取、篡改"
)
STATUTE_QUOTES = {
    "zhuoxi": f"《中华人民共和国网络安全法》规定：“{STATUTE}。”卓溪据此确定本项目的分区与审计要求。",
    "linghe": f"菱禾交付的每一件联网产品都按法律要求出厂，即“{STATUTE}”，出厂检验单附有对应条目。",
}
STATUTE_CHAPTER = "质量与安全保障"


def plant(bidder: str, chapter: str, blocks: list[Block]) -> list[Block]:
    """The chapter with what is planted in it, spread over its sections."""
    planted = [
        p.texts[side]
        for p in PASSAGES
        for side, key in enumerate((A, B))
        if key == bidder and p.chapters[side] == chapter
    ]
    if TYPO_SENTENCES.get(bidder, ("", ""))[0] == chapter:
        planted.append(TYPO_SENTENCES[bidder][1])
    if chapter == STATUTE_CHAPTER and bidder in STATUTE_QUOTES:
        planted.append(STATUTE_QUOTES[bidder])
    made = list(blocks)
    ends = [place for place, block in enumerate(made) if isinstance(block, Heading) and place] + [len(made)]
    for turn, text in reversed(list(enumerate(planted))):
        made.insert(ends[turn * len(ends) // max(len(planted), 1)], Para(text, whole=True))
    return made
