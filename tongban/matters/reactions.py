"""When a calendar notice is loaded, open clocks are reckoned anew; when time passes, clocks warn and are missed.

When an officer goes away, B has what falls due; when a mandate is over, the office has what was in hand by it.
"""

from datetime import datetime, timedelta

from tongban.calendars.events import CalendarNoticeLoaded
from tongban.kernel.events import reacts_to
from tongban.kernel.jobs import periodic
from tongban.kernel.moments import local_day
from tongban.matters.actions import begin_recomputation, mark_missed, recompute_batch, remind
from tongban.matters.actions.opening import prepare_stripes
from tongban.matters.actions.standing_in import lay_back_work, pass_on_work
from tongban.matters.models import Matter, NumberStripe, Recomputation
from tongban.matters.queries.jobs import clocks_to_remind_of, matters_with_missed_clocks
from tongban.people.events import AbsenceBegun, MandateOver
from tongban.people.models import Officer

AT_ONCE = 500  # of each kind of work a run does, so that its lease lasts


@reacts_to(CalendarNoticeLoaded)
def recompute_open_clocks(event: CalendarNoticeLoaded) -> None:
    begin_recomputation(region_code=event.region_code, year=event.year, version=event.calendar_version, now=event.at)


@periodic("matters: recompute open clocks", every=timedelta(minutes=1))
def recompute(now: datetime) -> None:
    for recomputation in Recomputation.objects.filter(finished_at=None).order_by("pk"):
        while recomputation.finished_at is None:
            recomputation = recompute_batch(recomputation=recomputation, now=now)


@periodic("matters: mark missed clocks", every=timedelta(minutes=1))
def miss(now: datetime) -> None:
    for matter_id in list(matters_with_missed_clocks(now)[:AT_ONCE]):
        mark_missed(matter=Matter(pk=matter_id), now=now)


@periodic("matters: remind of clocks that warn", every=timedelta(minutes=5))
def remind_of(now: datetime) -> None:
    for clock in list(clocks_to_remind_of(now)[:AT_ONCE]):
        remind(clock=clock, now=now)


@periodic("matters: lay out tomorrow's numbers", every=timedelta(hours=1))
def lay_out_numbers(now: datetime) -> None:
    today = local_day(now)
    regions = NumberStripe.objects.filter(on=today).values_list("region_code", flat=True).distinct()
    for region_code in regions.order_by("region_code"):
        prepare_stripes(region_code=region_code, on=today + timedelta(days=1))


@reacts_to(AbsenceBegun)
def pass_on(event: AbsenceBegun) -> None:
    """When an officer goes away, what falls due meanwhile goes to B."""
    pass_on_work(officer=Officer.objects.get(pk=event.officer_id), until=event.until, now=event.at)


@reacts_to(MandateOver)
def lay_back(event: MandateOver) -> None:
    """When a mandate is over, what its holder may not do any more goes back to the office."""
    lay_back_work(officer=Officer.objects.get(pk=event.officer_id), now=event.at)
