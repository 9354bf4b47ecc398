"""How long decided matters of some subjects took, and which step of each took longest, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import BooleanField, Case, F, Q, Sum, When
from django.db.models.functions import TruncDate

from tongban.calendars.rules import Calendar, Standstill
from tongban.kernel.moments import BEIJING
from tongban.matters.models import Clock, Extension, Pause, Step
from tongban.matters.rules.durations import Taken

AT_ONCE = 2000  # matters whose steps are read by one statement
# Days are cut by the database: moments cost several times as much to read.
OPENED_ON, CLOSED_ON = TruncDate("opened_at", tzinfo=BEIJING), TruncDate("closed_at", tzinfo=BEIJING)
IS_LATE = Case(When(closed_at__gt=F("due_at"), then=True), default=False, output_field=BooleanField())
ENDED = (Clock.State.MET, Clock.State.MISSED)


@dataclass(frozen=True)
class SlowStep:
    """The step that took longest of a matter: how many working days, and whether that was past its own limit."""

    code: str
    name: str
    office: str
    used_days: int
    is_late: bool


def promises_ended(codes: Collection[str], *, since: datetime) -> list[Taken]:
    """Return the promised limits of matters about these subjects that were decided since a moment. Three statements."""
    ended = Q(matter__subject_code__in=codes, matter__decided_at__gte=since)
    pauses: dict[int, list[Standstill]] = defaultdict(list)
    stopping = Pause.objects.filter(ended, stops=True)
    for matter, *pause in stopping.values_list("matter_id", "from_on", "to_on", "keeps_last_day"):
        pauses[matter].append(cast(Standstill, tuple(pause)))
    added = dict(
        Extension.objects.filter(ended, clock__kind=Clock.Kind.PROMISED).values_list("clock_id").annotate(Sum("amount"))
    )
    clocks = Clock.objects.filter(ended, kind=Clock.Kind.PROMISED, state__in=ENDED)
    rows = clocks.values_list("pk", "matter_id", "calendar_region", "started_at", "stopped_at")
    return [
        Taken(matter, region, started, stopped, tuple(pauses.get(matter, ())), added.get(clock, 0))
        for clock, matter, region, started, stopped in rows.iterator(chunk_size=AT_ONCE)
        if stopped is not None
    ]


def slowest_steps(taken: Sequence[Taken], calendars: Mapping[str, Calendar]) -> Iterator[SlowStep]:
    """Yield for each of these matters the step that took longest; the first one of several that took as long."""
    regions = {each.matter: each.region for each in taken}
    for begin in range(0, len(taken), AT_ONCE):
        steps = Step.objects.filter(
            matter__in=[each.matter for each in taken[begin : begin + AT_ONCE]],
            opened_at__isnull=False,
            closed_at__isnull=False,
        )
        rows = steps.order_by("matter", "wave", "pk").values_list(
            "matter_id", "code", "name", "office__name", OPENED_ON, CLOSED_ON, IS_LATE
        )
        slowest: dict[int, SlowStep] = {}
        for matter, code, name, office, opened_on, closed_on, is_late in rows.iterator(chunk_size=AT_ONCE):
            used = calendars[regions[matter]].count(opened_on, closed_on)
            if matter not in slowest or used > slowest[matter].used_days:
                slowest[matter] = SlowStep(code, name, office, used, bool(is_late))
        yield from slowest.values()
