"""Drafts, cases and their papers, as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.cases.rules import (
    ACCEPTED,
    BEFORE_ACCEPTANCE,
    DECIDE,
    Asked,
    Dossier,
    OpenHold,
    Tolerance,
    as_asked,
    tolerance_of,
)
from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents.models import FetchedPaper, HeldPaper, StoredFile
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField
from tongban.matters.models import Matter, Step
from tongban.people.models import Account, Authorisation, Officer, Party
from tongban.windows.models import ServicePoint, Visit


def tolerance_in(version: ItemVersion) -> Tolerance:
    """Return whether and for how many days a version lets secondary papers follow."""
    return tolerance_of(version.elements, promised_amount=version.promised_amount, promised_unit=version.promised_unit)


class Draft(Record):
    """An application being filled in; what was typed is kept until it is handed in or expires."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="drafts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="drafts")  # for whom: oneself, or whom one acts for
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="drafts")
    answers = models.JSONField(default=dict)  # to the scenario questions: no personal values
    form = EncryptedJSONField()
    deliver_way = models.CharField(max_length=12, default="window")
    place = models.CharField(max_length=20, default="questions")
    updated_at = models.DateTimeField()
    submitted_as = models.CharField(max_length=24, blank=True)  # the number it was handed in under
    purpose = models.CharField(max_length=8, default="new", db_default="new")  # as of the case that it becomes
    about = models.ForeignKey("cases.Result", models.PROTECT, null=True, related_name="drafts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "version", "party"],
                condition=models.Q(submitted_as=""),
                name="one_open_draft_of_a_version_per_party",
            ),
        ]
        indexes = [models.Index(fields=["account", "submitted_as", "updated_at"], name="drafts_of_an_account")]

    @property
    def subject(self) -> str:
        return f"draft:{self.pk}"


class Case(Record):
    """An application for one item: the part of the matter that only a case has."""

    class Terms(models.TextChoices):
        """On what terms it was accepted; the ordinary ones are the rule (standards §1.7)."""

        ORDINARY = "ordinary", _("一般程序")
        TOLERANT = "tolerant", _("容缺受理")
        COMMITMENT = "commitment", _("告知承诺")

    class Purpose(models.TextChoices):
        """What it asks for: something new, or something about a result that was granted before."""

        NEW = "new", _("新办")
        CHANGE = "change", _("变更")
        RENEW = "renew", _("延续")
        REPLACE = "replace", _("补换")
        CANCEL = "cancel", _("注销")

    class CrossMode(models.TextChoices):
        """How it came from elsewhere (通办方式); empty: from here."""

        ONLINE = "online", _("全程网办")
        PROXY = "proxy", _("代收代办")
        JOINT = "joint", _("多地联办")

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="case")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="cases")
    handling_item = models.ForeignKey(HandlingItem, models.PROTECT, null=True, related_name="cases")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="cases")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="cases")
    answers = models.JSONField(default=dict)
    form = EncryptedJSONField()
    received_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="cases_received")
    accepted_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="cases_accepted")
    is_deemed_accepted = models.BooleanField(default=False)
    deliver_way = models.CharField(max_length=12, default="window")  # window, download, courier
    idempotency_key = models.CharField(max_length=80, unique=True)
    terms = models.CharField(max_length=10, choices=Terms, default=Terms.ORDINARY, db_default=Terms.ORDINARY)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.NEW, db_default=Purpose.NEW)
    about = models.ForeignKey("cases.Result", models.PROTECT, null=True, related_name="cases_about", db_index=False)
    service_point = models.ForeignKey(ServicePoint, models.PROTECT, null=True, related_name="cases")  # where it came in
    cross_mode = models.CharField(max_length=6, choices=CrossMode, blank=True, default="", db_default="")
    open_holds = models.PositiveSmallIntegerField(default=0, db_default=0)  # how many of ``holds`` are not lifted

    class Meta:
        indexes = [
            models.Index(fields=["about"], name="cases_about_a_result", condition=models.Q(about__isnull=False)),
        ]

    @property
    def inside(self) -> str:
        """The subject under which papers lie that only officers read."""
        return f"inside:{self.matter_id}"

    @property
    def is_single_officer(self) -> bool:
        """Whether who accepts may also decide (审核合一): an instant item that says so."""
        return self.version.is_instant and self.version.is_single_officer

    def dossier(self) -> Dossier:
        """Return the case as the rules see it: its papers until acceptance, its open reviews from then on."""
        is_before = self.matter.state in BEFORE_ACCEPTANCE
        return Dossier(
            state=self.matter.state,
            asked=self._asked() if is_before else (),
            given=frozenset(self.papers.values_list("spec__code", flat=True)) if is_before else frozenset(),
            accepted_by=self.accepted_by_id,
            is_single_officer=self.is_single_officer,
            open_steps=self._open_reviews() if self.matter.state == ACCEPTED else (),
            outcome=self.matter.outcome,
            awaits_late_entry=hasattr(self, "late_entry") and self.late_entry.takes_on,
            holds=self._open_holds(),
        )

    def _open_holds(self) -> tuple[OpenHold, ...]:
        if not self.open_holds:
            return ()
        return tuple(hold.as_open() for hold in self.holds.filter(lifted_at=None).order_by("pk"))

    def _asked(self) -> tuple[Asked, ...]:
        return tuple(as_asked(to_hand_in(self.version.materials.all(), self.answers), tolerance_in(self.version)))

    def _open_reviews(self) -> tuple[str, ...]:
        pending = [Step.State.WAITING, Step.State.OPEN]
        reviews = self.matter.steps.filter(state__in=pending, is_superseded=False).exclude(code=DECIDE)
        return tuple(reviews.values_list("name", flat=True))


class Paper(Record):
    """A paper that was given, with its provenance."""

    class Provenance(models.TextChoices):
        UPLOADED = "uploaded", _("网上提交")
        SCANNED = "scanned", _("窗口扫描")
        SEEN = "seen", _("窗口查验")
        HELD = "held", _("材料库已有，没有再收")
        FETCHED = "fetched", _("由部门从数据源取得，没有收")
        OUTPUT = "output", _("同一件事里另一项的结果，没有再收")

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="papers")
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="papers")
    spec = models.ForeignKey(MaterialSpec, models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    provenance = models.CharField(max_length=20, choices=Provenance)
    grade = models.CharField(max_length=1, default="D")
    original_seen = models.BooleanField(default=False)
    copy_kept = models.BooleanField(default=False)
    original_kept = models.BooleanField(default=False)
    pages = models.PositiveSmallIntegerField(default=1)
    # the paper on file that was used; forgotten with it
    held = models.ForeignKey(HeldPaper, models.SET_NULL, null=True, db_index=False, related_name="papers")
    # what a source said; forgotten with it
    fetched = models.ForeignKey(FetchedPaper, models.SET_NULL, null=True, db_index=False, related_name="papers")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["fetched"], condition=models.Q(fetched__isnull=False), name="uses_of_a_fetched_paper"),
            models.Index(fields=["held"], condition=models.Q(held__isnull=False), name="uses_of_a_held_paper"),
        ]


class ItemVolume(models.Model):
    """How many cases of an item came in over the last year (办件量): counted anew several times a day."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="volume")
    cases = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-cases", "item"], name="items_by_volume")]
