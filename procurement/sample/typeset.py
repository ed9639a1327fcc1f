"""Blocks → PDF, by typst, with the two Chinese fonts of the environment and nothing of the system's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

import pylopdf_fonts_zh_cn
import typst

from procurement.sample.blocks import (
    Block,
    Break,
    Certificate,
    Contents,
    Cover,
    Heading,
    Items,
    Numbering,
    Para,
    Style,
    Table,
    mark,
)
from procurement.sample.reference import said

_SETUP = """
#set document(date: none)
#set page(paper: "a4", margin: (x: {margin}mm, top: 27mm, bottom: 24mm), numbering: "1",
  header: context {{ if counter(page).get().first() > 1 [
    #set text(size: 9pt, fill: rgb("#555555"))
    #align({side}, {header}) #v(-8pt) #line(length: 100%, stroke: 0.4pt + rgb("#888888")) ] }},
  footer: context {{ set text(size: 9pt); align({foot}, {footer}) }})
#set text(font: "{font}", size: {size}pt, lang: "zh", region: "cn")
#set par(leading: {leading}em, spacing: {spacing}em, justify: true, first-line-indent: (amount: {indent}em, all: true))
#show heading: set text(weight: "regular", fill: rgb("{tint}"))
#show heading.where(level: 1): it => {{ pagebreak(weak: true)
  set align({chapter}); set text(size: {big}pt); block(above: 1em, below: 1.4em, it.body) }}
#show heading.where(level: 2): it => {{ {fresh} set text(size: {middle}pt); block(above: 1.5em, below: 1em, it.body) }}
#show heading.where(level: 3): it => {{ set text(size: {small}pt); block(above: 1.2em, below: 0.9em, it.body) }}
#let p(s) = par(s)
#let w(s) = block(breakable: false, par(s))
#let l(s) = par(first-line-indent: 0em, hanging-indent: 2em, s)
#let t(widths, cells) = {{ set text(size: {table}pt); set par(first-line-indent: 0em, justify: false, leading: 0.65em)
  block(above: 1em, below: 1.2em, table(columns: widths, inset: 5pt, stroke: 0.5pt + rgb("#666666"),
    align: horizon + left, ..cells)) }}
#let cover(title, lines) = {{ set par(first-line-indent: 0em, justify: false); v(52mm)
  align(center, text(size: 28pt, fill: rgb("{tint}"), title)); v(38mm)
  for line in lines {{ align(center, text(size: 15pt, line)); v(3mm) }}; pagebreak() }}
#let certificate(title, rows, issuer, date) = {{ set par(first-line-indent: 0em, justify: false)
  block(width: 100%, height: 168mm, breakable: false, stroke: 2.5pt + rgb("{tint}"), inset: 14mm, {{
    align(center, text(size: 22pt, title)); v(10mm)
    for row in rows {{ grid(columns: (32%, 68%), row.at(0), row.at(1)); v(4mm) }}
    v(1fr); align(right, issuer); align(right, date) }}) }}
"""


@cache
def fonts() -> typst.Fonts:
    """The environment's Noto Sans SC and Noto Serif SC."""
    folder = str(pylopdf_fonts_zh_cn.serif_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def quoted(text: str) -> str:
    """``text`` as a typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _array(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def source(blocks: Iterable[Block], style: Style) -> str:
    """The whole typst source."""
    numbering = Numbering(style.headings)
    setup = _SETUP.format(
        margin=style.margin,
        header=quoted(style.header),
        side=style.extra.get("side", "right"),
        foot=style.extra.get("foot", "center"),
        footer=style.extra.get("footer", 'counter(page).display("1")'),
        font=style.font,
        size=style.size,
        leading=style.leading,
        spacing=style.leading + 0.15,
        indent=style.extra.get("indent", "2"),
        tint=style.tint,
        chapter=style.extra.get("chapter", "center"),
        big=style.size + 8,
        middle=style.size + 3,
        small=style.size + 1,
        table=max(style.size - 1.5, 9),
        fresh="pagebreak(weak: true);" if style.fresh_sections else "",
    )
    return setup + "\n".join(_markup(block, style, numbering) for block in blocks)


def _markup(block: Block, style: Style, numbering: Numbering) -> str:
    match block:
        case Cover():
            made = f"#cover({quoted(block.title)}, {_array(quoted(line) for line in block.lines)})"
        case Contents():
            made = '#{ set par(first-line-indent: 0em); outline(title: "目　录", depth: 2, indent: 1.5em); pagebreak() }'
        case Heading():
            number = numbering.number(block.level) if block.numbered else ""
            made = f"#heading(level: {block.level}, {quoted(number + block.text)})"
        case Para():
            made = f"#{'w' if block.whole else 'p'}({quoted(block.text)})"
        case Items():
            lines = enumerate(block.lines, start=1)
            made = "\n".join(f"#l({quoted(mark(style.marks, place) + line)})" for place, line in lines)
        case Table():
            widths = _array(f"{width}fr" for width in block.widths or [1] * len(block.header))
            head = f"table.header{_array(quoted(cell) for cell in block.header)}"
            cells = _array([head, *(quoted(cell) for row in block.rows for cell in row)])
            made = f"#t({widths}, {cells})"
        case Certificate():
            rows = _array(_array([quoted(name + "："), quoted(value)]) for name, value in block.rows)
            made = (
                f"#certificate({quoted(block.title)}, {rows}, {quoted(block.issuer)}, {quoted(block.date)})"
            )
        case Break():
            made = "#pagebreak(weak: true)"
    return made


def to_pdf(blocks: Iterable[Block], style: Style) -> bytes:
    """The PDF's bytes; the same blocks give the same bytes."""
    made = typst.compile(
        source([said(block) for block in blocks], said(style)).encode(),
        font_paths=fonts(),
        timestamp=datetime(2026, 1, 1, tzinfo=UTC),
        pdf_tags=False,
    )
    assert isinstance(made, bytes)  # one document, no output path: typst gives bytes
    return made
