"""Correction notices (补正告知) and what a notice may not do, as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.catalogue.models import ItemVersion
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.people.models import Officer
from tongban.windows.models import Visit


class Notice(Record):
    """Everything that is missing or wrong, told once (一次性告知), and what the answer brought."""

    round = models.PositiveSmallIntegerField(default=1, db_default=1)
    gaps = models.JSONField()  # [{"about": code, "name": text, "what": text}]
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered = models.JSONField(default=list)  # what the answer brought: codes of papers, "form"

    class Meta:
        abstract = True


class CorrectionNotice(Notice):
    """The notice that stands; those before it are ``case.earlier_notices``."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    keeps_the_clock = models.BooleanField(default=False, db_default=False)  # it gives the office no more time


class EarlierNotice(Notice):
    """A notice that a later one has followed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="earlier_notices")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_notice_for_each_round")]


class Violation(Record):
    """Something that an office did and the rules do not allow: on record for supervision."""

    class Kind(models.TextChoices):
        LATE_GAP = "late_gap", _("应当一次告知而再次告知")  # it could have been raised in the first notice

    case = models.ForeignKey(Case, models.PROTECT, related_name="violations")
    kind = models.CharField(max_length=20, choices=Kind)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-id"], name="violations_latest_first")]


class ToldOnce(Record):
    """What somebody who asked was told to bring (一次性告知单), without an application."""

    visit = models.ForeignKey(Visit, models.CASCADE, null=True, related_name="told_once")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)  # to the scenario questions: no personal values
    missing = models.JSONField(default=list)  # codes of the papers that were not there today
    remark = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["visit"], name="told_once_in_a_visit")]
