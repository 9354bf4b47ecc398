"""What if the promise were shorter, or a paper were no longer asked? Answered from the cases of a year."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from tongban.calendars.queries import calendar_for
from tongban.cases.models import CorrectionNotice, Paper
from tongban.catalogue.models import HandlingItem, Item
from tongban.kernel.ratios import Ratio
from tongban.matters.queries.durations import SlowStep, promises_ended, slowest_steps

LONGEST_SHOWN = 30  # working days: what took longer stands in one last bar


@dataclass(frozen=True)
class Cause:
    """A step that took longest in some of the cases that would be late."""

    name: str
    office: str
    cases: int
    late: int  # of these, past the step's own limit
    median_days: int


@dataclass(frozen=True)
class Promise:
    """What a promise of so many working days would have meant."""

    days: int
    broken: Ratio
    causes: tuple[Cause, ...]
    by_days: tuple[tuple[str, int], ...]  # working days used, number of cases
    median_days: int | None

    @property
    def marked(self) -> str:
        """The bar of the promise itself: what stands below it would be late."""
        return str(self.days)


@dataclass(frozen=True)
class Dropped:
    """What would be saved if a paper were no longer asked for."""

    cases: int  # that brought it
    pages: int
    corrections: int  # that asked for nothing else
    trips: int  # of these, to a window


def shorter_promise(items: Sequence[Item], *, days: int, since: datetime) -> Promise:
    """Return how the cases of these items decided since a moment would have kept another promise."""
    taken = promises_ended(_codes(items), since=since)
    calendars = {region: calendar_for(region) for region in {each.region for each in taken}}
    used = Counter(each.used_days(calendars[each.region]) for each in taken)
    broken = [each for each in taken if each.would_break(days, calendars[each.region])]
    return Promise(
        days=days,
        broken=Ratio(len(broken), len(taken)),
        causes=_causes(list(slowest_steps(broken, calendars))),
        by_days=_by_days(used),
        median_days=round(median(used.elements())) if used else None,
    )


def dropped_paper(items: Sequence[Item], *, paper: str, since: datetime) -> Dropped:
    """Return what cases decided since a moment brought of a paper, and who was sent back for it alone."""
    codes = _codes(items)
    brought = Paper.objects.filter(
        case__matter__subject_code__in=codes, case__matter__decided_at__gte=since, spec__code=paper
    )
    pages: dict[int, int] = defaultdict(int)
    for case, count in brought.values_list("case_id", "pages").iterator():
        pages[case] += count
    alone = _alone(codes, since, paper)
    return Dropped(cases=len(pages), pages=sum(pages.values()), corrections=len(alone), trips=sum(alone.values()))


def _codes(items: Sequence[Item]) -> list[str]:
    """Return what matters about these items are filed under: the item, or the scenario of it that was chosen."""
    scenarios = HandlingItem.objects.filter(version__item__in=items).values_list("code", flat=True)
    return [*(item.code for item in items), *scenarios.distinct().order_by("code")]


def _alone(codes: Sequence[str], since: datetime, paper: str) -> dict[int, bool]:
    """Return the cases whose correction notice asked for this paper alone, and whether they came to a window."""
    notices = CorrectionNotice.objects.filter(
        case__matter__subject_code__in=codes, case__matter__decided_at__gte=since
    ).values_list("case_id", "gaps", "case__matter__channel")
    return {
        case: channel == "window"
        for case, gaps, channel in notices.iterator()
        if {gap["about"] for gap in gaps} == {paper}
    }


def _causes(slowest: Sequence[SlowStep]) -> tuple[Cause, ...]:
    found: dict[tuple[str, str], list[SlowStep]] = defaultdict(list)
    for step in slowest:
        found[step.name, step.office].append(step)
    causes = [
        Cause(name, office, len(steps), sum(step.is_late for step in steps), round(median(s.used_days for s in steps)))
        for (name, office), steps in found.items()
    ]
    return tuple(sorted(causes, key=lambda cause: (-cause.cases, cause.name, cause.office)))


def _by_days(used: Counter[int]) -> tuple[tuple[str, int], ...]:
    """Return a bar for each number of days up to the longest, with one for everything beyond."""
    if not used:
        return ()
    last = min(max(used), LONGEST_SHOWN)
    bars = [(str(days), used[days]) for days in range(last + 1)]
    beyond = sum(count for days, count in used.items() if days > LONGEST_SHOWN)
    return (*bars, (f"> {LONGEST_SHOWN}", beyond)) if beyond else tuple(bars)
