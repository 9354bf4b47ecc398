"""Stored files and printed documents, as rows."""

from typing import Any

from django.db import models

from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField


class StoredFile(Record):
    """Bytes that came in: sniffed, sized, hashed, kept outside the database under their digest."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, db_index=True)  # what it belongs to: draft:7, matter:7
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class PaperTemplate(models.Model):
    """The text of a template as it was when a document was issued with it, found by its digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=80)
    source = models.TextField()


class NumberSeries(models.Model):
    """The last number given in one series: office word, kind letter and year (云审批受〔2026〕)."""

    series = models.CharField(max_length=50, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class PrintedDocument(Record):
    """One paper that an office hands out: frozen data, template and its digest; rendered on request."""

    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, db_index=True)
    office_name = models.CharField(max_length=120)
    template = models.CharField(max_length=80)
    template_digest = models.CharField(max_length=64)
    data = EncryptedJSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def content(self) -> dict[str, Any]:
        """The frozen data in clear: for rendering, never for a template of a page."""
        read: dict[str, Any] = self.data.clear()
        return read
