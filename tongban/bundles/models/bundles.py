"""Bundles as they are designed: versions that never change once published, their members and what rests on what.

Triggers of the database (``tongban.bundles.triggers``) refuse what these models refuse.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.bundles.rules import graph
from tongban.catalogue.models import Item
from tongban.kernel.models import Record
from tongban.kernel.published import Guarded
from tongban.people.models import Office, Officer, Region


class Bundle(Record):
    """One thing (一件事) as a region offers it, with the office that leads it."""

    code = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="bundles")
    lead_office = models.ForeignKey(Office, models.PROTECT, related_name="bundles_led")
    owner = models.ForeignKey(
        Office, models.PROTECT, related_name="bundles_owned", db_index=False
    )  # whose design it is
    current = models.ForeignKey("BundleVersion", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="a_region_offers_a_bundle_once"),
        ]

    @property
    def subject(self) -> str:
        return f"bundle:{self.pk}"

    def __str__(self) -> str:
        return self.code


class BundleVersion(Guarded, Record):
    """What was published: the words, the questions, what is one among several, the limits of the whole."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        RETIRED = "retired", _("已停用")

    class Theme(models.TextChoices):
        START = "start", _("企业开办")
        TRADE = "trade", _("准入准营")
        GROWTH = "growth", _("经营发展")
        END = "end", _("注销退出")
        BIRTH = "birth", _("生育收养")
        SCHOOL = "school", _("入学教育")
        HOME = "home", _("住房置业")
        VEHICLE = "vehicle", _("车辆出行")
        WORK = "work", _("就业社保")
        LATE = "late", _("退休养老")

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=400, blank=True)
    introduction = models.TextField(blank=True)
    theme = models.CharField(max_length=10, choices=Theme)
    for_persons = models.BooleanField(default=True)
    for_firms = models.BooleanField(default=True)
    questions = models.JSONField(default=list)  # as those of an item: ``catalogue.rules.questions``
    same_fields = models.JSONField(default=list)  # [{"key": …, "of": ["food.shop_address", "sign.sign_address"]}]
    same_papers = models.JSONField(default=list)  # the same, and how the paper is called: "name", "name_en"
    promised_amount = models.PositiveIntegerField(default=0)
    promised_unit = models.CharField(max_length=10, default="working")
    promised_text = models.CharField(max_length=200, blank=True)
    joint_limit = models.JSONField(
        default=dict
    )  # {"amount": 45, "unit": "working", "basis": …}; empty: no law sets one
    alarm = models.JSONField(default=dict)  # the same; past it the lead office is alarmed
    steps_before = models.JSONField(default=list)  # [{"text": …, "text_en": …}]: what one had to do
    steps_after = models.JSONField(default=list)  # what is left of it
    words = models.JSONField(default=list)  # by which it is found
    basis = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="one_bundle_version_per_number"),
            models.UniqueConstraint(fields=["bundle"], condition=Q(state="draft"), name="one_draft_of_a_bundle"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False),
                name="published_bundle_version_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class Member(Guarded, Record):
    """An item that belongs to a bundle, under which answers, and how its own questions are answered."""

    version = models.ForeignKey(BundleVersion, models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    item = models.ForeignKey(Item, models.PROTECT, related_name="bundle_members")
    group = models.CharField(max_length=80, blank=True)  # a stage, a heading
    condition = models.JSONField(default=dict)  # over the answers to the bundle's questions
    answers = models.JSONField(default=dict)  # as ``rules.answers`` reads them
    is_required = models.BooleanField(default=True)  # otherwise the applicant may leave it out

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_member_per_code")]

    def __str__(self) -> str:
        return self.code


class Link(Guarded, Record):
    """``target`` rests on ``source``: by order alone, or because the source gives some of its papers."""

    class Kind(models.TextChoices):
        ORDER = graph.ORDER, _("先后")
        OUTPUT = graph.OUTPUT, _("结果作材料")

    version = models.ForeignKey(BundleVersion, models.CASCADE, related_name="links")
    source = models.ForeignKey(Member, models.CASCADE, related_name="links_on")
    target = models.ForeignKey(Member, models.CASCADE, related_name="links_before")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.ORDER)
    papers = models.JSONField(default=list)  # codes of papers of the target
    fields = models.JSONField(null=True)  # {"firm_code": "number"}: as ``rules.feeding`` reads it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_link_between_two_members"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="no_member_rests_on_itself"),
        ]

    def as_rule(self) -> graph.Link:
        return self.between(self.source.code, self.target.code)

    def between(self, source: str, target: str) -> graph.Link:
        """Return the same where the codes of the members are at hand."""
        return graph.Link(source, target, self.kind, tuple(self.papers), tuple((self.fields or {}).items()))


class Switch(Record):
    """Where bundles are offered (试点): on or off in a region and all below it, from a day on, and why.

    Of several the nearest region decides, and there the latest day. Without any a bundle is offered in its region.
    """

    bundle = models.ForeignKey(Bundle, models.CASCADE, null=True, related_name="switches")  # none: all bundles
    region = models.ForeignKey(Region, models.PROTECT, related_name="bundle_switches")
    is_on = models.BooleanField()
    since = models.DateField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_switch_has_its_reason")]
        indexes = [models.Index(fields=["region", "-since"], name="switches_of_a_region")]

    @property
    def subject(self) -> str:
        return f"bundle-switch:{self.pk}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day
