"""Plain text: one page, the text exactly as decoded (UTF-8 with or without its mark, UTF-16 with it, GB 18030)."""

from __future__ import annotations

import codecs
import unicodedata

from evaluation.reading.document import Document, Page
from evaluation.reading.errors import UnreadableError
from evaluation.reading.flow import HEIGHT, MARGIN, WIDTH, set_lines
from evaluation.reading.registry import Source, register_format
from procurement.message import msg

_CONTROLS = frozenset(chr(c) for c in range(32)) - set("\t\n\r\f\v\x1a\x1b")


class TextFormat:
    """Text without any markup.  Its page is as long as it needs to be."""

    name = "plain text"
    media_type = "text/plain"
    suffixes = (".txt",)

    def score(self, data: bytes) -> int:
        return 10 if decode(data) is not None else 0

    def read(self, source: Source) -> Document:
        text = decode(source.data)
        if text is None:
            raise UnreadableError(source.name, msg("The text is neither UTF-8 nor GB 18030"))
        if not text.strip():
            raise UnreadableError(source.name, msg("The file holds no text"))
        boxes, lines = set_lines(text, MARGIN, WIDTH - 2 * MARGIN)
        boxes[:, 1::2] += MARGIN
        height = max(HEIGHT, 2 * MARGIN + lines * 16.0)
        return Document(
            source.name, source.sha256, self.media_type, (Page(1, WIDTH, height, text, boxes, "flow"),)
        )


def decode(data: bytes) -> str | None:
    """The text in ``data``, or ``None`` when it is not text in an encoding that is met here."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _try(data, encoding)
    return _try(data, "utf-8") or _try(data, "gb18030")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _plausible(text) else None


def _plausible(text: str) -> bool:
    """Binary data decodes as GB 18030 now and then; text holds hardly any controls or unassigned characters."""
    sample = text[:20_000]
    odd = sum(c in _CONTROLS or (c > "\uffff" and unicodedata.category(c) in ("Cn", "Co")) for c in sample)
    odd += sum(unicodedata.category(c) in ("Cn", "Co") for c in sample[:2_000])
    return odd * 100 <= len(sample)


register_format(TextFormat())
