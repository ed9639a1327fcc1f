"""Bringing the catalogues in line with the sources: translations stay, new texts come in empty, gone ones go."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from procurement.catalogue.extract import Text, texts_of
from procurement.catalogue.places import LANGUAGES, ROOMS, SOURCE, catalogue_file, sources

_HEADER = (
    "# Texts of Gongping; the msgids are collected by `make catalogue`, the msgstrs are written by people.\n#"
)

Found = dict[str, dict[Text, list[str]]]


def collect(checkout: Path) -> Found:
    """Per room: every text with the files it stands in."""
    found: Found = {room: defaultdict(list) for room in ROOMS}
    for source in sources(checkout):
        for text in texts_of(checkout / source.path, source.path.as_posix()):
            files = found[source.room][text]
            if source.path.as_posix() not in files:
                files.append(source.path.as_posix())
    return found


def load(path: Path, language: str) -> Catalog:
    """A catalogue as it stands, empty when there is none."""
    if not path.exists():
        return Catalog(locale=language, domain="django")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django", abort_invalid=True)


def update(checkout: Path, rooms: Collection[str] = ROOMS) -> list[Path]:
    """Rewrite the catalogues of ``rooms`` where they change; returns the files written.

    A text that another room has translated already takes that translation over.
    """
    found = collect(checkout)
    written = []
    for language in LANGUAGES:
        old = {room: load(catalogue_file(checkout, room, language), language) for room in ROOMS}
        known = {
            key_of(message): message
            for catalogue in old.values()
            for message in catalogue
            if _is_done(message)
        }
        for room in rooms:
            path = catalogue_file(checkout, room, language)
            if not found[room] and not path.exists():
                continue
            content = _render(_merge(found[room], old[room], known, language))
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                written.append(path)
    return written


def _merge(
    texts: dict[Text, list[str]], old: Catalog, known: dict[tuple[str, str | None], Message], language: str
) -> Catalog:
    new = Catalog(locale=language, domain="django", header_comment=_HEADER, fuzzy=False)
    plurals = new.num_plurals
    merged: dict[tuple[str, str | None], tuple[Text, list[str]]] = {}
    for text, files in texts.items():  # a text used with and without a plural is one entry, with the plural
        key = (text.singular, text.context)
        before, seen = merged.get(key, (text, []))
        merged[key] = (before if before.plural else text, sorted({*seen, *files}))
    for key, (text, files) in sorted(
        merged.items(), key=lambda item: (item[1][1][0], item[0][0], item[0][1] or "")
    ):
        message_id: str | tuple[str, str] = (text.singular, text.plural) if text.plural else text.singular
        mine = old.get(key[0], key[1])
        source = mine if mine is not None and _is_done(mine) else known.get(key)
        string: str | tuple[str, ...] = ("",) * plurals if text.plural else ""
        flags: set[str] = {"python-format"} if "%(" in text.singular + (text.plural or "") else set()
        if language == SOURCE:
            string = (text.singular, text.plural)[:plurals] if text.plural else text.singular
        elif source is not None:
            string = _fit(strings_of(source), plurals if text.plural else 0)
            flags |= {"fuzzy"} & set(source.flags)
        new.add(
            message_id,
            string,
            locations=[(file, 0) for file in files],
            flags=flags,
            user_comments=mine.user_comments if mine is not None else (),
            context=text.context,
        )
    return new


def _fit(forms: tuple[str, ...], plurals: int) -> str | tuple[str, ...]:
    """The translation as one string or as ``plurals`` forms."""
    return (forms + (forms[-1],) * plurals)[:plurals] if plurals else forms[0]


def key_of(message: Message) -> tuple[str, str | None]:
    """What makes an entry itself: its text and its context."""
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation's forms: one, or one for each plural form of the language."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def _is_done(message: Message) -> bool:
    return bool(message.id) and all(strings_of(message))


def _render(catalogue: Catalog) -> bytes:
    """The file's bytes, without dates and tool versions, which would only make differences."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False)
    head = (
        f'{_HEADER}\nmsgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return head.encode() + out.getvalue()
