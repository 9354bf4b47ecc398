"""Receipts that were made void (作废), as rows."""

from django.db import models

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record
from tongban.people.models import Officer


class Voiding(Record):
    """Why a receipt was made void on its own day; the number stays used and the case stays on record."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="voiding")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
