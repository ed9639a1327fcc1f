"""``python -m procurement.catalogue.compiling``: write each ``.mo`` that is older than its ``.po``; needs no Django."""

from __future__ import annotations

import sys
from pathlib import Path

from procurement.catalogue.places import CHECKOUT, catalogue_files


def compile_catalogues(checkout: Path) -> list[Path]:
    """Compile what is out of date; returns the files written."""
    written = []
    for source in catalogue_files(checkout):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, domain="django", abort_invalid=True)
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as out:
            write_mo(out, catalogue)  # leaves fuzzy and empty entries out
        fresh.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogues(CHECKOUT)
    sys.exit(0)
