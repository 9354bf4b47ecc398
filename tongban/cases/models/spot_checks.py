"""What was found when a decision that one officer made alone was looked at again (抽查)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.outcomes import Decision
from tongban.kernel.models import Record
from tongban.people.models import Officer


class SpotCheck(Record):
    """One decision by one officer, looked at again by a supervisor: once."""

    class Result(models.TextChoices):
        RIGHT = "right", _("没有问题")
        FLAWED = "flawed", _("有瑕疵")
        WRONG = "wrong", _("办错了")

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="spot_check")
    result = models.CharField(max_length=6, choices=Result)
    remark = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result="right") | ~models.Q(remark=""), name="what_was_found_amiss_is_said"
            ),
        ]
