"""Putting bytes into the content-addressed store."""

import hashlib
import os
import tempfile
from pathlib import Path

from procurement.files.models import StoredFile


def store(*, data: bytes, media_type: str) -> StoredFile:
    """Keeps the bytes and returns their record; the same bytes are kept once.

    The file is complete on disk before its record exists, so that a crash leaves at most an unused file.
    """
    record = StoredFile(sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type=media_type)
    target = record.path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    record, _created = StoredFile.objects.get_or_create(
        sha256=record.sha256, defaults={"size": record.size, "media_type": media_type}
    )
    return record
