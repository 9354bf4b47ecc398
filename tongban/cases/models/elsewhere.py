"""What is done in another system or another city (运行方式), as far as we know of it, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.catalogue.models import AgreedItem, ItemVersion
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.people.models import Officer, Party
from tongban.windows.models import ServicePoint, Visit


class Elsewhere(Record):
    """One matter that somebody else decides: our own number for it, theirs, and where it stands as they told us.

    Guided (引导): done in a national or provincial system; here only number, status and rating. Pushed (推送): a case
    of ours that the department's own system handles. Proxy (代收代办): papers were taken here for another city, which
    has a clock of its own beside ours: ours is to forward them. Without an interface, number and status are copied.
    """

    class Mode(models.TextChoices):
        GUIDED = "guided", _("引导办理、结果回流")
        PUSHED = "pushed", _("统一受理、推送办理")
        PROXY = "proxy", _("代收代办")

    class Status(models.TextChoices):
        TAKEN = "taken", _("已收件")
        FORWARDED = "forwarded", _("已转交")
        ACCEPTED = "accepted", _("对方已受理")
        GRANTED = "granted", _("对方已办结")
        REFUSED = "refused", _("对方未批准")
        RETURNED = "returned", _("对方退回")

    mode = models.CharField(max_length=8, choices=Mode)
    number = models.CharField(max_length=32, unique=True)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="elsewhere")
    handler = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, null=True, related_name="elsewhere")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="elsewhere")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="elsewhere")
    agreed = models.ForeignKey(AgreedItem, models.PROTECT, null=True, related_name="+")
    system = models.CharField(max_length=120)  # who decides: the system, or the city
    papers = models.JSONField(default=list)  # [{"name", "pages", "kept"}]: what was taken for another city
    outside_number = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.TAKEN)
    note = models.CharField(max_length=400, blank=True)
    taken_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    forward_by = models.DateField(null=True)  # our own clock: by when the papers leave the house
    forwarded_on = models.DateField(null=True)
    forwarded_how = models.CharField(max_length=120, blank=True)  # courier and number, or the system
    due_on = models.DateField(null=True)  # their clock, as they told us
    changed_at = models.DateTimeField()
    receipt = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(mode="pushed") | Q(case__isnull=False), name="pushed_is_our_case"),
            models.CheckConstraint(condition=~Q(mode="proxy") | Q(agreed__isnull=False), name="proxy_is_agreed"),
        ]
        indexes = [
            models.Index(fields=["service_point", "-id"], name="elsewhere_of_a_point"),
            models.Index(fields=["party", "-id"], name="elsewhere_of_a_party"),
        ]

    @property
    def subject(self) -> str:
        return f"elsewhere:{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.status in (self.Status.GRANTED, self.Status.REFUSED, self.Status.RETURNED)
