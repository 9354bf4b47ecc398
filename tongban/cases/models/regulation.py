"""What goes to the office that regulates (审管联动), and what comes back from it, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record
from tongban.matters.models import TimedQuerySet
from tongban.people.models import Office, Officer


class RegulatorNotice(Record):
    """One decision that another office must learn of, since it is the one that regulates."""

    class About(models.TextChoices):
        GRANTED = "granted", _("准予许可")
        REFUSED = "refused", _("不予许可")
        RENEWED = "renewed", _("视为准予延续")
        REVOKED = "revoke", _("撤销")
        WITHDRAWN = "withdraw", _("撤回")
        CANCELLED = "cancel", _("注销")
        CORRECTED = "correct", _("更正")
        REISSUED = "reissue", _("补发")

    case = models.ForeignKey(Case, models.PROTECT, related_name="regulator_notices")
    office = models.ForeignKey(Office, models.PROTECT, related_name="regulator_notices", db_index=False)
    about = models.CharField(max_length=8, choices=About)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    objects = TimedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "-id"], name="notices_of_a_regulator"),
            models.Index(fields=["due_at", "id"], name="notices_to_receive", condition=Q(received_at=None)),
        ]
