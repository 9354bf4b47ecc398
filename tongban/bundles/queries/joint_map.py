"""The joint map of a whole (联办图): where every member stands, in which office, until when, and what holds it up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongban.bundles.models import MemberRun, Whole
from tongban.bundles.queries.standing import links_of, runs_of, title_of
from tongban.bundles.rules import graph
from tongban.bundles.rules.joint_time import JointTime, Run, joint_time
from tongban.bundles.rules.outlook import UNKNOWN, expected_days, expected_on
from tongban.calendars.queries import calendar_for
from tongban.calendars.rules import Calendar
from tongban.cases.models import Result
from tongban.catalogue.models import HandlingItem
from tongban.kernel.moments import local_day
from tongban.matters.models import Clock, Matter, Pause, Step
from tongban.matters.queries.progress import outcome_in_words
from tongban.matters.rules.lights import light

LOOKED_BACK_AT = 30  # of an item: its latest decided matters say how long it takes


@dataclass(frozen=True)
class Place:
    """A member on the map. ``acts``: the steps that are open now; ``holds_up``: the code of what it waits for."""

    run: MemberRun
    title: str
    office: str
    acts: tuple[Step, ...]
    since: date | None
    light: str
    before: tuple[str, ...]  # titles of the members that it rests on
    barred_by: str
    expected_on: date | None  # by how long such matters took; none: nobody knows
    outcome: str
    results: tuple[Result, ...]

    @property
    def matter(self) -> Matter | None:
        return self.run.matter

    @property
    def code(self) -> str:
        return self.run.member.code

    @property
    def state(self) -> str:
        return self.run.state


@dataclass(frozen=True)
class JointMap:
    whole: Whole
    places: tuple[Place, ...]
    waves: tuple[tuple[Place, ...], ...]
    time: JointTime
    expected_on: date | None
    blocker: Place | None  # what the end of the whole hangs on now

    @property
    def needed(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.state != MemberRun.State.NOT_NEEDED)

    @property
    def ended(self) -> int:
        return sum(place.state not in graph.UNENDED for place in self.needed)

    @property
    def results(self) -> tuple[Result, ...]:
        return tuple(result for place in self.places for result in place.results)


def joint_map(whole: Whole, *, now: datetime, with_outlook: bool = False) -> JointMap:
    """Return the map; ``with_outlook`` for those who lead: when it will be done by what such matters took.

    Five statements for any number of members, two more for the outlook.
    """
    runs, links, today = runs_of(whole), links_of(whole.version_id), local_day(now)
    calendar = calendar_for(whole.matter.region.code)
    steps = _open_steps(runs)
    took = _durations(runs, calendar) if with_outlook else {}
    ends = _expected(runs, links, took, calendar, today)
    results: dict[int, list[Result]] = defaultdict(list)
    for result in Result.objects.filter(case__matter__parent=whole.matter_id).select_related("case"):
        results[result.case.matter_id].append(result)
    titles = {run.member.code: title_of(run) for run in runs}
    places = tuple(
        Place(
            run=run,
            title=titles[run.member.code],
            office=run.member.item.office.name,
            acts=tuple(steps.get(run.matter_id or 0, ())),
            since=_since(run, steps.get(run.matter_id or 0, ())),
            light=_light(run, now),
            before=tuple(titles[link.source] for link in links if link.target == run.member.code),
            barred_by=titles.get(run.barred_by, ""),
            expected_on=ends.get(run.member.code),
            outcome=outcome_in_words(run.matter.outcome) if run.matter else "",
            results=tuple(results.get(run.matter_id or 0, ())),
        )
        for run in runs
    )
    by_code = {place.code: place for place in places}
    needed = [place.code for place in places if place.state != MemberRun.State.NOT_NEEDED]
    known = [ends[code] for code in needed if code in ends]
    return JointMap(
        whole=whole,
        places=places,
        waves=tuple(tuple(by_code[code] for code in wave) for wave in graph.waves(needed, links)),
        time=joint_time(_in_time(runs), calendar, on=today),
        expected_on=max(known) if known and len(known) == len(needed) else None,
        blocker=_blocker(places),
    )


def time_used(whole: Whole, *, now: datetime) -> JointTime:
    """Return the time that a whole has taken since its acceptance: three statements.

    What waits for an office counts, accepted or not; what stands still, or waits for the applicant, does not.
    """
    accepted_on = _day(whole.matter.accepted_at) or local_day(now)
    begun = {run.matter_id: run for run in runs_of(whole) if run.matter and run.began_at}
    still: dict[int | None, list[tuple[date, date | None]]] = defaultdict(list)
    stops = Pause.objects.filter(matter__in=begun, stops=True)
    for matter, since, until in stops.values_list("matter_id", "from_on", "to_on"):
        still[matter].append((since, until))
    corrections = Clock.objects.filter(matter__in=begun, kind=Clock.Kind.CORRECTION)
    for matter, asked_at, answered_at in corrections.values_list("matter_id", "started_at", "stopped_at"):
        still[matter].append((local_day(asked_at), _day(answered_at)))
    taken = [
        Run(
            max(local_day(run.began_at), accepted_on),
            _day(run.matter.decided_at or run.matter.closed_at),
            tuple(still[key]),
        )
        for key, run in begun.items()
        if run.matter and run.began_at
    ]
    return joint_time(taken, calendar_for(whole.matter.region_id), on=local_day(now))


def _open_steps(runs: Sequence[MemberRun]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    open_ones = Step.objects.filter(
        matter__in=[run.matter_id for run in runs if run.matter_id], state=Step.State.OPEN, is_superseded=False
    )
    for step in open_ones.select_related("office").order_by("wave", "pk"):
        found[step.matter_id].append(step)
    return found


def _since(run: MemberRun, steps: Sequence[Step]) -> date | None:
    """Return since when a member stands where it stands."""
    opened = [step.opened_at for step in steps if step.opened_at]
    at = min(opened) if opened else run.began_at
    return local_day(at) if at else None


def _light(run: MemberRun, now: datetime) -> str:
    matter = run.matter
    if matter is None or run.state != MemberRun.State.RUNNING:
        return ""
    return light(due_at=matter.due_at, warn_at=matter.warn_at, now=now)


def _in_time(runs: Sequence[MemberRun]) -> list[Run]:
    """Return when the cases of a whole ran: from acceptance to decision, without what stood still."""
    matters = [run.matter for run in runs if run.matter and run.matter.accepted_at]
    pauses: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    stops = Pause.objects.filter(matter__in=matters, stops=True)
    for matter, begun, ended in stops.values_list("matter_id", "from_on", "to_on"):
        pauses[matter].append((begun, ended))
    return [
        Run(local_day(matter.accepted_at), _day(matter.decided_at or matter.closed_at), tuple(pauses[matter.pk]))
        for matter in matters
        if matter.accepted_at
    ]


def _day(at: datetime | None) -> date | None:
    return local_day(at) if at else None


def _durations(runs: Sequence[MemberRun], calendar: Calendar) -> dict[str, int]:
    """Return by member how many working days most of the latest matters of its item took; its promise where none did.

    Two statements for any number of members.
    """
    open_ones = [run for run in runs if run.state in graph.UNENDED and run.item_version]
    member_of = {run.member.item.code: run.member.code for run in open_ones}
    versions = {run.item_version_id: run.member.code for run in open_ones}
    scenarios = HandlingItem.objects.filter(version__in=versions).values_list("code", "version_id")
    member_of |= {code: versions[version] for code, version in scenarios}
    decided = Matter.objects.filter(
        subject_code__in=member_of, accepted_at__isnull=False, decided_at__isnull=False
    ).order_by("-pk")
    took: dict[str, list[int]] = defaultdict(list)
    rows = decided.values_list("subject_code", "accepted_at", "decided_at")[: LOOKED_BACK_AT * len(member_of)]
    for code, begun, ended in rows:
        if begun and ended:
            took[member_of[code]].append(calendar.count(local_day(begun), local_day(ended)))
    promised = {run.member.code: run.item_version.promised_amount for run in open_ones if run.item_version}
    return {code: expected_days(took[code]) if took[code] else days for code, days in promised.items()}


def _expected(
    runs: Sequence[MemberRun],
    links: Sequence[graph.Link],
    took: Mapping[str, int],
    calendar: Calendar,
    today: date,
) -> dict[str, date]:
    today = today if calendar.is_working(today) else calendar.nth_after(today, 1)  # nobody decides on a day off
    begun = {}
    for run in runs:
        matter = run.matter
        if matter and (ended := _day(matter.decided_at or matter.closed_at)):
            begun[run.member.code] = (ended, 0)
        elif matter and run.began_at:
            since, days = local_day(matter.accepted_at or run.began_at), took.get(run.member.code, UNKNOWN)
            begun[run.member.code] = (since if days else today, days)  # what takes no day at all ends today at best
        elif run.state == MemberRun.State.WAITING:
            begun[run.member.code] = (today, took.get(run.member.code, UNKNOWN))
    waits = [run.member.code for run in runs if run.state == MemberRun.State.WAITING]
    return expected_on(begun, links, waits, calendar, today=today)


def _blocker(places: Sequence[Place]) -> Place | None:
    """Return the running member on which most others wait, and of those the one that is due last."""
    running = [place for place in places if place.state == MemberRun.State.RUNNING]
    barred = [place for place in places if place.state == MemberRun.State.BLOCKED]
    if not running:
        return barred[0] if barred else None
    waiting = {title for place in places if place.state == MemberRun.State.WAITING for title in place.before}

    def weight(place: Place) -> tuple[bool, date]:
        return place.title in waiting, place.expected_on or date.min

    return max(running, key=weight)
