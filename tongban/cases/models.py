"""Cases, drafts, papers, correction notices, decisions and deliveries, as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongban.cases.rules import ACCEPTED, BEFORE_ACCEPTANCE, DECIDE, Asked, Dossier
from tongban.catalogue.models import HandlingItem, Item, ItemVersion, MaterialSpec
from tongban.catalogue.rules.materials import to_hand_in
from tongban.documents.models import PrintedDocument, StoredFile
from tongban.kernel.models import Record
from tongban.kernel.vault import EncryptedJSONField
from tongban.matters.models import Matter, Step
from tongban.people.models import Account, Authorisation, Officer, Party
from tongban.windows.models import Outage, Visit


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
            was_told_once=hasattr(self, "correction"),
            open_steps=self._open_reviews() if self.matter.state == ACCEPTED else (),
            outcome=self.matter.outcome,
            awaits_late_entry=hasattr(self, "late_entry") and self.late_entry.takes_on,
        )

    def _asked(self) -> tuple[Asked, ...]:
        return tuple(
            Asked(spec.code, spec.name, spec.necessity == MaterialSpec.Necessity.REQUIRED)
            for spec in to_hand_in(self.version.materials.all(), self.answers)
        )

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
    at = models.DateTimeField()


class CorrectionNotice(Record):
    """Everything that is missing or wrong, told once (一次性告知)."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="correction")
    gaps = models.JSONField()  # [{"about": code, "name": text, "what": text}]
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered = models.JSONField(default=list)  # what the answer brought: codes of papers, "form"


class Decision(Record):
    """The outcome, its reasons and its document."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20)  # granted, refused, not_needed, refused_acceptance, forwarded
    reasons = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")


class Delivery(Record):
    """How and to whom the result went."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="delivery")
    way = models.CharField(max_length=12)  # window, download, courier
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    checked_by = models.CharField(max_length=20)  # code, identity, account
    by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class LateEntry(Record):
    """A case that was received on paper while the system was away, and entered afterwards (补录)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("待审核")
        APPROVED = "approved", _("已核准")
        REFUSED = "refused", _("未核准")

    case = models.OneToOneField(Case, models.PROTECT, related_name="late_entry")
    outage = models.ForeignKey(Outage, models.PROTECT, related_name="+")
    hand_number = models.CharField(max_length=12, unique=True)
    received_at = models.DateTimeField()  # on paper
    accepted_at = models.DateTimeField(null=True)  # if the acceptance notice was given on paper as well
    entered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["entered_at", "id"], name="late_entries_that_wait", condition=models.Q(state="waiting")
            ),
        ]

    @property
    def takes_on(self) -> bool:
        """Whether its approval will record an acceptance, so that nobody records another meanwhile."""
        return self.state == self.State.WAITING and self.accepted_at is not None


class ItemVolume(models.Model):
    """How many cases of an item came in over the last year (办件量): counted anew several times a day."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="volume")
    cases = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-cases", "item"], name="items_by_volume")]
