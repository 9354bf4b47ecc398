"""Fees (收费), what was paid, refunds, and what has to be settled elsewhere first, as rows. Amounts are fen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.kernel.money import Money
from tongban.people.models import Officer


class FeeNotice(Record):
    """A notice to pay (缴款通知), under a payment code that the platform outside knows."""

    class State(models.TextChoices):
        UNPAID = "unpaid", _("待缴款")
        PAID = "paid", _("已缴款")
        CANCELLED = "cancelled", _("已取消")
        REFUNDED = "refunded", _("已退款")

    case = models.ForeignKey(Case, models.PROTECT, related_name="fee_notices")
    code = models.CharField(max_length=24, unique=True)
    lines = models.JSONField()  # [{"name", "standard", "basis", "quantity", "price"}], price in fen
    amount = models.BigIntegerField()  # fen
    state = models.CharField(max_length=10, choices=State, default=State.UNPAID)
    pay_by = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    paid_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)  # why it was cancelled
    receipt_number = models.CharField(max_length=80, blank=True)  # 电子票据号码
    receipt_at = models.DateTimeField(null=True)
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_is_above_nothing"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="unpaid"), name="one_unpaid_notice_of_a_case"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="fee_notices_by_state")]

    @property
    def money(self) -> Money:
        return Money(self.amount)

    @property
    def subject(self) -> str:
        return f"fee:{self.pk}"


class Payment(Record):
    """Money that came under a code: what was owed, or something that has to go back."""

    class Judged(models.TextChoices):
        MATCHED = "matched", _("已核对")
        OTHER_AMOUNT = "other_amount", _("金额不符，待退款")
        TWICE = "twice", _("重复缴款，待退款")
        TOO_LATE = "too_late", _("通知已取消，待退款")

    notice = models.ForeignKey(FeeNotice, models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=80, unique=True)
    amount = models.BigIntegerField()  # fen
    judged = models.CharField(max_length=12, choices=Judged)
    paid_at = models.DateTimeField()
    at = models.DateTimeField()

    @property
    def money(self) -> Money:
        return Money(self.amount)


class Refund(Record):
    """Money on its way back: asked for, approved by a second person, sent by the platform."""

    class State(models.TextChoices):
        ASKED = "asked", _("待批准")
        APPROVED = "approved", _("退款中")
        SENT = "sent", _("已退款")
        REFUSED = "refused", _("未批准")

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="refund")
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # null: by the system itself
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=80, blank=True)  # of the platform

    class Meta:
        indexes = [models.Index(fields=["id"], name="refunds_that_wait", condition=Q(state="asked"))]


class Prerequisite(Record):
    """What has to be settled elsewhere before this (前置事项): the deed tax before the register (契税法 art. 11)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="prerequisites")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)
    proof = models.CharField(max_length=80, blank=True)  # number of the certificate that was seen
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="a_prerequisite_is_asked_once")]
