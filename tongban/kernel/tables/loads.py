"""How far a file of old data has been taken in."""

from django.db import models


class Load(models.Model):
    """One file on its way in: which one by its digest, and up to where; moved on with each batch of its rows."""

    digest = models.CharField(max_length=64, primary_key=True)
    system = models.CharField(max_length=40)  # the old system that the file comes from
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()  # bytes
    offset = models.BigIntegerField(default=0)  # bytes taken in
    line = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)  # lines that were here before
    refused = models.BigIntegerField(default=0)
    errors_size = models.BigIntegerField(default=0)  # bytes of the file of errors that belong to this place
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
