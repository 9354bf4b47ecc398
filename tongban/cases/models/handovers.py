"""What went from hand to hand each half day: the hand-over list (交接清单) and its bags, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.people.models import Office, Officer
from tongban.windows.models import ServicePoint


class HandOver(Record):
    """One list of one half day, from a place or an office to another, or to somebody outside.

    Papers go in (front to back), results come out (back to front, or from one service point to another), and papers
    taken for elsewhere are forwarded. Whoever takes them scans each bag and signs.
    """

    class Way(models.TextChoices):
        INWARD = "inward", _("前台转后台")
        OUTWARD = "outward", _("结果转出件窗口")
        FORWARD = "forward", _("转交外部")

    class Half(models.TextChoices):
        MORNING = "am", _("上午")
        AFTERNOON = "pm", _("下午")

    class State(models.TextChoices):
        PREPARED = "prepared", _("待签收")
        RECEIVED = "received", _("已签收")

    way = models.CharField(max_length=8, choices=Way)
    on = models.DateField()
    half = models.CharField(max_length=2, choices=Half)
    from_point = models.ForeignKey(ServicePoint, models.PROTECT, null=True, related_name="+")
    from_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    to_point = models.ForeignKey(ServicePoint, models.PROTECT, null=True, related_name="+")
    to_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    to_partner = models.CharField(max_length=120, blank=True)  # somebody outside, by name
    state = models.CharField(max_length=8, choices=State, default=State.PREPARED)
    prepared_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    received_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")  # for a partner: who noted it
    received_name = models.CharField(max_length=60, blank=True)  # who signed for a partner
    received_at = models.DateTimeField(null=True)
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_point__isnull=False) | Q(to_office__isnull=False) | ~Q(to_partner=""),
                name="hand_over_goes_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", received_at=None) | Q(state="received", received_at__isnull=False),
                name="received_hand_over_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["-prepared_at", "-id"], name="hand_overs_by_time"),
            models.Index(fields=["to_office", "-id"], name="hand_overs_to_an_office"),
            models.Index(fields=["to_point", "-id"], name="hand_overs_to_a_point"),
        ]

    def __str__(self) -> str:
        return f"{self.sender} → {self.receiver}"

    @property
    def subject(self) -> str:
        return f"handover:{self.pk}"

    @property
    def sender(self) -> str:
        return str(self.from_point or self.from_office or "")

    @property
    def receiver(self) -> str:
        return str(self.to_point or self.to_office or self.to_partner)


class Bag(Record):
    """One case's bag (材料袋) on a list, found by the bar code on it, which is the number of the case."""

    class State(models.TextChoices):
        LISTED = "listed", _("未扫码")
        ARRIVED = "arrived", _("已收到")
        MISSING = "missing", _("缺少")
        SURPLUS = "surplus", _("多出")

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="bags")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bags")
    sheets = models.PositiveSmallIntegerField(default=0)  # pages kept on paper
    state = models.CharField(max_length=8, choices=State, default=State.LISTED)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hand_over", "case"], name="one_bag_of_a_case_on_a_list")]
