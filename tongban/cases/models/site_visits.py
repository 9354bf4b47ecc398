"""Site visits (现场踏勘): planned for one case or several, recorded by those who went, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField
from tongban.matters.models import Step
from tongban.people.models import Office, Officer


class SiteVisit(Record):
    """One trip of two or more officers, of one office or several, to one place."""

    class State(models.TextChoices):
        PLANNED = "planned", _("待踏勘")
        DONE = "done", _("已踏勘")
        CANCELLED = "cancelled", _("已取消")

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")  # that plans it, and counts it
    planned_for = models.DateTimeField()
    place = EncryptedField(mask="address")
    officers = models.ManyToManyField(Officer, related_name="site_visits")
    planned_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=200, blank=True)  # of the last postponement, or of the cancellation
    times_postponed = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)  # on the spot, when the first case was recorded
    trip = models.PositiveBigIntegerField(null=True)  # the same of visits of several offices that come together

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="a_visit_is_called_off_why"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="a_visit_was_made_when"),
        ]
        indexes = [models.Index(fields=["office", "planned_for", "id"], name="visits_of_an_office")]

    where = ""  # the place in clear, set by a page for those who go there

    @property
    def subject(self) -> str:
        return f"site_visit:{self.pk}"


class VisitedCase(Record):
    """One case that is looked at on a visit, for one step; its record is the report that was taken."""

    visit = models.ForeignKey(SiteVisit, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="site_visits")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    points = models.JSONField(default=list)  # what is looked at: sentences of the step's standard
    report = models.OneToOneField("VisitReport", models.PROTECT, null=True, related_name="taken_for")
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "case"], name="a_case_is_looked_at_once_on_a_visit"),
        ]


class VisitReport(Record):
    """What one officer recorded on the spot, as it came from the phone; sent twice, it is there once.

    The first one becomes the record of the case. What comes after it, or after the visit was called off, is kept
    beside it with the reason, so that nothing is lost.
    """

    class Conclusion(models.TextChoices):
        MEETS = "meets", _("符合要求")
        FALLS_SHORT = "falls_short", _("不符合要求")

    visited = models.ForeignKey(VisitedCase, models.PROTECT, related_name="reports")
    key = models.CharField(max_length=64, unique=True)
    checks = models.JSONField(default=list)  # [{"point": text, "is_met": bool | None, "note": text}]
    findings = models.TextField()
    conclusion = models.CharField(max_length=12, choices=Conclusion)
    place = EncryptedField(mask="address")
    present = models.ManyToManyField(Officer, related_name="+")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()  # on the spot, by the phone's clock
    received_at = models.DateTimeField()
    beside = models.CharField(max_length=40, blank=True)  # why it is not the record: an obstacle's code
    opinion_not_given = models.CharField(max_length=40, blank=True)  # why the step did not end with it


class VisitPhotograph(Record):
    """One photograph of a report, in the order in which it was taken."""

    report = models.ForeignKey(VisitReport, models.PROTECT, related_name="photographs")
    position = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="one_photograph_at_a_position"),
        ]
