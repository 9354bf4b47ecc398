"""Site visits as officers see them: their own, those of their offices, and how many there were."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BigIntegerField, Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from tongban.cases.models import Case, SiteVisit, VisitedCase
from tongban.cases.rules import DECIDE
from tongban.kernel.moments import BEIJING
from tongban.kernel.ratios import Ratio
from tongban.matters.models import Step
from tongban.people.models import Office, Officer
from tongban.people.models.officers import OF_A_SYSTEM
from tongban.people.queries import accessible_offices, officers_with

KEPT_ON_PHONE = 20  # visits whose pages a phone keeps for the cellar
PENDING = (Step.State.WAITING, Step.State.OPEN)


@dataclass(frozen=True)
class HalfYear:
    """A period of counting: the first or the second half of a year."""

    year: int
    half: int

    @property
    def first(self) -> datetime:
        return datetime(self.year, 1 if self.half == 1 else 7, 1, tzinfo=BEIJING)

    @property
    def end(self) -> datetime:
        return (
            datetime(self.year, 7, 1, tzinfo=BEIJING)
            if self.half == 1
            else datetime(self.year + 1, 1, 1, tzinfo=BEIJING)
        )

    @property
    def code(self) -> str:
        return f"{self.year}-{self.half}"

    @classmethod
    def of(cls, on: date) -> "HalfYear":
        return cls(on.year, 1 if on.month <= 6 else 2)

    @classmethod
    def latest(cls, *, on: date, many: int = 6) -> list["HalfYear"]:
        """Return the half year of a day and those before it, the latest first.

        >>> [each.code for each in HalfYear.latest(on=date(2026, 3, 1), many=3)]
        ['2026-1', '2025-2', '2025-1']
        """
        count = on.year * 2 + (on.month > 6)
        return [cls(each // 2, each % 2 + 1) for each in range(count, count - many, -1)]

    @classmethod
    def named(cls, code: str, *, on: date) -> "HalfYear":
        """Read a code; the one of today where it names none.

        >>> HalfYear.named("2026-1", on=date(2026, 11, 1)).end.month, HalfYear.named("x", on=date(2026, 11, 1)).code
        (7, '2026-2')
        """
        year, _, half = code.partition("-")
        if year.isdigit() and len(year) == 4 and half in ("1", "2") and int(year) > 2000:
            return cls(int(year), int(half))
        return cls.of(on)


def visits_seen(officer: Officer, *, on: date) -> QuerySet[SiteVisit]:
    """Return the visits that an officer goes on, or whose office, or that which decides a case, they may look at."""
    theirs = SiteVisit.officers.through.objects.filter(officer=officer).values("sitevisit")
    deciding = accessible_offices(officer, "see", on=on, field="case__matter__office")
    decided = VisitedCase.objects.filter(deciding).values("visit")
    by_office = Q(accessible_offices(officer, "see", on=on))
    return SiteVisit.objects.filter(by_office | Q(pk__in=theirs) | Q(pk__in=decided))


def own_visits(officer: Officer) -> QuerySet[SiteVisit]:
    """Return the visits still to be made that this officer goes on, the next one first."""
    mine = SiteVisit.objects.filter(officers=officer, state=SiteVisit.State.PLANNED)
    return with_cases(mine).order_by("planned_for", "pk")


def with_cases(visits: QuerySet[SiteVisit]) -> QuerySet[SiteVisit]:
    """Read visits with all that a list shows of them, in a number of statements that does not grow."""
    return visits.select_related("office").prefetch_related(
        "officers", "cases__step", "cases__case__matter__party", "cases__report"
    )


def visits_of_week(visits: QuerySet[SiteVisit], monday: date) -> list[tuple[date, list[SiteVisit]]]:
    """Return the days of a week with the visits of each."""
    first = datetime.combine(monday, datetime.min.time(), BEIJING)
    rows = with_cases(visits.filter(planned_for__gte=first, planned_for__lt=first + timedelta(days=7)))
    days: dict[date, list[SiteVisit]] = {monday + timedelta(days=n): [] for n in range(7)}
    for visit in rows.exclude(state=SiteVisit.State.CANCELLED).order_by("planned_for", "pk")[:200]:
        days[visit.planned_for.astimezone(BEIJING).date()].append(visit)
    return list(days.items())


def visits_made(visits: QuerySet[SiteVisit], period: HalfYear) -> Ratio:
    """Return how many trips were made of those planned for a half-year (B22)."""
    return trips_between(visits, period.first, period.end)


def trips_between(visits: QuerySet[SiteVisit], first: datetime, end: datetime) -> Ratio:
    """Return how many trips were made of those planned from a moment up to another; what was called off is left out."""
    counted = visits.filter(planned_for__gte=first, planned_for__lt=end).aggregate(
        made=Count("pk", filter=Q(state=SiteVisit.State.DONE)),
        planned=Count("pk", filter=~Q(state=SiteVisit.State.CANCELLED)),
    )
    return Ratio(counted["made"], counted["planned"])


def calls_made(visits: QuerySet[SiteVisit], period: HalfYear) -> Ratio:
    """Return how many times applicants had officers call, of those planned: several offices at once are one call."""
    return calls_between(visits, period.first, period.end)


def calls_between(visits: QuerySet[SiteVisit], first: datetime, end: datetime) -> Ratio:
    """Return the same as ``trips_between``, with visits that several offices make together counted once."""
    call = Coalesce(F("trip"), -F("pk"), output_field=BigIntegerField())
    counted = visits.filter(planned_for__gte=first, planned_for__lt=end).aggregate(
        made=Count(call, distinct=True, filter=Q(state=SiteVisit.State.DONE)),
        planned=Count(call, distinct=True, filter=~Q(state=SiteVisit.State.CANCELLED)),
    )
    return Ratio(counted["made"], counted["planned"])


def made_in(visits: QuerySet[SiteVisit], period: HalfYear) -> QuerySet[SiteVisit]:
    """Return the trips behind the figure."""
    made = visits.filter(planned_for__gte=period.first, planned_for__lt=period.end)
    return with_cases(made.exclude(state=SiteVisit.State.CANCELLED))


def visited_of(case: Case) -> QuerySet[VisitedCase]:
    """Return the visits of a case with their reports, the last one first."""
    rows = VisitedCase.objects.filter(case=case).select_related("visit__office", "step", "report__by", "document")
    return rows.prefetch_related("visit__officers", "reports__photographs__file", "reports__by").order_by("-pk")


def steps_to_visit(case: Case) -> list[Step]:
    """Return the reviews of a case that are not over."""
    steps = Step.objects.filter(matter=case.matter_id, state__in=PENDING, is_superseded=False).exclude(code=DECIDE)
    return list(steps.select_related("office").order_by("wave", "pk"))


def staff_of(office: Office, *, on: date) -> QuerySet[Officer]:
    """Return who is in service at an office: any two of them may look at a place (行政许可法 art. 34); no systems."""
    here = Officer.objects.filter(Q(left_on=None) | Q(left_on__gte=on), office=office, joined_on__lte=on)
    people = here.filter(account__kind="staff").exclude(staff_number__startswith=OF_A_SYSTEM)
    return people.select_related("office").order_by("staff_number")


def who_may_go(case: Case, steps: list[Step], *, on: date) -> QuerySet[Officer]:
    """Return the officers who review at the offices of the open steps, or at the one that decides; no systems."""
    offices = {step.office_id: step.office for step in steps} | {case.matter.office_id: case.matter.office}
    able = Q(pk__in=[])
    for office in offices.values():
        able |= Q(pk__in=officers_with("review", office=office, on=on).values("pk"))
    people = Officer.objects.filter(able).exclude(staff_number__startswith=OF_A_SYSTEM)
    return people.select_related("office").order_by("office__name", "staff_number")
