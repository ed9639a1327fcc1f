"""DOC and WPS: the binary format of Word and WPS, set on a grid as DOCX files are."""

from __future__ import annotations

from evaluation.reading.document import Document, Heading, Origin
from evaluation.reading.errors import UnreadableError
from evaluation.reading.evasion.aside import Aside
from evaluation.reading.evasion.finder import Piece, runs_of
from evaluation.reading.flow import Flow
from evaluation.reading.ole_marks import compound_origin
from evaluation.reading.registry import Source, register_format
from evaluation.reading.word97.blocks import Rows, Segment, Text, beside, body
from evaluation.reading.word97.fib import DamagedError, Layout, layout
from procurement.compound import Compound, kind_of
from procurement.message import msg


class DocFormat:
    """Word's binary format; WPS writes the same into its WPS files."""

    name = "DOC"
    media_type = "application/msword"
    suffixes = (".doc", ".wps")

    def score(self, data: bytes) -> int:
        return 100 if kind_of(data) == "word" else 0

    def read(self, source: Source) -> Document:
        try:
            file = Compound(source.data)
            main = file.stream("WordDocument") or b""
            found = layout(main, (file.stream("0Table"), file.stream("1Table")))
        except DamagedError as error:
            raise UnreadableError(
                source.name,
                msg(
                    "The file was written by a Word before 97 or is damaged (%(detail)s); convert this to DOCX or PDF",
                    detail=str(error),
                ),
            ) from error
        except ValueError as error:
            raise UnreadableError(
                source.name,
                msg(
                    "The file is damaged: its container cannot be opened (%(detail)s)",
                    detail=str(error)[:200],
                ),
            ) from error
        return self._document(source, file, found)

    def _document(self, source: Source, file: Compound, found: Layout) -> Document:
        flow, pieces, outline = _set(source, found)
        notes = beside(found)
        pages = flow.pages()
        if not any(page.text.strip() for page in pages):
            raise UnreadableError(source.name, msg("The file holds no text"))
        if source.options.evasion:
            source.runs.extend(runs_of(pieces, pages))
            source.asides.extend(
                Aside(note.where, tuple(_piece(segment) for segment in note.text.segments)) for note in notes
            )
        return Document(
            source.name, source.sha256, self.media_type, pages,
            origin=compound_origin(file) if source.options.marks else Origin(),
            outline=tuple(outline),
            aside=tuple(dict.fromkeys(note.text.text.strip() for note in notes)),
        )  # fmt: skip


def _set(source: Source, found: Layout) -> tuple[Flow, list[Piece], list[Heading]]:
    """The running text on pages, its pieces in order, and the headings its styles declare."""
    flow = Flow()
    pieces: list[Piece] = []
    outline: list[Heading] = []
    for block in body(found):
        if flow.page_number > source.options.max_pages:
            raise UnreadableError(
                source.name, msg("The file has more than %(limit)s pages", limit=source.options.max_pages)
            )
        if isinstance(block, Rows):
            cells = [[_cell(cell) for cell in row] for row in block.rows]
            flow.add_table([list(row) for row in cells])
            pieces += [_piece(s) for row in block.rows for cell in row for s in cell]
            continue
        _add(block, flow, outline)
        pieces += [_piece(segment) for segment in block.segments]
    return flow, pieces, outline


def _add(block: Text, flow: Flow, outline: list[Heading]) -> None:
    if block.page_before:
        flow.page_break()
    text = block.text
    if not text.strip():
        return
    if block.level is not None:
        flow.make_room()
        outline.append(Heading(block.level + 1, text.strip(), flow.page_number))
    flow.add_text(text)


def _cell(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments).strip("\n")


def _piece(segment: Segment) -> Piece:
    how = segment.how
    return Piece(segment.text, how.hidden, how.pale, how.size) if how is not None else Piece(segment.text)


register_format(DocFormat())
