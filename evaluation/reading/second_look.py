"""What needs the eye after a file has been read: pages without text, the names on seals, and the check of text by sight."""

from __future__ import annotations

from dataclasses import replace

from evaluation.reading.document import Document, Evasion
from evaluation.reading.evasion.look import with_marks
from evaluation.reading.evasion.printed import compared
from evaluation.reading.formats.archive import member_of
from evaluation.reading.ocr.desk import Desk
from evaluation.reading.ocr.embedded import OFFICE, with_pictures
from evaluation.reading.ocr.need import Need, can_be_seen, needs
from evaluation.reading.ocr.stage import recognise_pages
from evaluation.reading.options import ReadOptions
from evaluation.reading.seals.stage import with_seals_read
from procurement.message import msg


def second_look(document: Document, data: bytes, desk: Desk, options: ReadOptions) -> Document:
    """The document as its pages show it; ``data`` is the file.  Members of an archive are looked at one by one."""
    return with_seals_read(_looked_at(document, data, desk, options), data, desk, options)


def _looked_at(document: Document, data: bytes, desk: Desk, options: ReadOptions) -> Document:
    for index in range(len(document.members)):
        if document.members[index].media_type.startswith(("application/pdf", "image/", OFFICE)):
            document = _member_looked_at(document, index, data, desk, options)
    if document.media_type.startswith(OFFICE):
        return with_pictures(document, data, desk, options)
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
    document: Document, index: int, data: bytes, desk: Desk, options: ReadOptions
) -> Document:
    """The archive with the pages of one member looked at as the file they come from; there may be more of them then."""
    member = document.members[index]
    content, inner, _ = member_of(data, document, member.first_page)
    before = member.first_page - 1
    own = range(member.first_page, member.first_page + member.pages)
    inner = replace(
        inner,
        evasion=tuple(replace(m, page=m.page - before) for m in document.evasion if m.page in own),
    )
    seen = second_look(inner, content, desk.of(content, member.sha256), options)
    more = len(seen.pages) - member.pages
    shown = (replace(p, picture_on=p.picture_on + before) if p.picture_on else p for p in seen.pages)
    pages = [*document.pages[:before], *shown, *document.pages[own.stop - 1 :]]
    members = [
        *document.members[:index],
        member._replace(pages=len(seen.pages)),
        *(m._replace(first_page=m.first_page + more) for m in document.members[index + 1 :]),
    ]
    kept = [
        m if m.page < own.start else replace(m, page=m.page + more)
        for m in document.evasion
        if m.page not in own
    ]
    looked = [n if n < own.start else n + more for n in document.compared]
    return with_marks(
        replace(
            document,
            pages=tuple(replace(page, number=number) for number, page in enumerate(pages, 1)),
            members=tuple(members),
            evasion=tuple(kept),
            compared=tuple(sorted((*looked, *(n + before for n in seen.compared)))),
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
