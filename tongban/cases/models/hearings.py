"""Hearings (听证) and who beside the applicant was told of the right to one, as rows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.cases.models.procedures import Procedure
from tongban.cases.rules.hearings import Told
from tongban.documents.models import PrintedDocument
from tongban.kernel.events import Actor
from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField
from tongban.people.models import Officer, Party


class Hearing(Record):
    """The right to be heard: told, asked for in time, announced, held, recorded (行政许可法 arts. 46-48)."""

    class GivenUp(models.TextChoices):
        ONLINE = "online", _("在网上放弃")
        WRITING = "writing", _("书面放弃，窗口或科室登记")

    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    procedure = models.OneToOneField(Procedure, models.PROTECT, null=True, related_name="hearing")
    told_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    matter_of = models.CharField(max_length=300)  # what may be heard
    request_by_on = models.DateField()
    requested_at = models.DateTimeField(null=True)
    requested_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")  # online; none: at the desk
    applicant_asked_at = models.DateTimeField(null=True)  # what others asked for is not the applicant's request
    hold_by_on = models.DateField(null=True)
    set_for = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    record = models.TextField(blank=True)  # 听证笔录: the decision rests on it
    given_up_at = models.DateTimeField(null=True)  # by the applicant
    given_up_way = models.CharField(max_length=8, choices=GivenUp, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(held_at__isnull=True), name="one_hearing_at_a_time"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | (~Q(record="") & Q(chair__isnull=False)),
                name="held_hearing_has_chair_and_record",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True) | ~Q(given_up_way=""), name="hearing_is_given_up_in_some_way"
            ),
        ]

    def told_applicant(self) -> Told:
        """Return the applicant as one who was told."""
        return Told(self.request_by_on, self.applicant_asked_at is not None, self.given_up_at is not None)


class InterestedPerson(Record):
    """Somebody beside the applicant whose interests the decision touches (利害关系人), told of the right (art. 47).

    Their own notice, what they say and what they are told lie under a subject of their own: the applicant reads none of
    it, and they read nothing of the case. They come by the code of their notice, or signed in: as the person whose
    number the office wrote down, or who used the code once before.
    """

    class Way(models.TextChoices):
        ACCOUNT = "account", _("在网上，本人登录")
        CODE = "code", _("在网上，凭告知书的编码")
        WRITING = "writing", _("书面，窗口或科室登记")

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="interested")
    name = EncryptedField(mask="name")
    contact = EncryptedField(mask="all")  # where the notice went: an address or a telephone
    phone = EncryptedField(mask="phone", default="", db_default="")  # for messages, where it is known
    identity_kind = models.CharField(max_length=20, default="", db_default="")
    identity = EncryptedField(mask="identity", default="", db_default="")
    identity_index = BlindIndex("identity", default="", db_default="")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="hearing_notices")  # who used the code
    code = EncryptedField(default="", db_default="")  # of the notice
    code_index = BlindIndex("code", default="", db_default="")
    notice = models.ForeignKey(PrintedDocument, models.PROTECT, null=True, related_name="+")
    told_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    request_by_on = models.DateField()
    requested_at = models.DateTimeField(null=True)
    requested_way = models.CharField(max_length=8, choices=Way, blank=True, default="", db_default="")
    given_up_at = models.DateTimeField(null=True)
    given_up_way = models.CharField(max_length=8, choices=Way, blank=True, default="", db_default="")

    papers: "list[PrintedDocument]"  # as a query that reads them with the person hands them out

    @property
    def subject(self) -> str:
        """Return the subject of their notice, their receipts and messages."""
        return f"hearing:{self.pk}"

    @property
    def actor(self) -> Actor:
        """Return them as who acts by the code of the notice, without an account."""
        return Actor("interested", str(self.pk))

    def told(self) -> Told:
        return Told(self.request_by_on, self.requested_at is not None, self.given_up_at is not None)
