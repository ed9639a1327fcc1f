"""Automatic numbers are read as they are seen."""

from __future__ import annotations

import pytest

from evaluation.reading import read
from evaluation.reading.ooxml.numbering import formatted
from tests.evaluation.reading import make

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, style: str, text: str, *, start: int = 1, suffix: str = "tab") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'{"<w:isLgl/>" if "." in text else ""}<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(*paragraphs: tuple[int, int, str], override: str = "") -> str:
    """The text of a document whose paragraphs are (list, level, text)."""
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2") + level(2, "bullet", "•")
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num></w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{ident}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for ident, at, text in paragraphs
    )
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    data = make.rezipped(
        make.docx_of("x"), word__numbering_x=numbering.encode(), word__document_x=document.encode()
    )
    return read(data, "a.docx").pages[0].text


def test_levels_count_and_begin_again_under_each_wider_one() -> None:
    text = numbered((1, 0, "总则"), (1, 1, "范围"), (1, 1, "定义"), (1, 0, "须知"), (1, 1, "概述"))
    assert text == "第一章 总则\n1.1 范围\n1.2 定义\n第二章 须知\n2.1 概述"


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    assert numbered((1, 0, "甲"), (2, 0, "乙")) == "第一章 甲\n第二章 乙"
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert numbered((1, 0, "甲"), (2, 0, "乙"), override=anew) == "第一章 甲\n第一章 乙"


def test_bullets_say_nothing_and_unknown_lists_are_no_lists() -> None:
    assert numbered((1, 2, "要点"), (9, 0, "散文")) == "要点\n散文"


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (12, "chineseCounting", "十二"), (20, "chineseCountingThousand", "二十"), (105, "ideographDigital", "一百零五"),
        (3, "upperRoman", "III"), (28, "lowerLetter", "bb"), (5, "decimalEnclosedCircle", "⑤"), (7, "decimalZero", "07"),
        (7, "somethingNew", "7"),
    ],
)  # fmt: skip
def test_formats_of_numbers(number: int, style: str, shown: str) -> None:
    assert formatted(number, style) == shown
