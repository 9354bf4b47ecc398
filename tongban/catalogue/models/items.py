"""Items of offices and their versions, which never change once they have been handed in for review.

Triggers of the database (``tongban.catalogue.triggers``) refuse what these models refuse.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.models.basic import CatalogItem, ReferenceEntry
from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.rules.receipts import ReceiptRule
from tongban.kernel.models import Record
from tongban.kernel.published import Guarded
from tongban.people.models import Office, Officer


class Item(Record):
    """An implementation item (实施清单): a catalogue item in the hands of one office."""

    class KeptOff(models.TextChoices):
        SECRET = "secret", _("涉密")
        LAW = "law", _("法律法规另有规定")

    catalog_item = models.ForeignKey(CatalogItem, models.PROTECT, related_name="items")
    office = models.ForeignKey(Office, models.PROTECT, related_name="items")
    regulating_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="items_regulated")
    code = models.CharField(max_length=31, unique=True)
    current = models.ForeignKey("ItemVersion", models.PROTECT, null=True, related_name="+")
    adopted_from = models.ForeignKey(ReferenceEntry, models.PROTECT, null=True, related_name="items")
    suspended_from = models.DateField(null=True)  # 暂停: no new case from this day, open ones go on
    suspended_until = models.DateField(null=True)  # the last day; open: until somebody ends it
    suspension_reason = models.CharField(max_length=400, blank=True, db_default="")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=400, blank=True, db_default="")
    # why it is not led on this platform
    kept_off = models.CharField(max_length=8, choices=KeptOff, blank=True, db_default="")
    kept_off_basis = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalog_item", "office"], name="an_office_holds_a_catalogue_item_once"),
        ]

    @property
    def subject(self) -> str:
        return f"item:{self.pk}"

    def is_suspended(self, on: date) -> bool:
        """Whether it takes no new cases on a day; it takes them again by itself after the last one."""
        if self.suspended_from is None or on < self.suspended_from:
            return False
        return self.suspended_until is None or on <= self.suspended_until

    def is_suspension_on_record(self, on: date) -> bool:
        """Whether it is suspended, or will be."""
        return self.suspended_from is not None and (self.suspended_until is None or on <= self.suspended_until)

    def __str__(self) -> str:
        return self.code


class ItemVersion(Guarded, Record):
    """What was published, never changed again; a case keeps the version it began with."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        REVIEW = "review", _("待审定")  # handed in: a second person reads it
        SCHEDULED = "scheduled", _("待生效")  # approved: in force from its day
        PUBLISHED = "published", _("已发布")
        RETIRED = "retired", _("已停用")

    UNFINISHED = (State.DRAFT, State.REVIEW, State.SCHEDULED)  # nothing that was ever in force

    class CrossScope(models.TextChoices):  # 通办范围
        NATION = "nation", _("全国")
        PROVINCES = "provinces", _("跨省")
        CITIES = "cities", _("跨市")
        COUNTIES = "counties", _("跨县")
        TOWNS = "towns", _("县（区）域内跨镇")

    class RunMode(models.TextChoices):
        HERE = "here", _("本平台办理")
        PUSHED = "pushed", _("统一受理、推送办理")
        GUIDED = "guided", _("引导办理、结果回流")
        PROXY = "proxy", _("代收代办")

    ELSEWHERE = (RunMode.PUSHED, RunMode.GUIDED)  # handled in a department's own system

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=400, blank=True)
    run_mode = models.CharField(max_length=8, choices=RunMode, default=RunMode.HERE)
    for_persons = models.BooleanField(default=True)
    for_firms = models.BooleanField(default=True)
    is_instant = models.BooleanField(default=False)
    is_single_officer = models.BooleanField(default=False)
    single_officer_basis = models.CharField(max_length=200, blank=True)
    statutory_amount = models.PositiveIntegerField(null=True)  # null: no law sets a limit; the text says so
    statutory_unit = models.CharField(max_length=10, blank=True)  # how it is counted: working, calendar, month, hour
    statutory_printed_unit = models.CharField(max_length=4, blank=True)  # as printed: 日, 天, 工作日, 月
    statutory_text = models.CharField(max_length=200, blank=True)
    promised_amount = models.PositiveIntegerField(default=0)
    promised_unit = models.CharField(max_length=10, default="working")
    promised_printed_unit = models.CharField(max_length=4, default="工作日")
    promised_text = models.CharField(max_length=200, blank=True)
    receipt_rule = models.JSONField(default=dict)
    delivery_amount = models.PositiveIntegerField(default=10)  # working days after the decision: a clock of its own
    cross_scope = models.CharField(max_length=10, choices=CrossScope, blank=True, db_default="")
    elements = models.JSONField(default=dict)  # every structured element of the guide that is not a column
    form_schema = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    created_at = models.DateTimeField()
    # rises with each change of the draft: two editors notice
    revision = models.PositiveIntegerField(default=1, db_default=1)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    review_note = models.CharField(max_length=400, blank=True, db_default="")
    effective_on = models.DateField(null=True)  # from which day it is in force; null: as soon as it is approved
    retires_on = models.DateField(null=True)  # the last day on which it takes new cases
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(state__in=["draft", "review", "scheduled"]),
                name="one_draft_of_an_item_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "review", "scheduled"]) | models.Q(published_at__isnull=False),
                name="published_version_has_its_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(retires_on=None)
                | models.Q(effective_on=None)
                | models.Q(retires_on__gte=models.F("effective_on")),
                name="version_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["state", "effective_on"], name="versions_that_wait")]

    @property
    def kind(self) -> str:
        return "instant" if self.is_instant else "promised"

    @property
    def statutory_limit(self) -> Limit | None:
        if self.statutory_amount is None:
            return None
        return Limit(self.statutory_amount, self.statutory_unit, self.statutory_printed_unit)

    @property
    def promised_limit(self) -> Limit:
        return Limit(self.promised_amount, self.promised_unit, self.promised_printed_unit)

    @property
    def receipt(self) -> ReceiptRule:
        return ReceiptRule.from_data(self.receipt_rule)

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"
