"""Cases accepted while papers lacked (容缺): how many of those accepted, and which."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from tongban.cases.models import Case
from tongban.cases.queries.without_papers import PART, REST, Period, within
from tongban.catalogue.indicators import Scope
from tongban.kernel.ratios import Ratio
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

TOLERANT = Q(terms=Case.Terms.TOLERANT)


def accepted_in(period: Period, scope: Scope) -> QuerySet[Case]:
    """Return the cases that were accepted in a period: of a place, a department, a level, or all."""
    begins, ends = period.moments()
    return within(scope, Case.objects.filter(matter__accepted_at__gte=begins, matter__accepted_at__lt=ends))


def share_tolerant(period: Period, scope: Scope) -> Ratio:
    """Return how many of them were accepted while papers lacked. One statement."""
    counted = accepted_in(period, scope).aggregate(whole=Count("pk"), part=Count("pk", filter=TOLERANT))
    return Ratio(counted["part"], counted["whole"])


def tolerant_behind(term: str, period: Period, scope: Scope) -> QuerySet[Case]:
    """Return the cases behind a term: ``part`` with papers to follow, ``rest`` without, ``whole`` all; page by -id."""
    cases = accepted_in(period, scope).select_related("matter__office", "version")
    if term == PART:
        return cases.filter(TOLERANT)
    return cases.exclude(TOLERANT) if term == REST else cases


def tolerant_for(officer: Officer, *, state: str, on: date) -> QuerySet[Case]:
    """Return the tolerant cases at the offices an officer sees: all, those that wait for a paper, or lapsed ones."""
    seen = Case.objects.filter(TOLERANT, accessible_offices(officer, "see", on=on, field="matter__office"))
    if state == "open":
        seen = seen.filter(matter__closed_at=None, gaps__filled_at=None, gaps__isnull=False).distinct()
    elif state == "lapsed":
        seen = seen.filter(matter__outcome="lapsed")
    return seen.select_related("matter__office", "matter__party").prefetch_related("gaps__spec")
