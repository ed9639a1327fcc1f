"""Compound files (OLE 复合文档): the container of binary office files, and of newer ones with a password.

Source: [MS-CFB]; the container itself is read by ``olefile``.
"""

from __future__ import annotations

import io
import struct
from typing import Any, Literal

import olefile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Kind = Literal["word", "excel", "locked", "other"]

_LOCKED_DOC = 0x0100  # fEncrypted in the file information block of Word
_FILEPASS, _EOF = 0x002F, 0x000A  # records of a workbook
_MOST_RECORDS = 2_000


class Compound:
    """One compound file, opened with suspicion.  ``ValueError`` when it is damaged beyond its directory."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file: Any = olefile.OleFileIO(io.BytesIO(data))
            self._names = {entry[0].casefold(): entry[0] for entry in self._file.listdir() if len(entry) == 1}
        except Exception as error:  # the library raises whatever broken numbers make it raise
            raise ValueError(str(error)) from error

    def stream(self, name: str) -> bytes | None:
        """The content of a stream at the root, in any case of letters; ``None`` when there is none."""
        known = self._names.get(name.casefold())
        if known is None:
            return None
        try:
            return bytes(self._file.openstream(known).read())
        except Exception as error:
            raise ValueError(str(error)) from error

    def properties(self, name: str) -> dict[int, Any]:
        """The values of a property set, by their number; empty where there is none or it is broken."""
        if name.casefold() not in self._names:
            return {}
        try:
            return dict(
                self._file.getproperties(self._names[name.casefold()], convert_time=True, no_conversion=[10])
            )
        except Exception:  # noqa: BLE001 - a file without readable properties is still read
            return {}

    def named_properties(self, name: str) -> dict[str, str]:
        """The properties of a set that carry names of their own, as text; empty where there are none or they are broken."""
        if name.casefold() not in self._names:
            return {}
        try:
            rows = self._file.get_userdefined_properties(self._names[name.casefold()], convert_time=True)
            return {_said(row["property_name"]): _said(row["value"]) for row in rows if row["property_name"]}
        except Exception:  # noqa: BLE001 - a file without readable properties is still read
            return {}

    @property
    def kind(self) -> Kind:
        """What lies in the container.  ``locked`` is any office file with a password."""
        if "encryptedpackage" in self._names:
            return "locked"
        if "worddocument" in self._names:
            head = (self.stream("WordDocument") or b"")[:12]
            return "locked" if len(head) == 12 and _u16(head, 10) & _LOCKED_DOC else "word"
        for name in ("Workbook", "Book"):
            if name.casefold() in self._names:
                return "locked" if _has_password(self.stream(name) or b"") else "excel"
        return "other"


def kind_of(data: bytes) -> Kind | None:
    """What a compound file holds; ``None`` for content that is no compound file.  A damaged one is ``other``."""
    if not data.startswith(MAGIC):
        return None
    try:
        return Compound(data).kind
    except ValueError:
        # What is cut off has often lost its directory; an encrypted package is named in what is left of it.
        return "locked" if "EncryptedPackage".encode("utf-16-le") in data else "other"


def _has_password(book: bytes) -> bool:
    """Whether a workbook asks for a password: the record stands among the first ones."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(book):
            return False
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == _FILEPASS:
            return True
        if kind == _EOF:
            return False
        at += 4 + size
    return False


def _said(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.replace("\x00", "").strip()


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
