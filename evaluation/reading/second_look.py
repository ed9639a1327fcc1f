"""What needs the eye after a file has been read: recognition of pages without text, and the check of text by sight."""

from __future__ import annotations

from dataclasses import replace

from evaluation.reading.document import Document, Evasion, Member
from evaluation.reading.evasion.look import with_marks
from evaluation.reading.evasion.printed import compared
from evaluation.reading.formats.archive import member_of
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.need import Need, can_be_seen, needs
from evaluation.reading.ocr.stage import recognise_pages
from evaluation.reading.options import ReadOptions
from procurement.message import msg


def second_look(document: Document, data: bytes, desk: Desk, options: ReadOptions) -> Document:
    """The document as its pages show it; ``data`` is the file.  Members of an archive are looked at one by one."""
    for member in document.members:
        if member.media_type == "application/pdf" or member.media_type.startswith("image/"):
            document = _member_looked_at(document, member, data, desk, options)
    if not can_be_seen(document):
        return document
    wanted = needs(document)
    if wanted:
        document = recognise_pages(document, wanted, desk, options)
    if not options.evasion:
        return document
    document = _replaced_layers(document, wanted)
    return compared(document, desk, options) if document.media_type == "application/pdf" else document


def _member_looked_at(
    document: Document, member: Member, data: bytes, desk: Desk, options: ReadOptions
) -> Document:
    """The archive with the pages of one member looked at as the file they come from."""
    content, inner, _ = member_of(data, document, member.first_page)
    before = member.first_page - 1
    own = range(member.first_page, member.first_page + member.pages)
    inner = replace(
        inner,
        evasion=tuple(replace(m, page=m.page - before) for m in document.evasion if m.page in own),
    )
    seen = second_look(inner, content, desk.of(content, member.sha256), options)
    pages = list(document.pages)
    pages[before : before + member.pages] = [
        replace(page, number=page.number + before) for page in seen.pages
    ]
    kept = tuple(mark for mark in document.evasion if mark.page not in own)
    return with_marks(
        replace(
            document,
            pages=tuple(pages),
            evasion=kept,
            compared=tuple(sorted((*document.compared, *(n + before for n in seen.compared)))),
            notes=(*document.notes, *(f"{member.name}: {note}" for note in seen.notes)),
        ),
        [replace(mark, page=mark.page + before) for mark in seen.evasion],
    )


def _replaced_layers(document: Document, wanted: list[Need]) -> Document:
    """What was noticed in a text layer that is nonsense goes with the layer; that it was nonsense is said."""
    gone = [n.number for n in wanted if n.reason == "garbage" and document.page(n.number).source == "ocr"]
    if not gone:
        return document
    kept = tuple(mark for mark in document.evasion if mark.page not in gone)
    reason = msg("The text layer of this page is unreadable; the page was read from its picture")
    marks = [Evasion("unreadable-layer", "low", number, 0, 0, None, reason) for number in gone]
    return with_marks(replace(document, evasion=kept), marks)
