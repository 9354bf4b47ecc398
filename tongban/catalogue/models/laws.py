"""Which articles items cite, what has changed in the law, and which items have to be looked at again because of it."""

from django.db import models

from tongban.catalogue.models.items import Item
from tongban.kernel.models import Record
from tongban.people.models import Officer


class LawCitation(Record):
    """One article that the version in force of an item cites; rebuilt whenever a version is published."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="citations")
    title = models.CharField(max_length=120)  # without 《》, spaces and 中华人民共和国
    article = models.CharField(max_length=60, blank=True)  # in digits: 35, 35-2
    where = models.CharField(max_length=60)  # item, or the code of the paper that rests on it

    class Meta:
        indexes = [models.Index(fields=["title", "article"], name="items_that_cite_an_article")]


class LawChange(Record):
    """A law that was changed or repealed (法律修改), entered by an item manager."""

    title = models.CharField(max_length=120)
    articles = models.JSONField(default=list)  # empty: the whole law
    is_repealed = models.BooleanField(default=False)
    in_force_on = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    entered_at = models.DateTimeField()

    @property
    def subject(self) -> str:
        return f"law-change:{self.pk}"

    def __str__(self) -> str:
        return self.title


class ReviewMark(Record):
    """An item that has to be looked at again since a law it cites has changed."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="review_marks")
    change = models.ForeignKey(LawChange, models.CASCADE, related_name="marks")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    settled_note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "change"], name="a_change_marks_an_item_once")]
        indexes = [models.Index(fields=["settled_at", "item"], name="marks_to_settle")]
