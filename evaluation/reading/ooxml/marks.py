"""Marks of origin that Word, Excel and WPS leave in a file's property parts."""

from __future__ import annotations

import hashlib

from lxml import etree

from evaluation.reading.document import Origin
from evaluation.reading.errors import UnreadableError
from evaluation.reading.ooxml.package import Parts

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def office_origin(parts: Parts) -> Origin:
    """Core, application and custom properties, document ids, revision-save ids (rsid), names and calculation of books."""
    core = _leaves(parts.optional_xml("docProps/core.xml"))
    app = _leaves(parts.optional_xml("docProps/app.xml"))
    custom = _custom(parts.optional_xml("docProps/custom.xml"))
    settings = parts.optional_xml("word/settings.xml")
    minutes = app.get("TotalTime", "")
    extra = {f"app.{k}": app[k] for k in ("AppVersion", "Manager", "DocSecurity") if app.get(k)}
    extra |= {
        f"core.{k}": core[k]
        for k in ("revision", "lastPrinted", "category", "keywords", "subject")
        if core.get(k)
    }
    extra |= {f"custom.{k}": v for k, v in custom.items() if v}
    extra |= _book_marks(parts)
    if parts.timestamps:
        extra["zip.times"] = " ".join(parts.timestamps[:4])
    return Origin(
        author=core.get("creator", ""),
        last_editor=core.get("lastModifiedBy", ""),
        creator=app.get("Application", ""),
        company=app.get("Company", ""),
        template=app.get("Template", ""),
        title=core.get("title", ""),
        created=core.get("created", ""),
        modified=core.get("modified", ""),
        edit_minutes=int(minutes) if minutes.isdecimal() else None,
        ids=_ids(settings, custom),
        rsids=_rsids(settings),
        extra=extra,
    )


def _book_marks(parts: Parts) -> dict[str, str]:
    """Of a workbook: the names that people gave to cells, and the order in which its cells were last calculated."""
    found: dict[str, str] = {}
    book = parts.optional_xml("xl/workbook.xml")
    if book is not None:
        names = (
            f"{node.get('name')}={(node.text or '').strip()}"
            for node in book.iter(f"{_S}definedName")
            if not str(node.get("name") or "").startswith(
                "_xlnm."
            )  # print areas and filters, which Excel names
        )
        said = "; ".join(names)[:1000]
        if said:
            found["xlsx.names"] = said
    try:
        chain = parts.bytes("xl/calcChain.xml")
    except UnreadableError:
        chain = None
    if chain:
        found["xlsx.calc_chain"] = f"{hashlib.sha256(chain).hexdigest()[:16]} ({chain.count(b'<c ')})"
    return found


def _leaves(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {etree.QName(n).localname: (n.text or "").strip() for n in root if isinstance(n.tag, str)}


def _custom(root: etree._Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {
        str(n.get("name")): "".join(map(str, n.itertext())).strip()[:200]
        for n in root
        if isinstance(n.tag, str) and n.get("name")
    }


def _ids(settings: etree._Element | None, custom: dict[str, str]) -> tuple[str, ...]:
    """Identifiers of the document itself: Word's docId, and the ICV code WPS writes."""
    found = [f"wps.icv:{custom['ICV']}"] if custom.get("ICV") else []
    if settings is not None:
        for node in settings.iter(etree.Element):
            if etree.QName(node).localname == "docId":
                value = next((str(v) for v in node.attrib.values()), "")
                found.append(f"docId:{value}")
    return tuple(dict.fromkeys(found))


def _rsids(settings: etree._Element | None) -> tuple[str, ...]:
    if settings is None:
        return ()
    values = (str(n.get(f"{_W}val") or "") for n in settings.iter(f"{_W}rsid", f"{_W}rsidRoot"))
    return tuple(dict.fromkeys(v.upper() for v in values if v))
