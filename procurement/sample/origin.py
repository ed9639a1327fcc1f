"""Marks of origin 文件属性: who made a file, with what, when — set from data, so that the same seed gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pikepdf


def stamp_pdf(content: bytes, *, author: str, creator: str, producer: str, made: datetime) -> bytes:
    """The PDF with this document information and a file identifier that depends on its content alone."""
    date = made.strftime("D:%Y%m%d%H%M%S+08'00'")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        values = {
            "/Author": author,
            "/Creator": creator,
            "/Producer": producer,
            "/CreationDate": date,
            "/ModDate": date,
        }
        for key, value in values.items():
            pdf.docinfo[key] = pikepdf.String(value)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def stable_zip(content: bytes, made: datetime, replaced: dict[str, bytes] | None = None) -> bytes:
    """The zip file (DOCX, XLSX) with every entry dated ``made``, and ``replaced`` entries exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(entry(name, made), (replaced or {}).get(name, old.read(name)))
    return out.getvalue()


def entry(name: str, made: datetime) -> zipfile.ZipInfo:
    """A zip entry with a fixed date and plain permissions."""
    info = zipfile.ZipInfo(name, made.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
