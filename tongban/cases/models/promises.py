"""What applicants promise in writing, what is still to come, what became of it, as rows (standards §1.7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.catalogue.models import MaterialSpec
from tongban.documents.models import PrintedDocument
from tongban.kernel.models import Record
from tongban.people.models import Officer, Party


class SignedPromise(Record):
    """A promise (承诺书) that was signed for a case: on paper or a pad at a window, or by account."""

    class Kind(models.TextChoices):
        GAPS = "gaps", _("容缺受理承诺")  # the papers that lack will come
        COMMITMENT = "commitment", _("告知承诺")  # the conditions are met
        CREDIT = "credit", _("信用承诺预审")  # the main papers will come; meanwhile it is looked at

    class Way(models.TextChoices):
        PAPER = "paper", _("纸质签字")
        PAD = "pad", _("手写板签字")
        ACCOUNT = "account", _("网上账号签署")

    case = models.ForeignKey(Case, models.PROTECT, related_name="promises")
    kind = models.CharField(max_length=10, choices=Kind)
    way = models.CharField(max_length=8, choices=Way)
    text = models.TextField()  # as it was read when it was signed
    days = models.PositiveSmallIntegerField(null=True)  # working days after acceptance in which what lacks will come
    signed_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(withdrawn_at=None), name="one_promise_of_a_kind_in_force"
            ),
        ]


class PaperGap(Record):
    """A secondary paper that was missing at a tolerant acceptance (容缺): until when it comes, and when it came."""

    class Way(models.TextChoices):
        HAND = "hand", _("送到窗口")
        POST = "post", _("邮寄")
        ONLINE = "online", _("网上补交")

    case = models.ForeignKey(Case, models.PROTECT, related_name="gaps")
    promise = models.ForeignKey(SignedPromise, models.PROTECT, related_name="gaps")
    spec = models.ForeignKey(MaterialSpec, models.PROTECT, related_name="+")
    asked_form = models.CharField(max_length=60)  # original or copy, paper or electronic, how many
    since = models.DateTimeField()
    due_on = models.DateField()
    arrived_on = models.DateField(null=True)  # the day it came in, which counts, not the day it was entered
    way = models.CharField(max_length=6, choices=Way, blank=True)
    received_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    filled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "spec"], name="a_paper_lacks_once_in_a_case"),
            models.CheckConstraint(
                condition=Q(filled_at=None) | Q(arrived_on__isnull=False), name="filled_gap_has_its_day_of_arrival"
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="open_gaps_by_due_day", condition=Q(filled_at=None))]


class BrokenPromise(Record):
    """A promise that was not kept; until it is repaired, nothing more is taken on that party's word."""

    promise = models.OneToOneField(SignedPromise, models.PROTECT, related_name="broken")
    party = models.ForeignKey(Party, models.PROTECT, related_name="broken_promises")
    about = models.CharField(max_length=300)  # what was promised and did not come, or was not so
    at = models.DateTimeField()
    repaired_at = models.DateTimeField(null=True)
    repaired_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    repair = models.CharField(max_length=300, blank=True)  # on what ground it counts as repaired

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(repaired_at=None) | ~Q(repair=""), name="repair_says_why"),
        ]
        indexes = [models.Index(fields=["party"], name="broken_promises_to_repair", condition=Q(repaired_at=None))]


class Commitment(Record):
    """A decision made at once on a promise (告知承诺): by when it is checked, and what the check found.

    The row is written with the decision; the checks and what follows from them are recorded in it afterwards.
    """

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("待核查")
        MET = "met", _("符合承诺")
        ORDERED = "ordered", _("限期改正")
        CORRECTED = "corrected", _("已改正")
        UNMET = "unmet", _("不符合承诺")
        FALSE = "false", _("虚假承诺")

    case = models.OneToOneField(Case, models.PROTECT, related_name="commitment")
    promise = models.OneToOneField(SignedPromise, models.PROTECT, related_name="commitment")
    state = models.CharField(max_length=10, choices=State, default=State.UNCHECKED)
    decided_at = models.DateTimeField()
    check_due_on = models.DateField()  # the last day for the check
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    findings = models.TextField(blank=True)
    ordered_at = models.DateTimeField(null=True)
    order = models.TextField(blank=True)  # what has to be put right
    order_due_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)  # met, corrected, or revoked

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ordered") | Q(order_due_on__isnull=False), name="order_to_correct_has_a_last_day"
            ),
        ]
        indexes = [
            models.Index(fields=["check_due_on", "id"], name="commitments_to_check", condition=Q(state="unchecked")),
            models.Index(fields=["order_due_on", "id"], name="commitments_to_correct", condition=Q(state="ordered")),
        ]
