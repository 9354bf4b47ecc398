"""What was made public of decisions (双公示), as rows: public values alone, frozen as they were."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.kernel.models import Record
from tongban.matters.models import TimedQuerySet
from tongban.people.models import Office


class CreditBatch(Record):
    """One file for the credit site: which run of which day, how many rows, and its receipt."""

    number = models.CharField(max_length=20, unique=True)
    rows = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(max_length=80, blank=True)


class Publication(Record):
    """One row of the public list: whom, what, by which decision, until when. A person's name stands masked."""

    class Kind(models.TextChoices):
        GRANTED = "granted", _("准予许可")
        RENEWED = "renewed", _("视为准予延续")
        REVOKED = "revoke", _("撤销")
        WITHDRAWN = "withdraw", _("撤回")
        CANCELLED = "cancel", _("注销")
        CORRECTED = "correct", _("更正")
        REISSUED = "reissue", _("补发")

    class Party(models.TextChoices):
        FIRM = "firm", _("法人及非法人组织")
        PERSON = "person", _("自然人")

    case = models.ForeignKey(Case, models.PROTECT, related_name="publications")
    office = models.ForeignKey(Office, models.PROTECT, related_name="publications", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    party_name = models.CharField(max_length=120, db_index=True)
    party_kind = models.CharField(max_length=6, choices=Party)
    party_uscc = models.CharField(max_length=18, blank=True, db_index=True)
    title = models.CharField(max_length=200)  # of the decision document
    decision_number = models.CharField(max_length=60, db_index=True)
    licence_name = models.CharField(max_length=200, blank=True)
    licence_number = models.CharField(max_length=60, blank=True)
    item_name = models.CharField(max_length=200)
    content = models.CharField(max_length=400)
    decided_on = models.DateField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    published_at = models.DateTimeField()
    due_at = models.DateTimeField()  # for the credit site
    warn_at = models.DateTimeField()
    batch = models.ForeignKey(CreditBatch, models.PROTECT, null=True, related_name="publications")
    received_at = models.DateTimeField(null=True)  # by the credit site
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    correction = models.CharField(max_length=300, blank=True)  # why

    objects = TimedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "-id"], name="publications_of_an_office"),
            models.Index(fields=["due_at", "id"], name="publications_to_deliver", condition=Q(received_at=None)),
        ]
