"""What was read, kept once per file content and reader version, so that no file is read twice."""

from django.db import models


class ReadFile(models.Model):
    """The pages of a file, or the reason why it cannot be read.  ``pages`` counts them, ``content`` packs them."""

    sha256 = models.CharField(max_length=64)
    reader_version = models.PositiveSmallIntegerField()
    pages = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    problem = models.JSONField(null=True)
    seconds = models.FloatField(default=0)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "reader_version"], name="one_reading_per_content")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} v{self.reader_version}"
