"""The journal's two tables. Triggers refuse to change or remove an entry (``kernel.triggers``)."""

from django.db import models

from tongban.kernel.tables.records import Record


class JournalHead(models.Model):
    """The last link of a subject's chain; locked and moved on by each new entry."""

    subject = models.CharField(max_length=80, primary_key=True)
    position = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class JournalEntry(Record):
    """One link: who did what to the subject, when, and the digest of the link before."""

    is_first = False  # while it is written: its chain cannot have begun, and is not looked for

    subject = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    body = models.TextField()
    request = models.CharField(max_length=36, blank=True, db_default="")  # in which it happened, as the logs name it
    suite = models.CharField(max_length=8)  # whose digest it is: intl or gm
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [  # its index is also the way to a subject's trail
            models.UniqueConstraint(fields=["subject", "position"], name="one_entry_per_position_of_a_subject"),
        ]
