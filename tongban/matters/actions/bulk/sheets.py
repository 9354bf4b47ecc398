"""The rows of the matters of one batch."""

from collections.abc import Iterable
from datetime import datetime

from tongban.calendars.rules import Calendar
from tongban.kernel.bulk import Sheet, Trails
from tongban.kernel.bulk.origins import Origin
from tongban.kernel.ids import new_id
from tongban.matters.actions.bulk.past import PastMatter, PastStep
from tongban.matters.actions.bulk.reckoning import Reckoner
from tongban.matters.actions.bulk.trail import trail_of
from tongban.matters.actions.opening import make_query_code, sealed_code
from tongban.matters.models import Clock, Matter, OldNumber, Step, Work
from tongban.matters.rules.deadlines import ClockPlan, Reckoned
from tongban.matters.rules.extensions import ORDINARY
from tongban.matters.rules.states import WAITS_FOR, watched_kinds

MATTERS = Sheet(
    Matter,
    *("id", "kind", "number", "query_code", "query_code_index", "query_code_in_clear", "subject_code", "subject_title"),
    *(
        "subject_version",
        "party_id",
        "handler_id",
        "office_id",
        "regulating_office_id",
        "region_id",
        "channel",
        "state",
        "outcome",
        "received_at",
    ),
    *("accepted_at", "decided_at", "closed_at", "due_at", "warn_at", "statutory_due_at", "is_due_provisional"),
    *("parent_id", "extension_rule", "desk_id"),
)
STEPS = Sheet(
    Step,
    *("id", "matter_id", "code", "name", "wave", "round", "is_superseded", "office_id", "post_kind", "unit", "amount"),
    *("state", "claimed_by_id", "opened_at", "closed_at", "closed_by_id", "outcome", "opinion", "due_at", "warn_at"),
)
CLOCKS = Sheet(
    Clock,
    *("id", "matter_id", "step_id", "kind", "state", "unit", "amount", "source", "on_silence", "started_at", "due_at"),
    *("warn_at", "stopped_at", "is_provisional", "calendar_region", "calendar_version", "pause_id"),
)
WORK = Sheet(Work, "id", "matter_id", "step_id", "office_id", "waits_for", "claimed_by_id", "due_at", "warn_at")
NUMBERS = Sheet(OldNumber, "matter_id", "system", "number")


class MatterSheets:
    """The matters of one batch."""

    def __init__(self, trails: Trails, reckoner: Reckoner, *, now: datetime):
        self._trails, self._reckoner, self._now = trails, reckoner, now
        self._matters, self._steps, self._clocks = MATTERS.new(), STEPS.new(), CLOCKS.new()
        self._work, self._numbers = WORK.new(), NUMBERS.new()
        self.subjects: dict[str, str] = {}  # title by code

    @property
    def sheets(self) -> list[Sheet]:
        return [self._matters, self._steps, self._clocks, self._work, self._numbers]

    def add(self, matter: PastMatter, key: int, origin: Origin) -> list[int]:
        """Write a matter down under a key made before, with everything that hangs on it; return its steps' keys."""
        calendar = self._reckoner.calendar(matter.region_id)
        own = {plan.kind: self._clock(matter, key, plan, calendar) for plan in matter.clocks}
        steps = [new_id() for _ in matter.steps]
        dues = [self._step(matter, key, step_key, step, calendar) for step_key, step in zip(steps, matter.steps)]
        state = matter.state
        watched = next((own[kind] for kind in watched_kinds(state) if kind in own), None)
        statutory = own.get("statutory")
        self._matters.add(
            (
                key,
                matter.kind,
                matter.number,
                *(("", "") if state == "closed" else sealed_code(make_query_code(), key=key)),
                "",
                matter.subject_code,
                matter.subject_title,
                matter.subject_version,
                matter.party_id,
                matter.handler_id,
                matter.office_id,
                matter.regulating_office_id,
                matter.region_id,
                matter.channel,
                state,
                matter.outcome,
                matter.received_at,
                matter.accepted_at,
                matter.decided_at,
                matter.closed_at,
                watched.due_at if watched else None,
                watched.warn_at if watched else None,
                statutory.due_at if statutory else None,
                bool(watched and watched.is_provisional),
                None,
                ORDINARY,
                None,
            )
        )
        self._numbers.add((key, origin.system, matter.old_number))
        self.subjects[matter.subject_code] = matter.subject_title
        if state != "closed":
            self._lay_out(matter, key, state, watched, steps, dues)
        self._trails.begin(f"matter:{key}", trail_of(matter, key, origin, steps, dues))
        return steps

    def _clock(self, matter: PastMatter, key: int, plan: ClockPlan, calendar: Calendar) -> Reckoned:
        reckoned = self._reckoner.reckon(plan.kind, plan.unit, plan.amount, plan.start, calendar)
        stopped_at = matter.stopped_at(plan.kind)
        self._write_clock(plan, key, None, reckoned, stopped_at, matter.was_idle(plan.kind), matter.region_id, calendar)
        return reckoned

    def _step(self, matter: PastMatter, key: int, step_key: int, step: PastStep, calendar: Calendar) -> Reckoned | None:
        plan, reckoned = step.plan, None
        if step.opened_at and plan.amount is not None:
            reckoned = self._reckoner.reckon("step", plan.unit, plan.amount, step.opened_at, calendar)
            clock = ClockPlan("step", plan.amount, plan.unit, step.opened_at)
            self._write_clock(
                clock, key, step_key, reckoned, step.closed_at, not step.outcome, matter.region_id, calendar
            )
        self._steps.add(
            (
                step_key,
                key,
                plan.code,
                plan.name,
                plan.wave,
                1,
                False,
                plan.office_id,
                plan.post_kind,
                plan.unit,
                plan.amount,
                step.state,
                step.officer_id,
                step.opened_at,
                step.closed_at,
                step.officer_id if step.outcome else None,
                step.outcome,
                step.opinion,
                reckoned.due_at if reckoned else None,
                reckoned.warn_at if reckoned else None,
            )
        )
        return reckoned

    def _write_clock(
        self,
        plan: ClockPlan,
        matter_key: int,
        step_key: int | None,
        reckoned: Reckoned,
        stopped_at: datetime | None,
        was_idle: bool,
        region_id: str,
        calendar: Calendar,
    ) -> None:
        if stopped_at is None:
            state = "missed" if reckoned.due_at < self._now else "running"  # long missed: no reaction is due any more
        elif stopped_at > reckoned.due_at:
            state = "missed"
        else:
            state = "cancelled" if was_idle else "met"
        self._clocks.add(
            (
                new_id(),
                matter_key,
                step_key,
                plan.kind,
                state,
                plan.unit,
                plan.amount,
                plan.source,
                plan.on_silence,
                plan.start,
                reckoned.due_at,
                reckoned.warn_at,
                stopped_at,
                reckoned.is_provisional,
                region_id,
                calendar.version,
                None,
            )
        )

    def _lay_out(
        self,
        matter: PastMatter,
        key: int,
        state: str,
        watched: Reckoned | None,
        steps: Iterable[int],
        dues: Iterable[Reckoned | None],
    ) -> None:
        """Lay on desks what ``desk.work_of`` lays there: open steps, and the matter where it waits for more."""
        has_open = False
        for step_key, step, due in zip(steps, matter.steps, dues):
            if step.state == "open":
                has_open = True
                self._lay(key, step_key, step.plan.office_id, step.plan.post_kind, step.officer_id, due)
        if not (has_open and state == "accepted"):
            self._lay(key, None, matter.office_id, WAITS_FOR[state], None, watched)

    def _lay(
        self, key: int, step: int | None, office: int, waits_for: str, officer: int | None, due: Reckoned | None
    ) -> None:
        times = (due.due_at, due.warn_at) if due else (None, None)
        self._work.add((new_id(), key, step, office, waits_for, officer, *times))
