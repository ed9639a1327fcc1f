"""PDFium, called without ceremony.

A page has a thousand characters and each box is one call.  The wrappers' argument checks cost more than the calls,
so the few functions used per character are bound again by address: plain integers in, nothing allocated, driven by
``map`` so that the loop itself runs in C.  PDFium is not thread-safe: every use in the process holds ``LOCK``.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import deque
from collections.abc import Callable
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

LOCK = threading.RLock()
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def bind(name: str, *arguments: Any, result: Any = ctypes.c_int) -> Callable[..., int]:
    """A PDFium function called with plain integers; no argument is checked, so pass addresses that live."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_loose_box = bind("FPDFText_GetLooseCharBox", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_unicode = bind("FPDFText_GetUnicode", ctypes.c_void_p, ctypes.c_int)


def address_of(handle: Any) -> int:
    """The address behind a PDFium handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def characters(textpage: Any) -> tuple[str, npt.NDArray[np.float32]]:
    """The text of a page as PDFium orders it, and one row (left, top, right, bottom; y up) per code point."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    rects = np.zeros((count, 4), np.float32)
    if not count:
        return "", rects
    page, start = address_of(textpage), rects.ctypes.data
    deque(map(_loose_box, repeat(page), range(count), range(start, start + 16 * count, 16)), maxlen=0)
    return _joined(_text(textpage, page, count), rects)


def _joined(text: str, rects: npt.NDArray[np.float32]) -> tuple[str, npt.NDArray[np.float32]]:
    """Surrogates as the code points they stand for: one character, one box; a lone half is a replacement mark."""
    if not _SURROGATE.search(text):
        return text, rects
    seconds = [m.start() + 1 for m in _PAIR.finditer(text)]
    for second in seconds:
        pair = rects[second - 1 : second + 1]
        outer = pair[:, 0].min(), pair[:, 1].max(), pair[:, 2].max(), pair[:, 3].min()
        rects[second - 1] = outer
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole, np.delete(rects, seconds, axis=0)


def _text(textpage: Any, page: int, count: int) -> str:
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    if len(text) < count and len(text.encode("utf-16-le", "surrogatepass")) == 2 * count:
        return "".join(map(_halves, text))  # the decoder has joined pairs that count as two here
    # Characters without a Unicode value are left out of the bulk text: ask for each, so that text and boxes agree.
    codes = map(_unicode, repeat(page), range(count))
    return "".join(chr(c) if 0 < c < 0x110000 else "\ufffd" for c in codes)


def _halves(character: str) -> str:
    code = ord(character) - 0x10000
    return character if code < 0 else chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
