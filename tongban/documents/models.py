"""Stored files and printed documents, as rows."""

from django.db import models

from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField


class StoredFile(Record):
    """Bytes that came in: sniffed, sized, hashed, kept outside the database."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, db_index=True)  # what it belongs to: draft:7, matter:7
    by = models.CharField(max_length=80)
    at = models.DateTimeField()


class PrintedDocument(Record):
    """One paper that an office hands out: frozen data, template and its digest; rendered on request."""

    number = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=80, db_index=True)
    office_name = models.CharField(max_length=120)
    template = models.CharField(max_length=80)
    template_digest = models.CharField(max_length=64)
    data = EncryptedField()  # canonical JSON
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
