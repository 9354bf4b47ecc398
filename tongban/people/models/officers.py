"""Officers, the posts they hold and the roles they were given."""

from datetime import date

from django.db import models
from django.db.models import Q

from tongban.kernel.events import Actor
from tongban.kernel.models import Record
from tongban.people.models.accounts import Account
from tongban.people.models.places import InForce, Office

OF_A_SYSTEM = "SYS-"  # how the number begins of a system that acts as an officer


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

    def is_in_service(self, on: date) -> bool:
        return self.joined_on <= on and (self.left_on is None or on <= self.left_on)


class RoleGrant(Record):
    """A role given to an officer over an office and everything under it, from a day to a day."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24)  # a code of rules.roles.ROLES
    office = models.ForeignKey(Office, models.PROTECT, related_name="grants")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = InForce.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "role", "office"], condition=Q(until=None), name="one_open_grant_of_a_role"
            ),
        ]


class PostQuerySet(models.QuerySet["Post"]):
    def held_by(self, officer: Officer | int) -> "PostQuerySet":
        """Keep the posts of which the officer is holder A or B."""
        return self.filter(Q(holder_a=officer) | Q(holder_b=officer))


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

    objects = PostQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
