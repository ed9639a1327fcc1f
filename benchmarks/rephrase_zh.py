"""Rewords Chinese prose by seeded rules, as a person or a language model would who does not want to be found out.

Words give way to others of their group (``synonyms_zh.py``), sentences and clauses change places, enumerations turn,
who does it moves before or behind what is done, function words fall away, linking phrases come in, sentences become
list items and list items sentences.  Figures stay as they are.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from benchmarks.synonyms_zh import others


@dataclass(frozen=True, slots=True)
class Strength:
    """How often each rule is used, and between which shares of changed characters a result is of this strength."""

    words: float
    clauses: float
    turns: float
    fall: float
    link: float
    order: float
    listed: float
    least: float
    most: float


STRENGTHS = {
    "light": Strength(0.45, 0.15, 0.4, 0.15, 0.08, 0.35, 0.1, 0.20, 0.30),
    "medium": Strength(0.75, 0.4, 0.7, 0.35, 0.2, 0.7, 0.25, 0.30, 0.45),
    "heavy": Strength(1.0, 0.8, 1.0, 0.7, 0.45, 1.0, 0.4, 0.45, 0.62),
}
_OTHERS = others()
_WORD = re.compile("|".join(_OTHERS))
_LINKS = ("其中", "同时", "此外", "在此基础上", "具体来说", "需要说明的是", "与之相应", "换言之", "就此而言", "实际操作中",
          "考虑到这一点", "值得注意的是", "在这一环节", "作为补充", "一般情况下", "总体上")  # fmt: skip
_CLOSERS = (
    "以此确保落到实处",
    "做到有据可查",
    "力求万无一失",
    "从而形成闭环",
    "使各方都心中有数",
    "以免出现疏漏",
    "便于日后追溯",
)
_TURNS = (
    (re.compile(r"对(?!于)([^，。；、]{2,10})进行([\u4e00-\u9fff]{2})(?=[，。；、]|$)"), r"\2\1"),
    (re.compile(r"由([^，。；、]{2,8})负责([^，。；、]{2,12})"), r"\2归\1管"),
    (re.compile(r"由([^，。；、]{2,6}?)(同|会同|与)([^，。；、]{2,6}?)(?=[办制规定审])"), r"由\3和\1"),
    (re.compile(r"(?<=[，。；])将([^，。；、]{2,8}?)(送|交|报|贴|写|放|存)"), r"把\1\2"),
    (re.compile(r"把([^，。；、]{2,8}?)(送|交|报|贴|写|放|存)"), r"\1\2"),
    (re.compile(r"([^，。；、的]{2,6})、([^，。；、的]{2,6})(和|及|与)([^，。；、的]{2,6})(?=[，。；])"), r"\4、\1以及\2"),
    (re.compile(r"([^，。；、的]{2,6})、([^，。；、的]{2,6})(?=[，。；])"), r"\2和\1"),
    (re.compile(r"([\u4e00-\u9fff]{2,8})的，"), r"凡\1者，"),
    (re.compile(r"不得"), "不应"),
    (re.compile(r"须"), "要"),
    (re.compile(r"(?<=[，。；])在([^，。；、]{2,10})(前|后)(?=，)"), r"\1之\2"),
    (re.compile(r"(?<![之以])前(?=[，。；])"), "以前"),
    (re.compile(r"(?<![之以])后(?=[，。；])"), "之后"),
    (re.compile(r"被"), "为"),
    (re.compile(r"一律"), "全都"),
    (re.compile(r"每([日周月年])一次"), r"一\1一回"),
)  # fmt: skip
_FALL = re.compile(r"(?:的|了|并|且|均|都|也|应|就|已|所|地|其)(?=[\u4e00-\u9fff])")
_ENDS = re.compile(r"(?<=[。！？；])")


def rephrase(text: str, strength: Strength, numbers: random.Random) -> tuple[str, float]:
    """The text in other words, and the share of characters that changed.

    That share is of what each sentence does not have, in order, in common with what became of it: that sentences
    changed places is not counted.
    """
    sentences = [part for part in _ENDS.split(text.strip()) if part]
    new = [_sentence(sentence, strength, numbers) for sentence in sentences]
    changed = sum(len(old) - LCSseq.similarity(old, said) for old, said in zip(sentences, new, strict=True))
    return _join(_moved(new, strength, numbers), strength, numbers), changed / max(
        sum(map(len, sentences)), 1
    )


def _sentence(sentence: str, strength: Strength, numbers: random.Random) -> str:
    end = sentence[-1] if sentence[-1] in "。！？；" else "。"
    body = sentence.rstrip("。！？；")
    for pattern, by in _TURNS:
        if numbers.random() < strength.turns:
            body = pattern.sub(by, body + "。", count=1).rstrip("。")
    body = _WORD.sub(
        lambda found: numbers.choice(_OTHERS[found[0]]) if numbers.random() < strength.words else found[0],
        body,
    )
    body = _FALL.sub(lambda found: "" if numbers.random() < strength.fall else found[0], body)
    clauses = body.split("，")
    if len(clauses) > 1 and numbers.random() < strength.clauses:
        old = list(clauses)
        while clauses == old and len(set(old)) > 1:
            numbers.shuffle(clauses)
    if numbers.random() < strength.link:
        clauses.insert(0, numbers.choice(_LINKS))
    if numbers.random() < strength.link / 2:
        clauses.append(numbers.choice(_CLOSERS))
    return "，".join(clauses) + end


def _moved(sentences: list[str], strength: Strength, numbers: random.Random) -> list[str]:
    """Light: neighbours change places; heavy: all sentences are laid anew."""
    if strength.order >= 1:
        return numbers.sample(sentences, len(sentences))
    moved, i = list(sentences), 0
    while i + 1 < len(moved):
        if numbers.random() < strength.order:
            moved[i], moved[i + 1] = moved[i + 1], moved[i]
            i += 1
        i += 1
    return moved


def _join(sentences: list[str], strength: Strength, numbers: random.Random) -> str:
    if len(sentences) > 2 and numbers.random() < strength.listed:
        items = [f"（{number}）{said.rstrip('。；')}；" for number, said in enumerate(sentences, 1)]
        return "\n".join(items)[:-1] + "。"
    said = "".join(sentences)
    if numbers.random() < strength.listed:  # two sentences become one, or one becomes two
        said = said.replace("。", "，", 1) if numbers.random() < 0.5 else said.replace("，", "。", 1)
    return said
