"""Bundles as they are applied for: the draft, the whole that it becomes, its members on their way, its papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.bundles.models.bundles import BundleVersion, Member
from tongban.bundles.rules import graph
from tongban.catalogue.models import ItemVersion
from tongban.documents.models import HeldPaper, StoredFile
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField
from tongban.matters.models import Matter
from tongban.people.models import Account, Authorisation, Party


class BundleDraft(Record):
    """A bundle being filled in; what was typed is kept until it is handed in or expires."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="bundle_drafts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="bundle_drafts")
    version = models.ForeignKey(BundleVersion, models.PROTECT, related_name="drafts")
    answers = models.JSONField(default=dict)  # no personal values
    left_out = models.JSONField(default=list)  # codes of members that need not be and are not wanted
    form = EncryptedJSONField()
    deliver_way = models.CharField(max_length=12, default="window")
    place = models.CharField(max_length=20, default="questions")
    updated_at = models.DateTimeField()
    submitted_as = models.CharField(max_length=32, blank=True)  # the number it was handed in under

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "version", "party"],
                condition=Q(submitted_as=""),
                name="one_open_draft_of_a_bundle_per_party",
            ),
        ]
        indexes = [models.Index(fields=["account", "submitted_as", "updated_at"], name="bundle_drafts_of_an_account")]

    @property
    def subject(self) -> str:
        return f"bundle-draft:{self.pk}"


class Whole(Record):
    """A bundle that was handed in: the part of its matter that only a bundle has."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="whole")
    version = models.ForeignKey(BundleVersion, models.PROTECT, related_name="wholes")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+", db_index=False)
    answers = models.JSONField(default=dict)
    form = EncryptedJSONField()  # by member, as each item asks it; until the whole is closed
    lines = models.JSONField(default=list)  # the merged papers: key, name, verdict, by, needs [[member, paper], …]
    commits = models.JSONField(null=True)  # codes of members that the account signed a commitment (告知承诺) for
    deliver_way = models.CharField(max_length=12, default="window")
    idempotency_key = models.CharField(max_length=80, unique=True)
    parts = models.PositiveSmallIntegerField(default=0)  # how many numbers were given out under the whole
    papers_before = models.PositiveSmallIntegerField(default=0)  # had each item been applied for by itself
    papers_after = models.PositiveSmallIntegerField(default=0)
    alarm_due_at = models.DateTimeField(null=True)  # until when there is time; none once it has been decided
    alarmed_at = models.DateTimeField(null=True)
    has_joint_visit = models.BooleanField(default=False, db_default=False)  # one was proposed: look at its visits

    class Meta:
        indexes = [
            models.Index(
                fields=["alarm_due_at", "id"],
                name="wholes_to_alarm",
                condition=Q(alarm_due_at__isnull=False, alarmed_at__isnull=True),
            ),
        ]

    @property
    def subject(self) -> str:
        """The subject under which the papers of the whole lie: whoever works on one of its members reads them."""
        return f"whole:{self.pk}"


class MemberRun(Record):
    """A member of a whole on its way."""

    class State(models.TextChoices):
        WAITING = graph.WAITING, _("等前面的事项")
        RUNNING = graph.RUNNING, _("办理中")
        GRANTED = graph.GRANTED, _("已办成")
        FAILED = graph.FAILED, _("未办成")
        NOT_NEEDED = graph.NOT_NEEDED, _("不需要办")
        BLOCKED = graph.BLOCKED, _("暂时办不了")
        DROPPED = graph.DROPPED, _("不再办理")

    whole = models.ForeignKey(Whole, models.PROTECT, related_name="members")
    member = models.ForeignKey(Member, models.PROTECT, related_name="runs")
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)  # the code of the obstacle that blocks it, or what was decided
    barred_by = models.CharField(max_length=40, blank=True)  # the code of the member that bars it
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="member_run")  # the latest of them
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["member__position"]
        constraints = [
            models.UniqueConstraint(fields=["whole", "member"], name="a_member_runs_once_in_a_whole"),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "granted", "failed"]) | Q(matter__isnull=False),
                name="a_member_under_way_has_its_matter",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="members_not_begun", condition=Q(state__in=["waiting", "blocked"])),
        ]


class WholePaper(Record):
    """A paper that was given once for all members that need it, page by page."""

    draft = models.ForeignKey(BundleDraft, models.SET_NULL, null=True, related_name="papers")
    whole = models.ForeignKey(Whole, models.PROTECT, null=True, related_name="papers")
    key = models.CharField(max_length=200)  # of the line of the merged list
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    held = models.ForeignKey(HeldPaper, models.SET_NULL, null=True, db_index=False, related_name="+")
    grade = models.CharField(max_length=1, default="D")
    at = models.DateTimeField()
