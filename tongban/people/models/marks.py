"""By what a process knows that nothing has changed since it asked who may do what."""

from django.db import models


class PowersMark(models.Model):
    """One row: the database writes another mark there whenever anything changes from which powers come."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    mark = models.CharField(max_length=36)
