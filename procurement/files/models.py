"""Files, kept once per content: the name says nothing, the hash says everything."""

from pathlib import Path

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """The bytes of an uploaded or produced file, addressed by their SHA-256; never changed once written."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256

    @property
    def path(self) -> Path:
        """Where the bytes lie; two levels of folders, so that no folder grows without bound."""
        return Path(settings.MEDIA_ROOT) / self.sha256[:2] / self.sha256[2:4] / self.sha256

    def read(self) -> bytes:
        """The bytes."""
        return self.path.read_bytes()
