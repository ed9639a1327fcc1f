"""How a process and its children talk: messages of a JSON head and a body of bytes, both with their lengths before them."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

SIZES = struct.Struct("<IQ")


def send(stream: BinaryIO, head: dict[str, object], body: bytes) -> None:
    """One message: the two lengths, the head, the body."""
    packed = json.dumps(head, ensure_ascii=False).encode()
    stream.write(SIZES.pack(len(packed), len(body)))
    stream.write(packed)
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or ``None`` when the other side is gone."""
    sizes = stream.read(SIZES.size)
    if len(sizes) < SIZES.size:
        return None
    head_size, body_size = SIZES.unpack(sizes)
    head, body = stream.read(head_size), stream.read(body_size)
    if len(head) < head_size or len(body) < body_size:
        return None
    return json.loads(head), body
