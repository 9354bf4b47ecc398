"""Who applies, and who may act for whom."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from tongban.kernel.events import Actor
from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField
from tongban.people.models.accounts import Account
from tongban.people.rules import assurance


class Party(Record):
    """Who applies (申请人): a natural person or an organisation, with a checked identifier."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    class Assurance(models.TextChoices):
        DECLARED = assurance.DECLARED  # typed by the person, not checked
        SEEN = assurance.SEEN  # the card or licence was seen at a window
        VERIFIED = assurance.VERIFIED  # confirmed by a base register

    kind = models.CharField(max_length=12, choices=Kind)
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="party")
    name = EncryptedField(mask="name")
    name_index = BlindIndex("name")
    identity_kind = models.CharField(max_length=20)  # a key of rules.identifiers.IDENTITY_CHECKS
    identity = EncryptedField(mask="identity")
    identity_index = BlindIndex("identity")
    assurance = models.CharField(max_length=10, choices=Assurance, default=Assurance.DECLARED)
    phone = EncryptedField(mask="phone")
    phone_index = BlindIndex("phone")
    address = EncryptedField(mask="all")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity_kind", "identity_index"], name="one_party_per_identity"),
        ]

    @property
    def actor(self) -> Actor:
        return Actor("party", str(self.pk))

    @property
    def is_organisation(self) -> bool:
        return self.kind == self.Kind.ORGANISATION

    @property
    def shown_name(self) -> str:
        """The name as it may stand on a page: an organisation's is public, a person's is masked."""
        return self.name.clear() if self.is_organisation else str(self.name)

    @property
    def shown_identity(self) -> str:
        """The same for the identifier: a credit code is public, an identity number is masked."""
        return self.identity.clear() if self.is_organisation else str(self.identity)


class OldReference(Record):
    """How an earlier system names a party; several of its names may mean the same one."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="old_references")
    system = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "system"], name="an_old_reference_means_one_party"),
        ]


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    def in_force(self, on: date) -> "AuthorisationQuerySet":
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on, revoked_at=None)


class Authorisation(Record):
    """An agent (代办人) acts for a party: as what, for what, and until when."""

    class Kind(models.TextChoices):
        POWER_OF_ATTORNEY = "power_of_attorney"  # 授权委托书
        LEGAL_REPRESENTATIVE = "legal_representative"  # 法定代表人
        GUARDIAN = "guardian"  # 监护人

    party = models.ForeignKey(Party, models.PROTECT, related_name="authorisations_given")
    agent = models.ForeignKey(Party, models.PROTECT, related_name="authorisations_held")
    kind = models.CharField(max_length=24, choices=Kind, default=Kind.POWER_OF_ATTORNEY)
    scope = models.CharField(max_length=200)
    item_code = models.CharField(max_length=31, blank=True)  # empty: every item within the scope
    since = models.DateField()
    until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(party=F("agent")), name="nobody_authorises_themselves"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="authorisation_ends_after_it_begins"
            ),
        ]

    def is_in_force(self, on: date) -> bool:
        return self.revoked_at is None and self.since <= on and (self.until is None or on <= self.until)
