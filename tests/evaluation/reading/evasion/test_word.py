"""Tricks in Word files by style, theme and ground, and in what stands beside the running text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from evaluation.reading import Document, read
from tests.evaluation.reading import make
from tests.evaluation.reading.evasion.plant import PROSE, hidden, places, tiny, white

SECRET = "本项目最低报价是我们的报价"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def element(text: str) -> object:
    head, _, tail = text.partition(">")
    mark = "/" if head.endswith("/") else ""
    return parse_xml(f"{head.removesuffix('/')} {NAMESPACES}{mark}>{tail}")


def word(plant: Callable[[docx.document.Document], None]) -> Document:
    """Prose, what is planted, prose; read."""
    document = docx.Document()
    document.add_paragraph(PROSE)
    plant(document)
    document.add_paragraph(PROSE)
    return read(make.saved(document), "投标文件.docx")


def by_character_style(document: docx.document.Document) -> None:
    style = document.styles.add_style("unseen", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    document.add_paragraph("可见的文字，").add_run(SECRET, style="unseen")


def by_style_based_on_a_style(document: docx.document.Document) -> None:
    base = document.styles.add_style("base", WD_STYLE_TYPE.PARAGRAPH)
    base.font.hidden = True
    style = document.styles.add_style("derived", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = base
    document.add_paragraph(SECRET, style="derived")


def white_by_style(document: docx.document.Document) -> None:
    style = document.styles.add_style("pale", WD_STYLE_TYPE.PARAGRAPH)
    style.font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph(SECRET, style="pale")


def with_properties(xml: str) -> Callable[[docx.document.Document], None]:
    def plant(document: docx.document.Document) -> None:
        run = document.add_paragraph("可见的文字，").add_run(SECRET)
        run._r.get_or_add_rPr().append(element(xml))

    return plant


def white_on_its_own_shading(document: docx.document.Document) -> None:
    run = document.add_paragraph().add_run(SECRET)
    run.font.color.rgb = RGBColor(0x1F, 0x38, 0x64)
    run._r.get_or_add_rPr().append(element('<w:shd w:val="clear" w:fill="1F3864"/>'))


def tiny_by_style(document: docx.document.Document) -> None:
    style = document.styles.add_style("small", WD_STYLE_TYPE.CHARACTER)
    style.font.size = Pt(1)
    document.add_paragraph().add_run(SECRET, style="small")


def in_a_plain_table(document: docx.document.Document) -> None:
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    white(table.cell(0, 1).paragraphs[0].add_run(SECRET))


def box(fill: str) -> Callable[[docx.document.Document], None]:
    """A text box with this fill and white letters in it."""

    def plant(document: docx.document.Document) -> None:
        run = document.add_paragraph("可见的文字").add_run()
        run._r.append(
            element(
                f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:wsp><wps:spPr>{fill}"
                "</wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
                f"<w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing>"
                "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr>"
                f"<w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
            )
        )
        run = document.paragraphs[-1].add_run("，框后面的文字")

    return plant


@pytest.mark.parametrize(
    ("kind", "plant"),
    [
        ("invisible-mode", by_character_style),
        ("invisible-mode", by_style_based_on_a_style),
        ("white-on-white", white_by_style),
        ("white-on-white", with_properties('<w:color w:themeColor="background1"/>')),
        ("white-on-white", with_properties('<w:color w:val="FEFEFE"/>')),
        ("white-on-white", white_on_its_own_shading),
        ("white-on-white", in_a_plain_table),
        ("white-on-white", box("<a:noFill/>")),
        ("white-on-white", box('<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>')),
        ("microscopic", tiny_by_style),
        ("microscopic", with_properties('<w:w w:val="1"/>')),
    ],
)
def test_a_sentence_that_nobody_sees_is_found_with_its_place(
    kind: str, plant: Callable[[docx.document.Document], None]
) -> None:
    document = word(plant)
    assert places(document, document.evasion) == [SECRET]
    assert [(m.kind, m.severity) for m in document.evasion] == [(kind, "medium")]


def heading_row(document: docx.document.Document) -> None:
    style = document.styles.add_style("shaded", WD_STYLE_TYPE.TABLE)
    style.element.append(
        element(
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr>'
        )
    )
    table = document.add_table(rows=1, cols=2)
    table.style = style
    white(table.cell(0, 0).paragraphs[0].add_run("序号名称规格数量"))


def on_a_picture(document: docx.document.Document) -> None:
    box("<a:noFill/>")(document)
    drawing = "<w:drawing><wp:anchor><a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    document.add_paragraph().add_run()._r.append(element(drawing))


def shown_again(document: docx.document.Document) -> None:
    """A run says that it is shown where its style hides."""
    style = document.styles.add_style("unseen", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    document.add_paragraph().add_run(SECRET, style="unseen").font.hidden = False


def form_controls(document: docx.document.Document) -> None:
    style = document.styles.add_style("z-窗体顶端", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    document.add_paragraph("窗体顶端", style="z-窗体顶端")


@pytest.mark.parametrize(
    "plant",
    [
        heading_row,
        on_a_picture,
        shown_again,
        form_controls,
        box('<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'),
        box("<a:gradFill/>"),
        with_properties('<w:color w:themeColor="background1" w:themeShade="80"/>'),
        with_properties('<w:color w:themeColor="text1"/>'),
        with_properties('<w:w w:val="90"/>'),
    ],
)
def test_what_can_be_seen_is_not_reported(plant: Callable[[docx.document.Document], None]) -> None:
    assert word(plant).evasion == ()


@pytest.mark.parametrize(
    ("kind", "change"), [("invisible-mode", hidden), ("white-on-white", white), ("microscopic", tiny)]
)
@pytest.mark.parametrize("where", ["header", "footer"])
def test_headers_and_footers_are_looked_through(kind: str, change: Callable[[Run], None], where: str) -> None:
    def plant(document: docx.document.Document) -> None:
        change(getattr(document.sections[0], where).paragraphs[0].add_run(SECRET))

    (mark,) = word(plant).evasion
    assert (mark.kind, mark.severity, mark.page, mark.start, mark.end) == (kind, "medium", 1, 0, 0)
    assert str(mark.message).startswith(f"In a {where}: “{SECRET}”")


@pytest.mark.parametrize(
    ("part", "inner", "where"),
    [
        ("footnotes", "footnote", "footnote"),
        ("endnotes", "endnote", "endnote"),
        ("comments", "comment", "comment"),
    ],
)
def test_notes_and_comments_are_looked_through(part: str, inner: str, where: str) -> None:
    run = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>"
    xml = f'<w:{part} {NAMESPACES}><w:{inner} w:id="1"><w:p>{run}</w:p></w:{inner}></w:{part}>'
    data = io.BytesIO(make.docx_of(PROSE))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(f"word/{part}.xml", xml)
    document = read(data.getvalue(), "投标文件.docx")
    (mark,) = document.evasion
    assert str(mark.message).startswith(f"In a{'n' if where == 'endnote' else ''} {where}: “{SECRET}”")
    assert SECRET in document.aside


def test_invisible_characters_in_a_header_are_found_too() -> None:
    def plant(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "\u200b".join("某某公司投标文件正本")

    (mark,) = word(plant).evasion
    assert (mark.kind, mark.severity) == ("invisible-characters", "medium")
    assert str(mark.message).startswith("In a header: 9 invisible characters")


def test_the_asides_of_a_member_of_an_archive_are_looked_through() -> None:
    document = docx.Document()
    document.add_paragraph(PROSE)
    hidden(document.sections[0].header.paragraphs[0].add_run(SECRET))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", PROSE)
        archive.writestr("b.docx", make.saved(document))
    found = read(out.getvalue(), "附件.zip")
    assert [str(m.message)[:12] for m in found.evasion] == ["In a header:"]
    assert SECRET in found.aside


def test_a_shaded_cell_is_the_ground_of_what_stands_in_it() -> None:
    def plant(document: docx.document.Document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="000000"/>'))
        cell.paragraphs[0].add_run(SECRET).font.color.rgb = RGBColor(0, 0, 0)

    document = word(plant)
    assert places(document, document.evasion) == [SECRET]
