"""Marks of origin in a PDF: its information dictionary, XMP packet, identifiers and embedded fonts."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
from lxml import etree

from evaluation.reading.document import Origin
from evaluation.reading.pdf.embedded import picture_marks
from evaluation.reading.safe_xml import parse_xml

_XMP_KEYS = {
    "DocumentID", "InstanceID", "OriginalDocumentID", "CreatorTool", "Producer", "creator", "title", "CreateDate",
    "ModifyDate", "MetadataDate", "history", "DerivedFrom",
}  # fmt: skip
_INFO = ("Author", "Creator", "Producer", "Title", "CreationDate", "ModDate", "Company")


def pdf_origin(data: bytes, max_pages: int = 5_000) -> Origin:
    """What the file says about its making; an empty :class:`Origin` where it says nothing readable."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _origin(pdf, max_pages)
    except Exception:  # noqa: BLE001 - qpdf raises kinds of its own on broken trees; a file without marks is still read
        return Origin()


def _origin(pdf: pikepdf.Pdf, max_pages: int) -> Origin:
    info = (
        {_text(k).lstrip("/"): _text(v) for k, v in dict(pdf.docinfo).items()}
        if "/Info" in pdf.trailer
        else {}
    )
    xmp = _xmp(pdf)
    ids = []
    if "/ID" in pdf.trailer:
        ids = [f"pdf:{bytes(part).hex()}" for part in pdf.trailer["/ID"]]
    ids += [f"xmp:{xmp[k]}" for k in ("DocumentID", "InstanceID", "OriginalDocumentID") if xmp.get(k)]
    known = {k: info.get(k, "") for k in _INFO}
    extra = {f"info.{k}": v for k, v in info.items() if k not in _INFO and v}
    extra |= {f"xmp.{k}": v for k, v in xmp.items() if v and not k.endswith("ID")}
    extra |= picture_marks(pdf, max_pages)
    return Origin(
        author=known["Author"] or xmp.get("creator", ""),
        last_editor=info.get("LastSavedBy", "") or info.get("LastAuthor", ""),
        creator=known["Creator"] or xmp.get("CreatorTool", ""),
        producer=known["Producer"] or xmp.get("Producer", ""),
        company=known["Company"],
        title=known["Title"] or xmp.get("title", ""),
        created=pdf_date(known["CreationDate"]) or xmp.get("CreateDate", ""),
        modified=pdf_date(known["ModDate"]) or xmp.get("ModifyDate", ""),
        ids=tuple(dict.fromkeys(ids)),
        fonts=_fonts(pdf, max_pages),
        extra=extra,
    )


def pdf_date(text: str) -> str:
    """A PDF date ``D:20260302093000+08'00'`` as ISO 8601; other text as it is."""
    match = re.match(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|(Z))?", text)
    if not match:
        return text
    year, month, day, hour, minute, second, sign, zone, zone_minutes, utc = match.groups()
    offset = "+00:00" if utc else f"{sign}{zone}:{zone_minutes or '00'}" if sign else ""
    clock = f"T{hour}:{minute or '00'}:{second or '00'}{offset}" if hour else ""
    return f"{year}-{month or '01'}-{day or '01'}{clock}"


def _text(value: Any) -> str:
    return storable(str(value)).strip()


def storable(text: str) -> str:
    """Without what neither UTF-8 nor the database holds: halves of characters and NUL."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    if "/Metadata" not in pdf.Root:
        return {}
    try:
        packet = pdf.Root.Metadata.read_bytes()
        root = parse_xml(packet[packet.find(b"<") :].rstrip(b"\x00 \r\n\t"))
    except (pikepdf.PdfError, ValueError, AttributeError):
        return {}
    found: dict[str, str] = {}
    for node in root.iter(etree.Element):
        _take(found, str(node.tag), _leaf(node))
        for key, value in node.attrib.items():
            _take(found, str(key), str(value))
    return found


def _leaf(node: etree._Element) -> str:
    return " ".join(t.strip() for t in map(str, node.itertext()) if t.strip())[:500]


def _take(found: dict[str, str], key: str, value: str) -> None:
    short = key.rsplit("}", 1)[-1]
    if short in _XMP_KEYS and value and short not in found:
        found[short] = value.strip()


def _fonts(pdf: pikepdf.Pdf, max_pages: int) -> tuple[str, ...]:
    """Base font names with their subset prefixes (``ABCDEF+SimSun``): two files share a prefix only by copying."""
    names: set[str] = set()
    done: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        if number >= max_pages:
            break
        resources = page.obj.get("/Resources")
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(fonts, pikepdf.Dictionary) or (fonts.is_indirect and fonts.objgen in done):
            continue
        done.add(fonts.objgen)
        for font in dict(fonts).values():
            if isinstance(font, pikepdf.Dictionary) and "/BaseFont" in font:
                names.add(_text(font["/BaseFont"]).lstrip("/"))
    return tuple(sorted(names))
