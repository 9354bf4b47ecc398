"""Which results wait to be collected, since when, and of which the applicant is to be reminded."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tongban.calendars.queries import calendar_for
from tongban.cases.models import Case
from tongban.cases.rules import DECIDED
from tongban.cases.rules.limits import limit
from tongban.kernel.moments import local_day
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

AT_ONCE = 500
STAGES = ("remind_collecting", "remind_collecting_again", "mark_uncollected")


def waiting_results(officer: Officer, *, on: date) -> QuerySet[Case]:
    """Return the results that wait to be collected at the offices of an officer; page by ``matter__decided_at, id``."""
    power = accessible_offices(officer, "deliver", on=on, field="matter__office")
    cases = Case.objects.filter(power, matter__state=DECIDED, deliver_way="window")
    return cases.select_related("matter__office", "matter__party", "visit__window__service_point", "uncollected")


def results_shown(officer: Officer, *, show: str, on: date) -> QuerySet[Case]:
    """Return them as the list shows them: all, or of ``left`` only those that were left lying."""
    found = waiting_results(officer, on=on)
    return found.filter(uncollected__marked_at__isnull=False) if show == "left" else found


def stage_of(case: Case, *, now: datetime) -> int:
    """Return how far a result has got: 0 waits, 1 to be reminded of, 2 again, 3 left lying."""
    decided_at = case.matter.decided_at
    if decided_at is None:
        return 0
    calendar, today = calendar_for(case.matter.region_id), local_day(now)
    ends = [limit(code, on=today).from_moment(decided_at, calendar).due_at for code in STAGES]
    return sum(now > end for end in ends)


def cases_to_remind_of(now: datetime) -> list[tuple[Case, int]]:
    """Return results whose next stage has come, each with the stage; those left lying are not looked at again."""
    days = min(limit(code, on=local_day(now)).amount for code in STAGES)  # at least: working days are fewer
    since = now - timedelta(days=days)
    waiting = Case.objects.filter(matter__state=DECIDED, matter__decided_at__lt=since).exclude(deliver_way="courier")
    waiting = waiting.filter(Q(uncollected=None) | Q(uncollected__marked_at=None))
    found = waiting.select_related("matter__office", "matter__party", "version", "uncollected").order_by("pk")
    staged = [(case, stage_of(case, now=now)) for case in found[:AT_ONCE]]
    return [(case, stage) for case, stage in staged if stage > _reached(case)]


def _reached(case: Case) -> int:
    known = getattr(case, "uncollected", None)
    return known.reminders if known else 0
