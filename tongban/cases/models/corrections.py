"""Correction notices (补正告知), as rows."""

from django.db import models

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record
from tongban.people.models import Officer


class CorrectionNotice(Record):
    """Everything that is missing or wrong, told once (一次性告知)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    gaps = models.JSONField()  # [{"about": code, "name": text, "what": text}]
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered = models.JSONField(default=list)  # what the answer brought: codes of papers, "form"
