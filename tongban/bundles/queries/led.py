"""The open wholes that an office leads: how far each is, until when it has time, which have taken too long."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from tongban.bundles.models import MemberRun, Whole
from tongban.bundles.queries.leading import LEADING
from tongban.bundles.rules import graph
from tongban.kernel.paging import Page, page
from tongban.matters.models import Matter
from tongban.matters.rules.lights import light
from tongban.people.models import Officer
from tongban.people.queries import accessible_offices

ALARMED, BLOCKED = "alarmed", "blocked"


@dataclass(frozen=True)
class LedRow:
    """One whole of the list, with its members counted by state."""

    whole: Whole
    states: Mapping[str, int]
    light: str

    @property
    def needed(self) -> int:
        return sum(count for state, count in self.states.items() if state != MemberRun.State.NOT_NEEDED)

    @property
    def ended(self) -> int:
        return self.needed - sum(self.states.get(state, 0) for state in graph.UNENDED)

    @property
    def blocked(self) -> int:
        return self.states.get(MemberRun.State.BLOCKED, 0)


def led_by(officer: Officer, on: date) -> QuerySet[Whole]:
    """Return the open wholes that the officer leads."""
    reach = Q()
    for power in LEADING:
        reach |= accessible_offices(officer, power, on=on, field="matter__office")
    return Whole.objects.filter(reach).exclude(matter__state=Matter.State.CLOSED)


def led_rows(
    officer: Officer, *, now: datetime, on: date, state: str = "", after: str | None = None, size: int = 25
) -> tuple[Page[Whole], list[LedRow]]:
    """Return a page of open wholes, what is due first before the others, and its rows: two statements."""
    wholes = led_by(officer, on).select_related("version", "matter__party", "matter__office", "matter__region")
    if state == ALARMED:
        wholes = wholes.filter(alarmed_at__isnull=False)
    if state == BLOCKED:
        wholes = wholes.filter(members__state=MemberRun.State.BLOCKED).distinct()
    found = page(wholes, keys=("matter__due_at", "id"), after=after, size=size)
    states: dict[int, dict[str, int]] = defaultdict(dict)
    counted = MemberRun.objects.filter(whole__in=[whole.pk for whole in found.rows]).order_by()
    for key, member_state, count in counted.values_list("whole", "state").annotate(count=Count("pk")):
        states[key][member_state] = count
    return found, [LedRow(whole, states[whole.pk], _light(whole.matter, now)) for whole in found.rows]


def wholes_to_alarm(now: datetime) -> QuerySet[Whole]:
    """Return the open wholes whose time is over and of which nobody was alarmed, the longest over first."""
    return Whole.objects.filter(alarmed_at=None, alarm_due_at__lt=now).order_by("alarm_due_at", "pk")


def _light(matter: Matter, now: datetime) -> str:
    return light(due_at=matter.due_at, warn_at=matter.warn_at, now=now) if matter.due_at else ""
