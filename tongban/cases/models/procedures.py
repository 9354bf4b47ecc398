"""Special procedures of a case (特别程序) with what came of them, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField
from tongban.matters.models import Pause
from tongban.people.models import Officer


class Procedure(Record):
    """One procedure of a case: who began it, whether its item lists it, its result and opinion."""

    class Outcome(models.TextChoices):
        PASSED = "passed", _("通过")
        FAILED = "failed", _("不通过")
        NONE = "none", _("已进行，不作结论")

    case = models.ForeignKey(Case, models.PROTECT, related_name="procedures")
    pause = models.OneToOneField(Pause, models.PROTECT, related_name="procedure")
    kind = models.CharField(max_length=20)  # matters/data/procedures.toml
    is_own = models.BooleanField()  # the item's version lists it
    begun_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # none: as the applicant asked
    approved_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # where it does not
    send_by_on = models.DateField(null=True)  # the last day on which inspectors are sent (行政许可法 art. 55)
    inspectors = models.ManyToManyField(Officer, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    result = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    details = EncryptedJSONField()  # experts, institution, where and on which day: by the kind
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | (~Q(outcome="") & ~Q(result="")),
                name="ended_procedure_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(is_own=True) | Q(approved_by__isnull=False), name="foreign_procedure_was_approved"
            ),
        ]
