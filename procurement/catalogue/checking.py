"""What is wrong with the catalogues: missing, stale, unfinished or contradicting entries, places that do not match."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from procurement.catalogue.places import LANGUAGES, ROOMS, catalogue_file
from procurement.catalogue.updating import collect, key_of, load, strings_of

_PLACE = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?([a-zA-Z])")


def problems(checkout: Path) -> list[str]:
    """One line for each thing wrong, naming file, text and what was expected; empty when all is well."""
    found = collect(checkout)
    lines = []
    for language in LANGUAGES:
        said: dict[tuple[str, str | None], dict[str, str]] = defaultdict(dict)
        for room in ROOMS:
            path = catalogue_file(checkout, room, language)
            name = path.relative_to(checkout).as_posix()
            catalogue = load(path, language)
            wanted = {(text.singular, text.context): files for text, files in found[room].items()}
            entries = {key_of(message): message for message in catalogue if message.id}
            for key, files in wanted.items():
                if key not in entries:
                    lines.append(f"{name}: missing {key[0]!r} (in {files[0]}); run `make catalogue`")
            for key, message in entries.items():
                if key not in wanted:
                    lines.append(f"{name}: stale {key[0]!r}, found in no source; run `make catalogue`")
                    continue
                lines.extend(f"{name}: {problem}" for problem in _entry_problems(message))
                said[key].setdefault(strings_of(message)[0], name)
        for (text, _context), translations in said.items():
            if len(translations) > 1:
                places = "; ".join(f"{string!r} in {name}" for string, name in translations.items())
                lines.append(
                    f"{text!r} is translated differently, yet the product has one catalogue: {places}"
                )
    return lines


def _entry_problems(message: Message) -> Iterator[str]:
    text = key_of(message)[0]
    if "fuzzy" in message.flags:
        yield f"unsure (fuzzy) {text!r}"
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    strings = strings_of(message)
    expected = {place for one in ids for place in _PLACE.findall(one)}
    for string in strings:
        if not string:
            yield f"untranslated {text!r}"
            continue
        given = set(_PLACE.findall(string))
        # a plural's singular form may leave the number out
        if given - expected or (expected - given and len(ids) == 1):
            yield f"places of {text!r}: found {_show(given)}, expected {_show(expected)}"
        if text.startswith("\n") != string.startswith("\n") or text.endswith("\n") != string.endswith("\n"):
            yield f"{text!r} and its translation must begin and end alike (line break)"


def _show(places: set[tuple[str, str]]) -> str:
    return ", ".join(f"%({name}){kind}" for name, kind in sorted(places)) or "none"
