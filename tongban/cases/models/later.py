"""What was done with a licence after it was granted, and what came back from who regulates, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.cases.models.results import Result
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.people.models import Office, Officer


class LaterDecision(Record):
    """One act after the decision: announced where the party is heard first, then decided or dropped."""

    class Kind(models.TextChoices):
        REVOKE = "revoke", _("撤销")
        WITHDRAW = "withdraw", _("撤回")
        CANCEL = "cancel", _("注销")
        CORRECT = "correct", _("更正")
        REISSUE = "reissue", _("补发")

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("已告知，等待陈述申辩")
        DECIDED = "decided", _("已决定")
        DROPPED = "dropped", _("不再处理")

    case = models.ForeignKey(Case, models.PROTECT, related_name="later_decisions")
    result = models.ForeignKey(Result, models.PROTECT, null=True, related_name="later_decisions")
    kind = models.CharField(max_length=8, choices=Kind)
    ground = models.CharField(max_length=20)
    reasons = models.TextField()
    state = models.CharField(max_length=9, choices=State)
    changes = models.JSONField(default=dict)  # of a correction: what is right instead
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField(null=True)
    statement = models.TextField(blank=True)  # what the party said
    stated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="announced"), name="one_act_is_announced"),
            models.CheckConstraint(condition=~Q(reasons=""), name="later_decision_has_reasons"),
        ]


class RegulatorReport(Record):
    """What the office that regulates tells of a licence: a check and what it found, or a penalty."""

    class Kind(models.TextChoices):
        CHECK = "check", _("日常检查")
        COMMITMENT = "commitment", _("承诺核查")
        PENALTY = "penalty", _("行政处罚")

    case = models.ForeignKey(Case, models.PROTECT, related_name="regulator_reports")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    found_a_fault = models.BooleanField(default=False)
    text = models.TextField()
    number = models.CharField(max_length=60, blank=True)  # of the penalty decision
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
