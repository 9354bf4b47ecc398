"""Departments' own systems (自建系统): the link to each, and what goes over it; whom the network reaches."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.exchange.models.partners import Envelope, Partner
from tongban.exchange.rules.sets import data_set
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedField, EncryptedJSONField
from tongban.people.models import Account, Office, Region

LEVELS = {
    Region.Level.CITY: _("市级"),
    Region.Level.COUNTY: _("县级"),
    Region.Level.TOWN: _("乡镇级"),
    Region.Level.VILLAGE: _("村级"),
}


class Direction(models.TextChoices):
    OUT = "out", _("发出")
    IN = "in", _("收到")


class Link(Record):
    """The connection to one system: whose it is, whose cases it handles, how it proves itself, and how it stands."""

    partner = models.OneToOneField(Partner, models.PROTECT, related_name="link")
    office = models.ForeignKey(Office, models.PROTECT, related_name="links")  # who runs it
    offices = models.ManyToManyField(Office, related_name="served_by")  # whose cases it handles
    item_codes = models.JSONField(default=list)  # of catalogue items; none: every item of these offices
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")  # in whose name it acts here
    prefix = models.CharField(max_length=20, unique=True)  # 数据来源
    address = models.CharField(max_length=200, blank=True)  # none: it is only asked for by its own calls
    polls = models.BooleanField(default=False)  # it does not call us: we fetch what it has
    key = EncryptedField(mask="all")
    former_key = EncryptedField(mask="all")  # still taken, until the system has changed over
    since = models.DateTimeField()  # what was accepted before is not sent
    is_paused = models.BooleanField(default=False)
    pause_reason = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(null=True)  # the last good exchange, either way
    last_fault = models.CharField(max_length=16, choices=Envelope.Fault, blank=True)  # of the last try, if it failed
    faults = models.PositiveIntegerField(default=0)  # tries in a row that failed
    next_try_at = models.DateTimeField()
    fetched = models.CharField(max_length=13, blank=True)  # the last batch that was fetched

    def __str__(self) -> str:
        return self.partner.name

    @property
    def subject(self) -> str:
        return f"link:{self.pk}"


class Batch(Record):
    """Rows that went together under one number (日期 + 5 位流水): sent once or more often, taken once."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="batches")
    direction = models.CharField(max_length=3, choices=Direction)
    number = models.CharField(max_length=13)
    digest = models.CharField(max_length=64, blank=True)  # of the bytes as they came; of the payload as it went
    rows_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    receipt = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)  # none: still to be sent

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "direction", "number"], name="a_batch_number_is_used_once"),
        ]
        indexes = [models.Index(fields=["link", "-at"], name="batches_of_a_link")]

    @property
    def subject(self) -> str:
        return f"batch:{self.pk}"


class ExchangeRow(Record):
    """One row of a data set, as it went or came, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待发送")
        SENT = "sent", _("已发送")  # in a batch, no receipt yet
        DELIVERED = "delivered", _("对方已收")
        TAKEN = "taken", _("已收到")  # to be applied
        PARKED = "parked", _("等前面的数据")
        APPLIED = "applied", _("已生效")
        REFUSED = "refused", _("已退回")
        CORRECTED = "corrected", _("已更正")

    link = models.ForeignKey(Link, models.PROTECT, related_name="rows")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="rows")
    direction = models.CharField(max_length=3, choices=Direction)
    dataset = models.CharField(max_length=40)
    guid = models.CharField(max_length=36, blank=True)
    sync = models.CharField(max_length=1, blank=True)
    project_no = models.CharField(max_length=50, blank=True)
    payload = EncryptedJSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State)
    reasons = models.JSONField(default=list)  # obstacles, as data
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "direction", "guid", "digest"], name="the_same_row_is_exchanged_once"
            ),
        ]
        indexes = [
            models.Index(fields=["link", "id"], name="rows_to_send", condition=Q(state="waiting")),
            models.Index(
                fields=["next_try_at", "id"], name="rows_to_apply", condition=Q(state__in=["taken", "parked"])
            ),
            models.Index(fields=["link", "-id"], name="rows_refused", condition=Q(state="refused")),
            models.Index(fields=["project_no", "dataset"], name="rows_of_a_project"),
        ]

    @property
    def subject(self) -> str:
        return f"exchange:{self.pk}"

    @property
    def title(self) -> str:
        """What the set is called; nothing for one that there is not."""
        chosen = data_set(self.dataset)
        return chosen.title if chosen else ""


class SeenCall(Record):
    """A call that was made once: the same call again is a replay, and refused."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "nonce"], name="a_call_is_made_once")]


class Reckoning(Record):
    """What both sides say of one set on one day (对账): how many rows, under which digest, and which rows differ."""

    link = models.ForeignKey(Link, models.PROTECT, related_name="reckonings")
    on = models.DateField()
    direction = models.CharField(max_length=3, choices=Direction)
    dataset = models.CharField(max_length=40)
    ours = models.PositiveIntegerField()
    theirs = models.PositiveIntegerField()
    our_digest = models.CharField(max_length=64)
    their_digest = models.CharField(max_length=64)
    differing = models.JSONField(default=list)  # [{"guid", "what"}]: only_ours, only_theirs, other_content
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "on", "direction", "dataset"], name="a_day_is_reckoned_once"),
        ]
        indexes = [models.Index(fields=["-on", "-id"], name="reckonings_by_day")]

    @property
    def agrees(self) -> bool:
        return self.our_digest == self.their_digest


class NetworkSite(Record):
    """A place and whether the government network (电子政务外网) reaches it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="network_sites")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="network_sites")
    name = models.CharField(max_length=120)
    is_reached = models.BooleanField(default=False)
    reached_on = models.DateField(null=True)
    carrier = models.CharField(max_length=60, blank=True)
    bandwidth_mbps = models.PositiveIntegerField(null=True)
    checked_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="a_site_stands_once"),
            models.CheckConstraint(
                condition=Q(is_reached=False) | Q(reached_on__isnull=False), name="reached_site_says_since_when"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level_name(self) -> str:
        return str(LEVELS.get(Region.Level(self.region.level), self.region.level))

    @property
    def subject(self) -> str:
        return f"network_site:{self.pk}"
