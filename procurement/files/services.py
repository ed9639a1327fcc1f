"""Putting bytes into the content-addressed store."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

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


def store_chunks(*, chunks: Iterable[bytes], media_type: str) -> StoredFile:
    """Keeps a large file that comes piece by piece, without holding all of it in memory."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=root)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        record = StoredFile(sha256=digest.hexdigest(), size=size, media_type=media_type)
        if not record.path.exists():
            record.path.parent.mkdir(parents=True, exist_ok=True)
            Path(temporary).replace(record.path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    kept, _created = StoredFile.objects.get_or_create(
        sha256=record.sha256, defaults={"size": size, "media_type": media_type}
    )
    return kept
