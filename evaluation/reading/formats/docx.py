"""DOCX: the body in order with its tables and text boxes, set on a grid; headers, footers and notes kept aside."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from evaluation.reading.document import Document, Heading, Image, Origin, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.evasion.finder import runs_of
from evaluation.reading.evasion.word_runs import word_asides, word_pieces
from evaluation.reading.flow import Flow
from evaluation.reading.ooxml.marks import office_origin
from evaluation.reading.ooxml.numbering import Numbers
from evaluation.reading.ooxml.package import Parts, has_parts
from evaluation.reading.ooxml.words import Grid, Paragraph, W, blocks, shifted, style_levels
from evaluation.reading.options import ReadOptions
from evaluation.reading.pictures import describe
from evaluation.reading.registry import Source, register_format
from procurement.message import msg


class DocxFormat:
    """Word's and WPS's XML format."""

    name = "DOCX"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    suffixes = (".docx",)

    def score(self, data: bytes) -> int:
        return 100 if has_parts(data, "word/document") else 0

    def read(self, source: Source) -> Document:
        parts = Parts(source.data, source.name, source.options)
        root = parts.xml("word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnreadableError(source.name, msg("The file is damaged: it has no document body"))
        try:
            flow = _Setter(parts, source.options, source.name)
            for block in blocks(body):
                flow.add(block)
            pages = _with_pictures_beside(flow.flow.pages(), parts, source.options)
        except RecursionError as error:
            raise UnreadableError(source.name, msg("The file is damaged: it is nested too deeply")) from error
        if source.options.evasion:
            source.runs.extend(runs_of(word_pieces(body, parts), pages))
            source.asides.extend(word_asides(parts))
        return Document(
            source.name, source.sha256, self.media_type, pages,
            origin=office_origin(parts) if source.options.marks else Origin(),
            outline=tuple(flow.outline),
            aside=_aside(parts),
        )  # fmt: skip


class _Setter:
    """Puts blocks on pages, where Word last put them as far as the file remembers."""

    def __init__(self, parts: Parts, options: ReadOptions, name: str) -> None:
        self.flow = Flow()
        self._parts, self._options, self._name = parts, options, name
        self.outline: list[Heading] = []
        styles = parts.optional_xml("word/styles.xml")
        self._levels = style_levels(styles)
        self._numbers = Numbers(parts.optional_xml("word/numbering.xml"), styles)
        self._relations = parts.relations("word/document.xml")

    def add(self, block: Paragraph | Grid) -> None:
        if self.flow.page_number > self._options.max_pages:
            raise UnreadableError(
                self._name, msg("The file has more than %(limit)s pages", limit=self._options.max_pages)
            )
        if isinstance(block, Grid):
            self._table(block)
        else:
            self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> None:
        late = False
        label = self._numbers.label(block)
        if label and block.text.strip():
            block = shifted(block, label)
        if block.page_before:
            self.flow.page_break()
        for place in block.hints:
            if place * 2 <= len(block.text):
                self.flow.page_break()
            else:
                late = True
        pieces = [block.text]
        if block.breaks:
            bounds = [0, *block.breaks, len(block.text)]
            pieces = [block.text[a:b] for a, b in pairwise(bounds)]
        for index, piece in enumerate(pieces):
            if index:
                self.flow.page_break()
            if piece.strip():
                self._declare(block, piece)
                self.flow.add_text(piece)
        self._pictures(block.pictures)
        for box in block.boxes:
            for inner in box:
                self._paragraph(inner)
        if late or block.page_after:
            self.flow.page_break()

    def _declare(self, block: Paragraph, text: str) -> None:
        level = block.level if block.level is not None else self._levels.get(block.style)
        if level is not None and level < 9:
            self.flow.make_room()
            self.outline.append(Heading(level + 1, text.strip(), self.flow.page_number))

    def _table(self, block: Grid) -> None:
        bounds = [0, *sorted(block.page_before_row), len(block.rows)]
        for index, (a, b) in enumerate(pairwise(bounds)):
            if index:
                self.flow.page_break()
            self.flow.add_table(block.rows[a:b])
        self._pictures(block.pictures)

    def _pictures(self, targets: list[str]) -> None:
        if not self._options.images:
            return
        for target in targets:
            content = self._parts.bytes(self._relations.get(target, ""))
            image = describe(content, None, self._options.max_image_pixels) if content else None
            if image is not None:
                self.flow.add_image(image)


def _with_pictures_beside(pages: tuple[Page, ...], parts: Parts, options: ReadOptions) -> tuple[Page, ...]:
    """The first page with the pictures of headers and footers: they stand on every page, and are kept once."""
    if not options.images:
        return pages
    held = {image.sha256 for page in pages for image in page.images}
    found: list[Image] = []
    for part in sorted(parts.names):
        if not part.startswith(("word/header", "word/footer")) or not part.endswith(".xml"):
            continue
        for target in parts.relations(part).values():
            content = parts.bytes(target) if target.startswith("word/media/") else None
            image = describe(content, None, options.max_image_pixels) if content else None
            if image is not None and image.sha256 not in held:
                held.add(image.sha256)
                found.append(image)
    return (replace(pages[0], images=(*pages[0].images, *found)), *pages[1:]) if found else pages


def _aside(parts: Parts) -> tuple[str, ...]:
    """Headers, footers, footnotes and comments: said in the file, but not part of its running text."""
    found = []
    for part in sorted(parts.names):
        stem = part.removeprefix("word/")
        if part.startswith("word/") and stem.startswith(
            ("header", "footer", "footnotes", "endnotes", "comments")
        ):
            root = parts.optional_xml(part) if stem.endswith(".xml") else None
            if root is None:
                continue
            nodes = [root] if stem.startswith(("header", "footer")) else list(root)
            for node in nodes:
                texts = (b.text if isinstance(b, Paragraph) else _grid_text(b) for b in blocks(node))
                text = "\n".join(t for t in texts if t.strip())
                if text and text not in found:
                    found.append(text)
    return tuple(found)


def _grid_text(block: Grid) -> str:
    return "\n".join("\t".join(c or "" for c in row) for row in block.rows)


register_format(DocxFormat())
