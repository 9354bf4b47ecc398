"""The base of every row."""

from django.db import models

from tongban.kernel.ids import new_id


class Record(models.Model):
    """A row with a time-ordered identifier."""

    id = models.BigAutoField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
