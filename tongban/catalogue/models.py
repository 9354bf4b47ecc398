"""The catalogue as rows: catalogue items, implementation items, and versions that never change once published.

Triggers of the database (migration ``published_versions_stay``) refuse what these models refuse.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.catalogue.rules.limits import Limit
from tongban.catalogue.rules.receipts import ReceiptRule
from tongban.kernel.models import Record
from tongban.people.models import Office


class PublishedVersionsStay(Exception):
    """Somebody tried to change or delete what was published."""


class CatalogItem(Record):
    """One entry of the basic catalogue (基本目录): what is the same on all levels (四同)."""

    class Type(models.TextChoices):
        LICENCE = "01", _("行政许可")
        PAYMENT = "05", _("行政给付")
        CONFIRMATION = "07", _("行政确认")
        AWARD = "08", _("行政奖励")
        RULING = "09", _("行政裁决")
        OTHER = "10", _("其他行政权力")
        SERVICE = "20", _("公共服务")

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    item_type = models.CharField(max_length=2, choices=Type)
    legal_bases = models.JSONField(default=list)  # [{"title", "article", "sure"}]

    def __str__(self) -> str:
        return self.name


class Item(Record):
    """An implementation item (实施清单): a catalogue item in the hands of one office."""

    catalog_item = models.ForeignKey(CatalogItem, models.PROTECT, related_name="items")
    office = models.ForeignKey(Office, models.PROTECT, related_name="items")
    regulating_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="items_regulated")
    code = models.CharField(max_length=31, unique=True)
    current = models.ForeignKey("ItemVersion", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalog_item", "office"], name="an_office_holds_a_catalogue_item_once"),
        ]

    @property
    def subject(self) -> str:
        return f"item:{self.pk}"

    def __str__(self) -> str:
        return self.code


class Guarded(models.Model):
    """A row of a version: it may be written while the version is a draft, and never afterwards."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_if_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_if_published()
        return super().delete(*args, **kwargs)

    def _refuse_if_published(self) -> None:
        version_id = self.pk if isinstance(self, ItemVersion) else self.version_id  # type: ignore[attr-defined]
        if ItemVersion.objects.filter(pk=version_id).exclude(state=ItemVersion.State.DRAFT).exists():
            raise PublishedVersionsStay(f"version {version_id} is published: draft a new one")


class ItemVersion(Guarded, Record):
    """What was published, never changed again; a case keeps the version it began with."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        RETIRED = "retired", _("已停用")

    class RunMode(models.TextChoices):
        HERE = "here", _("本平台办理")
        PUSHED = "pushed", _("统一受理、推送办理")
        GUIDED = "guided", _("引导办理、结果回流")
        PROXY = "proxy", _("代收代办")

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
    elements = models.JSONField(default=dict)  # every structured element of the guide that is not a column
    form_schema = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state="draft"), name="one_draft_of_an_item_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_at__isnull=False),
                name="published_version_has_its_moment",
            ),
        ]

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


class Placement(Guarded, Record):
    """Where a version stands in the public lists: under a theme or a life event."""

    class Kind(models.TextChoices):
        THEME = "theme", _("主题")
        EVENT = "event", _("人生事、企业事")

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="placements")
    kind = models.CharField(max_length=6, choices=Kind)
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "code"], name="a_version_stands_in_a_list_once"),
        ]
        indexes = [models.Index(fields=["kind", "code"], name="placements_of_a_list")]


class HandlingItem(Guarded, Record):
    """A scenario (业务办理项) of a version, with the condition under which it applies."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="handling_items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=33)
    name = models.CharField(max_length=200)
    condition = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_scenario_per_code"),
            models.UniqueConstraint(fields=["version", "name"], name="scenarios_of_a_version_differ_in_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MaterialSpec(Guarded, Record):
    """What paper (材料) is asked, why, and in which form."""

    class Necessity(models.TextChoices):
        REQUIRED = "required", _("必要")
        OPTIONAL = "optional", _("非必要")
        SECONDARY = "secondary", _("可容缺后补")

    class Form(models.TextChoices):
        PAPER = "paper", _("纸质")
        ELECTRONIC = "electronic", _("电子")
        BOTH = "both", _("纸质或电子")

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("原件")
        COPY = "copy", _("复印件")
        BOTH = "both", _("原件和复印件")

    class Source(models.TextChoices):
        SELF = "self", _("申请人自备")
        GOVERNMENT = "government", _("政府部门核发")
        OTHER = "other", _("其他机构出具")

    class Exemption(models.TextChoices):
        LICENCE = "licence", _("电子证照")
        SHARING = "sharing", _("数据共享")
        COMMITMENT = "commitment", _("告知承诺")
        ASSISTANCE = "assistance", _("行政协助")

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    necessity = models.CharField(max_length=10, choices=Necessity, default=Necessity.REQUIRED)
    form = models.CharField(max_length=10, choices=Form, default=Form.BOTH)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COPY)
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=12, choices=Source, default=Source.SELF)
    issuer = models.CharField(max_length=120, blank=True)
    exempted_by = models.CharField(max_length=20, choices=Exemption, blank=True)
    exempted_from = models.CharField(max_length=120, blank=True)  # which licence or register replaces it
    why = models.CharField(max_length=300)
    basis = models.CharField(max_length=200, blank=True)
    basis_sure = models.BooleanField(default=False)
    standard = models.CharField(max_length=300, blank=True)
    condition = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_paper_per_code")]

    def __str__(self) -> str:
        return self.name


class StepSpec(Guarded, Record):
    """One planned step of the review between acceptance and decision, with its office, post and days."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="steps")
    wave = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    post_kind = models.CharField(max_length=16)
    amount = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=10, default="working")
    standard = models.JSONField(default=list)  # the officer's checklist: sentences
    condition = models.JSONField(default=dict)

    class Meta:
        ordering = ["wave", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_planned_step_per_code")]

    def __str__(self) -> str:
        return self.name


class SearchTerm(Record):
    """One word by which a published item is found; rebuilt whenever a version is published."""

    class Kind(models.TextChoices):
        WORD = "word"
        PAIR = "pair"  # two neighbouring characters: finds words that no dictionary knows
        PINYIN = "pinyin"
        INITIALS = "initials"

    item = models.ForeignKey(Item, models.CASCADE, related_name="terms")
    token = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "kind", "item"], name="one_weight_per_term_of_an_item"),
        ]
