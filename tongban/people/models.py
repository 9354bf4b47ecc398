"""Regions, offices, posts, officers, accounts and parties, as rows."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from tongban.kernel.events import Actor
from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField


class Region(models.Model):
    """One place of GB/T 2260 and its town and village extension, valid from a day to a day."""

    class Level(models.TextChoices):
        PROVINCE = "province"
        CITY = "city"
        COUNTY = "county"
        TOWN = "town"
        VILLAGE = "village"

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Office(Record):
    """One body of the administration, or a utility stationed in a hall."""

    class Kind(models.TextChoices):
        APPROVAL_BUREAU = "approval_bureau"  # 行政审批局: powers moved to it
        CENTRE = "centre"  # 政务服务中心: departments stationed in it
        DEPARTMENT = "department"
        TOWN = "town"
        VILLAGE = "village"
        UTILITY = "utility"

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    uscc = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    level = models.CharField(max_length=1)  # 行使层级: 3 city, 4 county, 5 town, 6 village
    region = models.ForeignKey(Region, models.PROTECT, related_name="offices")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    stationed_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="stationed")
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """Whoever signs in: a citizen by phone, a member of staff by password, a system by token."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen"
        STAFF = "staff"
        SYSTEM = "system"

    id = models.BigAutoField(primary_key=True, default=Record._meta.get_field("id").default, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    username = models.CharField(max_length=60, unique=True)
    phone = EncryptedField(mask="phone")
    phone_index = BlindIndex("phone")
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = ""  # nobody signs in by mail
    objects = AccountManager()


class Officer(Record):
    """A person who works for an office; contracted ones (服务外包) only receive."""

    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="officer")
    office = models.ForeignKey(Office, models.PROTECT, related_name="officers")
    name = models.CharField(max_length=40)
    staff_number = models.CharField(max_length=20, unique=True)
    is_contracted = models.BooleanField(default=False)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    @property
    def actor(self) -> Actor:
        return Actor("officer", str(self.pk))

    def __str__(self) -> str:
        return self.name


class Post(Record):
    """A post (岗位) of an office and who holds it: A, and B when A is away."""

    class Kind(models.TextChoices):
        ACCEPTANCE = "acceptance"
        REVIEW = "review"
        APPROVAL = "approval"
        DELIVERY = "delivery"
        SUPERVISION = "supervision"
        ADMINISTRATION = "administration"

    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=60)
    holder_a = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="posts_as_a")
    holder_b = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="posts_as_b")


class Party(Record):
    """Who applies: a natural person or an organisation, with a checked identifier."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    kind = models.CharField(max_length=12, choices=Kind)
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="party")
    name = EncryptedField(mask="name")
    name_index = BlindIndex("name")
    identity_kind = models.CharField(max_length=20)  # citizen-id, uscc, passport ...
    identity = EncryptedField(mask="identity")
    identity_index = BlindIndex("identity")
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


class Authorisation(Record):
    """An agent (代办人) acts for a party, for what and until when."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="authorisations_given")
    agent = models.ForeignKey(Party, models.PROTECT, related_name="authorisations_held")
    scope = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
