"""Joint site visits (联合踏勘): several offices look at the members of a whole on one trip, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.bundles.models.runs import Whole
from tongban.bundles.rules import joint_visits as rules
from tongban.cases.models import SiteVisit
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField
from tongban.matters.models import Step
from tongban.people.models import Office, Officer


class JointVisit(Record):
    """One trip that an office proposes to the others; the visits of those that come carry its key as their trip."""

    class State(models.TextChoices):
        ASKED = rules.ASKED, _("等部门答复")
        SET = rules.SET, _("已定，已告知申请人")
        OFF = rules.OFF, _("已取消")
        LAPSED = rules.LAPSED, _("到期没有都答复，已失效")

    whole = models.ForeignKey(Whole, models.PROTECT, related_name="joint_visits")
    planned_for = models.DateTimeField()
    place = EncryptedField(mask="address")
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    times_moved = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)  # of the last move

    class Meta:
        ordering = ["pk"]

    where = ""  # the place, in clear for those who go there

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.OFF, self.State.LAPSED)

    @property
    def coming(self) -> list["JointPart"]:
        """The parts of the offices that come, or have come."""
        return [part for part in self.parts.all() if part.state == JointPart.State.JOINS]


class JointPart(Record):
    """What one office is asked to look at on a joint visit, and whether it comes."""

    class State(models.TextChoices):
        ASKED = rules.ASKED, _("等答复")
        JOINS = rules.JOINS, _("一起去")
        DECLINED = rules.DECLINED, _("不一起去")
        LEFT = rules.LEFT, _("不用去了")

    joint = models.ForeignKey(JointVisit, models.PROTECT, related_name="parts")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    steps = models.ManyToManyField(Step, related_name="+")  # of the members' cases, each at this office
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    reason = models.CharField(max_length=200, blank=True)  # why it does not come
    visit = models.OneToOneField(SiteVisit, models.PROTECT, null=True, related_name="joint_part")
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["joint", "office"], name="an_office_is_asked_once_for_a_joint_visit"),
            models.CheckConstraint(condition=~Q(state="joins") | Q(visit__isnull=False), name="who_comes_has_a_visit"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="who_declines_says_why"),
        ]
        indexes = [models.Index(fields=["office"], name="joint_visits_asked", condition=Q(state="asked"))]
