"""What granted cases gave (结果), as rows."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongban.cases.models.cases import Case
from tongban.catalogue.models import Item
from tongban.kernel.models import Record
from tongban.people.models import Office, Party


class Result(Record):
    """A licence or an approval: its number, its term, and what became of it.

    It lives in editions: a change, a renewal, a replacement or a correction keeps the number and gives a new edition,
    and the one before it is replaced. The registry of e-licences takes its entries from here.
    """

    class State(models.TextChoices):
        VALID = "valid", _("有效")
        EXPIRED = "expired", _("已过期")
        REVOKED = "revoked", _("已撤销")
        WITHDRAWN = "withdrawn", _("已撤回")
        CANCELLED = "cancelled", _("已注销")
        REPLACED = "replaced", _("已换发")

    case = models.ForeignKey(Case, models.PROTECT, related_name="results")
    party = models.ForeignKey(Party, models.PROTECT, related_name="results", db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="results", db_index=False)  # in whose name
    item = models.ForeignKey(Item, models.PROTECT, related_name="results")
    catalogue_code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # the last day; none: no end, or one that only the decision names
    state = models.CharField(max_length=9, choices=State, default=State.VALID)
    ended_on = models.DateField(null=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    reminded_at = models.DateTimeField(null=True)  # that its term comes to an end

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "edition"], name="one_edition_of_a_result"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(state="valid"), name="one_edition_of_a_result_is_in_force"
            ),
        ]
        indexes = [
            models.Index(fields=["party", "-id"], name="results_of_a_party"),
            models.Index(fields=["office", "-id"], name="results_of_an_office"),
            models.Index(fields=["valid_until", "id"], name="results_by_end", condition=Q(state="valid")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def is_in_force(self) -> bool:
        return self.state == self.State.VALID

    def has_run_out(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day, by its state and its term."""
        return self.is_in_force and self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
