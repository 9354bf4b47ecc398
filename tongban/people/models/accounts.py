"""Who signs in, and how it went."""

from typing import Any

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q

from tongban.kernel.events import Actor
from tongban.kernel.models import Record
from tongban.kernel.vault import BlindIndex, EncryptedField


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(Record, AbstractBaseUser, PermissionsMixin):
    """Whoever signs in: a citizen by phone, a member of staff by password, a system by token."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen"
        STAFF = "staff"
        SYSTEM = "system"

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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=Q(kind="citizen") & ~Q(phone_index=""),
                name="one_citizen_account_per_phone",
            ),
        ]

    @property
    def actor(self) -> Actor:
        return Actor("account", str(self.pk))

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the roles alone: nobody stands above them, whatever ``is_superuser`` says."""
        return any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def has_module_perms(self, app_label: str) -> bool:
        return self.has_perm(f"{app_label}.")


class SignIn(Record):
    """One attempt to sign in: the history its owner may read, and the ground of the lock-out.

    Account name and network address are kept as digests only; attempts at names that do not exist are kept too.
    """

    class Way(models.TextChoices):
        PASSWORD = "password"  # noqa: S105 (the name of a way, not a secret)
        CODE = "code"
        CODE_REQUEST = "code_request"
        IDENTITY = "identity"  # the province's identity provider
        CERTIFICATE = "certificate"  # a client certificate that the proxy has seen
        ENTRANCE = "entrance"  # from an app outside that vouched for them
        FACTOR = "factor"  # a second factor, after the password

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sign_ins")
    way = models.CharField(max_length=12, choices=Way)
    name_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    device = models.CharField(max_length=40, blank=True)  # "Chrome, Windows": no more than that
    succeeded = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["name_digest", "way", "at"], name="sign_ins_of_a_name"),
            models.Index(fields=["address_digest", "way", "at"], name="sign_ins_from_an_address"),
        ]


class OpenSession(models.Model):
    """A browser in which somebody is signed in (在线登录), so that its owner sees it and can end it from elsewhere.

    The session itself is the framework's row; this one goes with it (people.sessions).
    """

    id = models.BigIntegerField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="open_sessions", db_constraint=False)
    session_key = models.CharField(max_length=40, db_index=True)
    way = models.CharField(max_length=12, blank=True)  # of SignIn.Way
    device = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-seen_at"], name="open_sessions_of_an_account")]
