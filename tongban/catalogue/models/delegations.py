"""Powers lent to another office (委托), and items led for one another between regions (通办)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models.items import Item, ItemVersion
from tongban.kernel.models import Record
from tongban.people.models import InForce, Office


class Delegation(Record):
    """An office lends its powers over an item to another one, from a day to a day."""

    class Scope(models.TextChoices):
        FULL = "full", _("全部委托")
        PARTIAL = "partial", _("部分委托")

    item = models.ForeignKey(Item, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Office, models.PROTECT, related_name="delegated_to_it")
    scope = models.CharField(max_length=8, choices=Scope)
    powers = models.JSONField(default=list)  # of a partial one: receive, accept, review, decide, deliver
    document = models.CharField(max_length=200)  # the written commission
    basis = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_reason = models.CharField(max_length=400, blank=True)

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "to"], condition=models.Q(until=None), name="one_open_delegation_per_item_and_office"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="delegation_ends_after_it_begins",
            ),
        ]

    @property
    def subject(self) -> str:
        return f"delegation:{self.pk}"


class Partner(Record):
    """A region outside this city with which items are led for one another."""

    code = models.CharField(max_length=12, unique=True)  # GB/T 2260
    name = models.CharField(max_length=60)
    province = models.CharField(max_length=60)
    contact = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name


class Agreement(Record):
    """An agreement of an office of ours with a partner (跨省、省内、跨区通办)."""

    class Reach(models.TextChoices):
        PROVINCES = "provinces", _("跨省通办")
        CITIES = "cities", _("省内通办")
        COUNTIES = "counties", _("跨区（县）通办")

    office = models.ForeignKey(Office, models.PROTECT, related_name="agreements")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements")
    reach = models.CharField(max_length=10, choices=Reach)
    title = models.CharField(max_length=120)
    signed_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    ended_reason = models.CharField(max_length=400, blank=True)

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="agreement_ends_after_it_begins",
            ),
        ]

    @property
    def subject(self) -> str:
        return f"agreement:{self.pk}"

    def __str__(self) -> str:
        return self.title


class AgreedItem(Record):
    """An item put forward for an agreement, with the partner's elements; it enters only when both sides match."""

    class Mode(models.TextChoices):
        ONLINE = "online", _("全程网办")
        PROXY = "proxy", _("代收代办")
        JOINT = "joint", _("多地联办")

    class Because(models.TextChoices):
        VERSION = "version", _("新版本与对方不再一致")
        PARTNER = "partner", _("对方的要素不再一致")
        RETIRED = "retired", _("事项取消")
        ENDED = "ended", _("协议终止")
        WITHDRAWN = "withdrawn", _("撤回")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, models.PROTECT, related_name="agreed")
    mode = models.CharField(max_length=8, choices=Mode)
    partner_values = models.JSONField(default=dict)  # elements by exchange field, as the partner sent them
    put_forward_at = models.DateTimeField()
    # which version of ours was compared last, when, and in how many entries the two sides differ
    checked_with = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    differences = models.PositiveSmallIntegerField(null=True)
    entered_at = models.DateTimeField(null=True)  # matched, in the list
    left_at = models.DateTimeField(null=True)
    left_because = models.CharField(max_length=10, choices=Because, blank=True, db_default="")
    left_reason = models.CharField(max_length=400, blank=True)  # what whoever took it out has to say

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "item"],
                condition=models.Q(left_at=None),
                name="an_item_stands_in_an_agreement_once",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_at=None) | models.Q(differences__isnull=False),
                name="an_agreed_item_was_compared",
            ),
        ]

    @property
    def state(self) -> str:
        """``left``, ``agreed``, or ``differs``: put forward, but the sides do not match yet."""
        if self.left_at:
            return "left"
        return "agreed" if self.entered_at else "differs"
