"""What was read, kept once per file content and reader version, so that no file is read twice."""

from django.db import models


class ReadFile(models.Model):
    """The pages of a file, or the reason why it cannot be read.  ``pages`` counts them, ``content`` packs them.

    ``overview`` is what is shown before any page (:mod:`evaluation.reading.overview`); ``indexed`` is the version of
    the index it and the page texts were made with, 0 for none.
    """

    sha256 = models.CharField(max_length=64)
    reader_version = models.PositiveSmallIntegerField()
    pages = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    problem = models.JSONField(null=True)
    seconds = models.FloatField(default=0)
    read_at = models.DateTimeField(auto_now_add=True)
    overview = models.JSONField(null=True)
    indexed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "reader_version"], name="one_reading_per_content")
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} v{self.reader_version}"


class PageText(models.Model):
    """The text of one page for search: as it stands, and folded so that spacing, breaks and width do not matter.

    Like :class:`ReadFile` it is kept once per content; which of it a person may find is asked of the documents.
    """

    reading = models.ForeignKey(ReadFile, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    folded = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="one_text_per_page")]
        ordering = ["reading", "number"]

    def __str__(self) -> str:
        return f"{self.reading_id} p{self.number}"
