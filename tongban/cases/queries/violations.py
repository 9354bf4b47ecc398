"""What offices did and the rules do not allow."""

from datetime import date

from django.db.models import QuerySet

from tongban.cases.models import Violation
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices


def violations_for(officer: Officer, *, on: date) -> QuerySet[Violation]:
    """Return the violations at the offices an officer supervises; page by ``("-id",)``."""
    supervised = accessible_offices(officer, "supervise", on=on, field="case__matter__office")
    return Violation.objects.filter(supervised).select_related("case__matter__office", "officer")
