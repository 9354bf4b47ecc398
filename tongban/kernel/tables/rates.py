"""How often something was done within a time, as rows that all processes share."""

from django.db import models


class RateWindow(models.Model):
    """The window that runs for one key: opened by the first try, and gone once it has ended.

    The key stands here as a keyed digest only: whose address, number or token it was, the table does not tell.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    taken = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)
