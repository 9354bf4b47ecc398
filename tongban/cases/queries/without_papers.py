"""Cases decided without the applicant handing in a single paper (零材料提交): how many, and which."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tongban.cases.models import Case, Paper
from tongban.catalogue.indicators import Scope
from tongban.catalogue.queries.scope import of_department
from tongban.kernel.moments import BEIJING
from tongban.kernel.ratios import Ratio

YEAR = timedelta(days=365)
WHOLE, PART, REST = "whole", "part", "rest"
HANDED_IN = Paper.objects.filter(case=OuterRef("pk")).exclude(
    provenance__in=[Paper.Provenance.HELD, Paper.Provenance.FETCHED]
)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    since: date
    until: date

    @classmethod
    def year_to(cls, day: date) -> "Period":
        return cls(day - YEAR + timedelta(days=1), day)

    @classmethod
    def month_to(cls, day: date) -> "Period":
        return cls(day.replace(day=1), day)

    def moments(self) -> tuple[datetime, datetime]:
        begins, ends = self.since, self.until + timedelta(days=1)
        return datetime.combine(begins, time(), BEIJING), datetime.combine(ends, time(), BEIJING)


def decided_in(period: Period, scope: Scope) -> QuerySet[Case]:
    """Return the cases that were granted or refused in a period: of a place, a department, a level, or all."""
    begins, ends = period.moments()
    return within(scope, Case.objects.filter(matter__decided_at__gte=begins, matter__decided_at__lt=ends))


def within(scope: Scope, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases of a place, a department, a level."""
    if scope.region:
        cases = cases.filter(matter__office__region=scope.region)
    if scope.department:
        cases = cases.filter(of_department(scope.department, "matter__"))
    if scope.level:
        cases = cases.filter(matter__office__level=scope.level)
    return cases


def share_without_papers(period: Period, scope: Scope) -> Ratio:
    """Return how many of them came without a paper handed in: papers on file and what the office fetched count as none.

    One statement.
    """
    counted = decided_in(period, scope).aggregate(whole=Count("pk"), handed_in=Count("pk", filter=Q(Exists(HANDED_IN))))
    return Ratio(counted["whole"] - counted["handed_in"], counted["whole"])


def cases_behind(term: str, period: Period, scope: Scope) -> QuerySet[Case]:
    """Return the cases behind a term: ``part`` without papers, ``rest`` with some, ``whole`` all; page by ``-id``."""
    cases = decided_in(period, scope).select_related("matter__office", "version")
    if term == PART:
        return cases.filter(~Exists(HANDED_IN))
    return cases.filter(Exists(HANDED_IN)) if term == REST else cases
